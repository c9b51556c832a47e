import Foundation
import MetaLearning
import Scenarios
import Support

/// One policy's way through the markets of a replication: training, then each test from there.
struct LearningChain {
  struct Result: Sendable {
    /// Sums by market and bin.
    var sums: [[LearningSums]]
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

  func run() throws -> Result {
    if spec.learner.knowsTruth, !(isFirst && setup.isLogged) { return known }
    var result = Result(sums: [])
    var (policies, frames, offset) = try start()
    for (number, market) in markets.enumerated() where !market.drawn.isTest {
      let agent = try run(&policies, frames, market, task: offset + number, isLogged: false)
      policies = agent.points.map(\.learner)
      result.sums.append(judged(agent.sums(bins: bins), market.truth))
    }
    let trained = result.sums.count
    if trained > 0 { result.state = try state(policies, frames, markets: offset + trained) }
    for market in markets where market.drawn.isTest {
      var branch = try policies.map { try $0.branched() }
      let isLogged = isFirst && setup.isLogged
      let agent = try run(&branch, frames, market, task: offset + trained, isLogged: isLogged)
      result.sums.append(judged(agent.sums(bins: bins), market.truth))
      if isLogged {
        result.lines.append(
          DecisionLines(setup: setup, policy: spec.name, market: market.drawn, truth: market.truth)
            .data(of: agent))
      }
      if trained == 0, result.state == nil {
        result.state = try state(agent.points.map(\.learner), frames, markets: offset + 1)
      }
    }
    return result
  }

  /// What policies that know the truth bring, which was found with it.
  private var known: Result {
    let isFixed = spec.learner == .bestAction
    return Result(
      sums: markets.map { judged(isFixed ? $0.truth.fixed : $0.truth.context, $0.truth) })
  }

  /// The learners as they start, what they know, and the number of their first market.
  func start() throws -> ([AnyPolicy], [PointFrame]?, Int) {
    switch spec.learner {
    case .bestAction, .oracle:
      return (setup.frames.map { _ in AnyPolicy(StatusQuoPolicy()) }, nil, 0)
    case .external:
      let frames = setup.frames.map { frame in
        var frame = frame
        frame.isRaw = spec.isRaw
        return frame
      }
      let programs = try frames.indices.map {
        try setup.programs.make(
          spec, point: $0, frame: frames[$0], taskScales: setup.featureScales)
      }
      return (programs, frames, 0)
    default: break
    }
    guard let state = setup.states[spec.name] else {
      return (
        try setup.frames.map { frame in
          try PolicyFactory.make(spec, frame: frame.learner, all: setup.learning.policies)
        }, setup.frames, 0
      )
    }
    let saved = try SavedLearning.read(
      state, for: spec, scenario: setup.scenario, frames: setup.frames)
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
        policies[point].begin(
          task: task, features: spec.isRaw ? market.drawn.rawFeatures : market.drawn.features)
      }
    }
    return try setup.run(
      policies, frames: frames, learner: spec.learner, delay: spec.delay, task: task,
      market: market.drawn.market, seed: market.drawn.seed, start: market.drawn.start,
      keepsProbabilities: isLogged)
  }

  /// Sums by bin with the regret against what is best there.
  private func judged(_ own: [LearningSums], _ truth: MarketTruth) -> [LearningSums] {
    var sums = own
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
