import Foundation
import Testing

@testable import Scenarios

@Suite struct `Valid files` {
  @Test(arguments: ScenarioFiles.valid)
  func `are read with one scenario per arm`(file: URL) throws {
    let loaded = try ScenarioReader().read(file: file)
    #expect(loaded.arms.count == loaded.scenario.experiment.arms.count)
    #expect(loaded.name == file.deletingPathExtension().lastPathComponent)
  }
}
