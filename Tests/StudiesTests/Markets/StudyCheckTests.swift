import Foundation
import MetaLearning
import Support
import Synchronization
import Testing

@testable import Scenarios
@testable import Studies

/// Whatever is refused here is refused by the initialiser, which simulates nothing.
@Suite struct `A study of learning` {
  private func check(
    _ policies: String, folder: String? = nil, file: Data? = nil
  ) throws -> LearningStudy {
    var options = MarketFixtures.options()
    options.programFolders = folder.map { [$0] } ?? []
    options.readFile = { _ in file }
    return try LearningStudy(
      MarketFixtures.load(MarketFixtures.text(policies: policies)), options: options)
  }

  @Test func `refuses a scenario without policies`() throws {
    var loaded = try MarketFixtures.load(MarketFixtures.text())
    loaded.scenario.learning = nil
    #expect(throws: ScenarioFaults.self) {
      try LearningStudy(loaded, options: MarketFixtures.options())
    }
  }

  @Test func `refuses an option that cannot be`() throws {
    var loaded = try MarketFixtures.load(
      MarketFixtures.text(policies: "    core: {learner: hierarchical, draws: 8}\n"))
    loaded.scenario.learning?.policies[0].options["draws"] = 0
    #expect(throws: ArgumentError.self) {
      try LearningStudy(loaded, options: MarketFixtures.options())
    }
  }

  @Test func `refuses a saved state that is not there, or is none`() throws {
    let policies = "    saved: {learner: hierarchical, start: saved.json}\n"
    let missing = #expect(throws: ArgumentError.self) { try check(policies) }
    #expect(missing?.argument == "start of \"saved\"")
    #expect(missing?.found == "no saved state to start from in saved.json")
    let wrong = #expect(throws: ArgumentError.self) { try check(policies, file: Data("[]".utf8)) }
    #expect(wrong?.argument == "the saved state's form, start of \"saved\"")
  }

  @Test func `refuses a program that is not allowed, or not there`() throws {
    let policies = "    mine: {external: {command: [no-such-program-anywhere]}}\n"
    #expect(throws: ScenarioFaults.self) { try check(policies) }
    #expect(throws: ArgumentError.self) { try check(policies, folder: "/") }
  }

  @Test func `tells a changed file from the one before by the digest's parts`() throws {
    let policies = "    mine: {external: {command: [cat, model.py]}}\n"
    let one = try check(policies, folder: "/", file: Data("one".utf8)).digestParts
    let two = try check(policies, folder: "/", file: Data("two".utf8)).digestParts
    let none = try check(policies, folder: "/").digestParts
    func programs(_ parts: [String]) -> [String] { parts.filter { $0.hasPrefix("program ") } }
    #expect(none.prefix(2) == ["decisions false", "policy mine"])
    #expect(programs(none).isEmpty)
    #expect(programs(one).count == 2)
    #expect(programs(one) != programs(two))
    #expect(one.filter { !$0.hasPrefix("program ") } == none)
  }
}
