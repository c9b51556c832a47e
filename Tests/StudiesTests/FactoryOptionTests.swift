import Foundation
import Support
import TestSupport
import Testing

@testable import MetaLearning
@testable import Scenarios
@testable import Studies

/// A learner's option with values that are allowed, and values just outside.
struct OptionCase: Sendable, CustomTestStringConvertible {
  let learner: Learner
  let option: LearnerOption

  static let all = Learner.allCases.flatMap { learner in
    learner.options.map { OptionCase(learner: learner, option: $0) }
  }

  var allowed: [Double] {
    guard let lower = option.bounds.lower, let upper = option.bounds.upper else { return [] }
    return [option.bounds.excludesLower ? 1e-3 : lower, upper]
  }

  var refused: [Double] {
    guard let lower = option.bounds.lower, let upper = option.bounds.upper else { return [] }
    return [
      option.bounds.excludesLower ? lower : lower.nextDown, upper.nextUp, .nan, .infinity,
    ] + (option.isWhole ? [lower + 0.5] : [])
  }

  /// The core knows prices by their payoffs, which a conversion has not.
  private var isBinary: Bool { learner != .hierarchical || option != .cost }

  var testDescription: String { "\(option.name) of \(learner.rawValue)" }

  func made(_ value: Double) throws -> AnyPolicy {
    try PolicyFactory.make(
      PolicySpec(name: "p", learner: learner, options: [option.name: value]),
      frame: LearnerFrame(
        actions: ["low", "usual", "high"], values: [8, 10, 12], statusQuo: 1,
        features: ["constant", "basket"], taskFeatures: ["income"], isBinary: isBinary,
        rewardMean: 0.3, rewardDeviation: 0.46), all: [])
  }
}

@Suite struct `The options of a learner` {
  @Test(arguments: OptionCase.all)
  func `make a policy at their bounds`(example: OptionCase) throws {
    #expect(example.allowed.count == 2)
    for value in example.allowed { _ = try example.made(value) }
    if let standard = example.option.standard { _ = try example.made(standard) }
  }

  @Test(arguments: OptionCase.all)
  func `are refused by name just outside`(example: OptionCase) {
    for value in example.refused {
      let error = #expect(throws: ArgumentError.self, "\(value)") { try example.made(value) }
      #expect(error?.argument == "option \"\(example.option.name)\" of policy \"p\"")
      #expect(error?.found == "\(value)")
    }
  }

  @Test(arguments: Learner.allCases)
  func `are refused where another learner has them`(learner: Learner) {
    let own = learner.options.map(\.name)
    for option in LearnerOption.all where !own.contains(option.name) {
      let spec = PolicySpec(
        name: "p", learner: learner, options: [option.name: option.standard ?? 1])
      let error = #expect(throws: ArgumentError.self) { try spec.checkOptions() }
      #expect(error?.found == "the option \"\(option.name)\"")
    }
  }

  @Test func `are in the table once, and each has a learner`() {
    let names = LearnerOption.all.map(\.name)
    #expect(Set(names).count == names.count)
    let used = Set(Learner.allCases.flatMap(\.options).map(\.name))
    #expect(used == Set(names))
  }

  @Test(arguments: OptionCase.all)
  func `change the policy that is made`(example: OptionCase) throws {
    let states = try example.allowed.map {
      try JSONEncoder().encode(example.made($0))
    }
    #expect(states[0] != states[1])
  }
}
