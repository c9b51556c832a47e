import Foundation
import GSL
import MetaLearning
import Support

@testable import Scenarios
@testable import Simulation
@testable import Studies

/// Small markets in which a voucher moves customers who left their cart.
enum MarketFixtures {
  /// The policies of most tests.
  static let usualPolicies = """
        usual: status quo
        even: uniform
        best: best action
        oracle: oracle
        alone: {learner: agnostic, draws: 8}
        pooled: {learner: pooled, draws: 8}
        core: {learner: hierarchical, draws: 8}

    """

  /// A scenario with one decision point; buyers' log odds are −1 + effect × voucher.
  ///
  /// With `context` the effect is greater by so much for customers whom e-mail brings.
  static func text(
    family: String? = nil, decision: String = "", effect: Double = 0.5, context: Double = 0,
    customers: Int = 150, population: String = "", dwell: String = "1 day", settings: String = "",
    policies: String = usualPolicies
  ) -> String {
    """
    journeylab: 1
    title: Small markets
    market:
      horizon: 20 days
      arrivals: {customers: \(customers)}
      channels:
        search: {share: 50 %}
        email: {share: 50 %}
    \(population)
    catalogue:
      mug: {price: 20.00, cost: 5.00}
    journey:
      stages:
        look: {effect: add item, dwell: 1 h, next: offer}
        offer:
          voucher: 0
          dwell: \(dwell)
          next:
            buy: {constant: -1, voucher: \(effect), channel(email) * voucher: \(context)}
            leave: 0
        buy: {effect: order, dwell: 1 h, next: leave}
        leave: end
    levers:
      voucher:
        sets: journey.stages.offer.voucher
        actions: {none: 0, small: 2.00, large: 4.00}
    \(family.map { "family:\n\($0)" } ?? "")
    learning:
      decisions:
        voucher: {lever: voucher, at: offer, context: [channel(email)]\(decision)}
    \(settings)
      policies:
    \(policies)
    """
  }

  /// A family in which the effect of a voucher has this distribution.
  static func family(_ distribution: String, train: Int = 3, test: Int = 2, customers: Int = 120)
    -> String
  {
    """
      tasks: {train: \(train), test: \(test), customers: \(customers)}
      vary:
        journey.stages.offer.next.buy.voucher: "\(distribution)"
    """
  }

  static func load(_ text: String) throws -> LoadedScenario {
    try ScenarioReader().read(text: text, name: "markets.yaml")
  }

  /// Few customers everywhere, so that tests are quick.
  static func options(
    seed: UInt64 = 7, threads: Int = 2, replications: Int = 2
  ) -> LearningOptions {
    LearningOptions(
      seed: seed, threads: threads, replications: replications, historyCustomers: 300,
      truthCustomers: 400)
  }

  static func run(
    _ text: String, options: LearningOptions = options(),
    log: (@Sendable (Data) throws -> Void)? = nil
  ) throws -> LearningOutcome {
    var study = try LearningStudy(load(text), options: options)
    study.log = log
    return try study.run()
  }
}

/// A policy that always takes one action, and keeps what it is told to learn.
struct Recorder: Policy {
  var action = 1
  var learned: [[Feedback]] = []
  var provisional: [[Feedback]] = []
  var kind: String { "recorder" }

  mutating func probabilities(
    for context: Context, into probabilities: inout [Double],
    using stream: inout RandomStream
  ) {
    context.choose(
      context.allowed[action] ? action : context.statusQuo, into: &probabilities)
  }

  mutating func update(_ batch: [Feedback]) { learned.append(batch) }
  mutating func replaceProvisional(_ rows: [Feedback]) { provisional.append(rows) }
  func checkState(_ bounds: StateBounds) throws(ArgumentError) {}
}
