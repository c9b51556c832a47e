internal import Foundation
import MetaLearning
internal import Scenarios
import Support

/// One policy's way through the markets of a replication: training, then each test from there.
struct LearningChain {
  /// What came of it.
  struct Result: Sendable {
    /// Sums by market and bin.
    var sums: [[LearningSums]]
    /// Lines of the decision log.
    var lines = Data()
    /// The state after training, as JSON.
    var state: Data?
  }

  let setup: LearningSetup
  let spec: PolicySpec
  let replication: Int
  let markets: [(drawn: DrawnMarket, truth: MarketTruth)]
  let bins: [Int]

  private var isFirst: Bool { replication == 0 }

  /// Goes through all markets.
  func run() throws -> Result {
    var result = Result(sums: [])
    var (policies, frames, offset) = try start()
    for (number, market) in markets.enumerated() where !market.drawn.isTest {
      let desk = try run(&policies, frames, market, task: offset + number, isLogged: false)
      policies = desk.points.map(\.learner)
      result.sums.append(judged(desk, market.truth))
    }
    let trained = result.sums.count
    if trained > 0 { result.state = try state(policies, frames, markets: offset + trained) }
    for market in markets where market.drawn.isTest {
      var branch = try policies.map { try $0.branched() }
      let isLogged = isFirst && setup.options.log != nil
      let desk = try run(&branch, frames, market, task: offset + trained, isLogged: isLogged)
      result.sums.append(judged(desk, market.truth))
      if isLogged {
        result.lines.append(
          DecisionLines(setup: setup, policy: spec.name, market: market.drawn, truth: market.truth)
            .data(of: desk))
      }
      if trained == 0, result.state == nil {
        result.state = try state(desk.points.map(\.learner), frames, markets: offset + 1)
      }
    }
    return result
  }

  /// The learners as they start, what they know, and the number of their first market.
  private func start() throws -> ([AnyPolicy], [PointFrame]?, Int) {
    switch spec.learner {
    case .bestAction, .oracle:
      return (setup.frames.map { _ in AnyPolicy(StatusQuoPolicy()) }, nil, 0)
    case .external:
      guard let make = setup.options.makeExternal else {
        throw setup.loaded.faults(
          at: ["learning", "policies", spec.name],
          message: "a program may be started only if the command line allows it")
      }
      return (try setup.frames.map { try make(spec, $0.learner) }, setup.frames, 0)
    default: break
    }
    guard spec.start != nil else {
      return (
        try setup.frames.map { frame in
          try PolicyFactory.make(spec, frame: frame.learner, all: setup.learning.policies)
        }, setup.frames, 0
      )
    }
    guard let read = setup.options.readState else {
      throw ArgumentError(
        "start of \"\(spec.name)\"", found: "a saved state", allowed: "none in this command")
    }
    let saved = try SavedLearning.read(
      try read(spec), for: spec, scenario: setup.scenario, frames: setup.frames)
    return (saved.points.map(\.state), saved.points.map(\.frame), saved.markets)
  }

  private func run(
    _ policies: inout [AnyPolicy], _ frames: [PointFrame]?,
    _ market: (drawn: DrawnMarket, truth: MarketTruth), task: Int, isLogged: Bool
  ) throws -> PolicyAgent {
    switch spec.learner {
    case .bestAction: policies = market.truth.fixedPolicies
    case .oracle: policies = market.truth.contextPolicies
    default:
      for point in policies.indices {
        policies[point].begin(task: task, features: market.drawn.features)
      }
    }
    return try setup.run(
      policies, frames: frames, learner: spec.learner, delay: spec.delay, task: task,
      market: market.drawn.market, seed: market.drawn.seed, keepsProbabilities: isLogged)
  }

  /// Sums by bin with the regret against what is best there.
  private func judged(_ desk: PolicyAgent, _ truth: MarketTruth) -> [LearningSums] {
    var sums = desk.sums(bins: bins)
    for bin in sums.indices {
      sums[bin].regretFixed = truth.fixed[bin].reward - sums[bin].reward
      sums[bin].regretContext = truth.context[bin].reward - sums[bin].reward
      sums[bin].marginLostFixed = truth.fixed[bin].margin - sums[bin].margin
      sums[bin].marginLostContext = truth.context[bin].margin - sums[bin].margin
    }
    return sums
  }

  private func state(
    _ policies: [AnyPolicy], _ frames: [PointFrame]?, markets: Int
  ) throws -> Data? {
    // What a program outside has learned stays with it.
    let learners = [spec.learner] + spec.candidates.map { setup.learning.policies[$0].learner }
    guard isFirst, spec.learner.learns, !learners.contains(.external), let frames
    else { return nil }
    let points = zip(setup.learning.decisions, zip(frames, policies)).map {
      SavedLearning.Point(name: $0.name, frame: $1.0, state: $1.1)
    }
    return try SavedLearning(
      scenario: setup.scenario.title, learner: spec.learner.rawValue, markets: markets,
      points: points
    ).data()
  }
}
