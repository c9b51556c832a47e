import Foundation
import TestSupport
import Testing

/// Whole summaries of `run`, as files in the folder Snapshots.
///
/// A text that changes on purpose is renewed by one command, whose differences are then read:
///
///     JOURNEYLAB_RENEW_SNAPSHOTS=1 swift test --disable-xctest --filter RunSnapshotTests
@Suite struct RunSnapshotTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var sample: SampleScenario
    var arguments: [String] = []
    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "till", sample: .till),
    Case(
      name: "plan", sample: .shop,
      arguments: [
        "--customers", "1500", "--set", "experiment.analysis={looks: 3, correction: hommel}",
        "--set", "experiment.guardrails={conversion: {no worse than: -5 %}}", "--set",
        "experiment.warm_up=5 days",
      ]),
    Case(
      name: "stock", sample: .scarceAnswer, arguments: ["--customers", "600", "--seed", "3"]),
  ]

  private static let renews =
    ProcessInfo.processInfo.environment["JOURNEYLAB_RENEW_SNAPSHOTS"] == "1"

  @Test(arguments: cases)
  func `the whole summary is the one that was read and kept`(snapshot: Case) throws {
    try withTool { tool in
      try tool.write(snapshot.sample)
      let ending = try tool.finish(
        tool.start(
          ["run", snapshot.sample.name, "-q", "--replications", "3"] + snapshot.arguments))
      #expect(ending.status == 0, "\(ending.complaint)")
      // The run's name is a digest of the input and of the program's version.
      let found = ending.output.replacing(#/[0-9a-f]{12}/#, with: "<run>")
      let file = PackageFolder.file("Tests/EndToEndTests/Snapshots/\(snapshot.name).txt")
      if Self.renews { try Data(found.utf8).write(to: file, options: .atomic) }
      #expect(found == (try String(contentsOf: file, encoding: .utf8)))
      for line in found.split(separator: "\n") { #expect(line.count < 100, "\(line)") }
    }
  }
}
