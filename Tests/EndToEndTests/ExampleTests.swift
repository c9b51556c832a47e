import Foundation
import Testing

/// The scenarios that come with the project.
@Suite struct ExampleTests {
  static var scenarios: [URL] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../scenarios").standardizedFileURL
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.sorted().map { folder.appending(path: $0) }
  }

  @Test(arguments: scenarios)
  func `every example runs the same way with one thread and with three`(scenario: URL) throws {
    try withTool { tool in
      for threads in ["1", "3"] {
        let ending = try tool.run(
          "run", scenario.path, "-q", "--customers", "300", "--replications", "1", "--events",
          "--customers-file", "--threads", threads, "--out", "out\(threads)")
        try #require(ending.status == 0, "\(ending.complaint)")
        for line in ending.output.split(separator: "\n") { #expect(line.count < 100, "\(line)") }
      }
      let (alone, together) = (try tool.files(below: "out1"), try tool.files(below: "out3"))
      #expect(alone == together)
    }
  }
}
