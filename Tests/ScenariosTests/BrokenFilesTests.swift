import Foundation
import TestSupport
import Testing

@testable import Scenarios

@Suite struct `Broken files` {
  @Test(arguments: ScenarioFiles.broken)
  func `give exactly the message beside them`(file: URL) throws {
    let expected = try String(
      contentsOf: file.deletingPathExtension().appendingPathExtension("txt"), encoding: .utf8)
    let named = URL(
      fileURLWithPath: file.lastPathComponent, relativeTo: file.deletingLastPathComponent())
    let faults = try #require(throws: ScenarioFaults.self) {
      try ScenarioReader().read(file: named)
    }
    #expect("\(faults)\n" == expected)
  }

  @Test func `are there in number`() {
    #expect(ScenarioFiles.broken.count > 100)
  }

  @Test func `lie beside a file that differs only in what is wrong and is read`() throws {
    _ = try ScenarioReader().read(text: SampleScenario.small.text, name: "small.yaml")
  }
}
