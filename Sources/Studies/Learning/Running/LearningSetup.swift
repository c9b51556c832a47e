import Foundation
import GSL
import MetaLearning
import Scenarios
import Simulation
import Support

/// What all chains of a study share.
struct LearningSetup: Sendable {
  let loaded: LoadedScenario
  private(set) var learning: Learning
  let options: LearningOptions
  let family: MarketFamily
  let programs: ScenarioPrograms
  /// Saved states by the name of the policy that starts from them.
  let states: [String: Data]
  /// What is known of each decision point before policies start.
  private(set) var frames: [PointFrame]
  private(set) var featureScales: [FeatureScale] = []
  /// Whether the first replication's decisions are logged.
  private(set) var isLogged = false
  private(set) var isCancelled: @Sendable () -> Bool = { false }

  var scenario: Scenario { loaded.scenario }
  var trainingTasks: Int { scenario.family?.trainingTasks ?? 0 }
  var testTasks: Int { scenario.family?.testTasks ?? 1 }
  var tasks: Int { trainingTasks + testTasks }

  init(_ loaded: LoadedScenario, learning: Learning, options: LearningOptions) throws {
    self.loaded = loaded
    self.learning = learning
    self.options = options
    let frames = learning.decisions.indices.map {
      PointFrame(point: $0, of: learning, in: loaded.scenario)
    }
    self.frames = frames
    states = try Self.states(learning.policies, loaded.scenario, frames, options)
    programs = ScenarioPrograms(
      loaded.scenario, folders: options.programFolders, seed: options.seed)
    do {
      family = try MarketFamily(loaded.scenario.family)
    } catch {
      throw loaded.faults(at: error.path, message: error.message)
    }
    for policy in learning.policies { try check(policy) }
  }

  private static func states(
    _ policies: [PolicySpec], _ scenario: Scenario, _ frames: [PointFrame],
    _ options: LearningOptions
  ) throws -> [String: Data] {
    var states: [String: Data] = [:]
    for policy in policies {
      guard let start = policy.start else { continue }
      guard let data = options.readFile(start) else {
        throw ArgumentError(
          "start of \"\(policy.name)\"", found: "no saved state to start from in \(start)",
          allowed: "a file that a run wrote to policies/")
      }
      _ = try SavedLearning.read(data, for: policy, scenario: scenario, frames: frames)
      states[policy.name] = data
    }
    return states
  }

  private func check(_ policy: PolicySpec) throws {
    switch policy.learner {
    case .bestAction, .oracle: break
    case .external:
      guard !options.programFolders.isEmpty else {
        throw loaded.faults(
          at: ["learning", "policies", policy.name],
          message: "a program may be started only if the command line allows it")
      }
      try programs.check([policy])
    default:
      for frame in frames where policy.start == nil {
        _ = try PolicyFactory.make(policy, frame: frame.learner, all: learning.policies)
      }
    }
  }

  /// The same with what business as usual teaches of the decision points, which it simulates.
  func prepared(isLogged: Bool, isCancelled: @escaping @Sendable () -> Bool) throws -> Self {
    var setup = self
    setup.isLogged = isLogged
    setup.isCancelled = isCancelled
    setup.featureScales = FeatureScale.scales(
      of: family, features: scenario.family?.features.count ?? 0)
    setup.frames = try StatusQuoHistory(setup: setup).frames()
    return setup
  }

  /// The same without limits on what may be spent.
  func withoutBudgets() -> Self {
    var setup = self
    for point in learning.decisions.indices { setup.learning.decisions[point].limits.budget = nil }
    return setup
  }

  /// Draws and compiles a market of the family, by its number among all tasks.
  /// - Throws: `ScenarioFaults` that name the value which makes the market impossible.
  func market(_ index: Int, replication: Int) throws -> DrawnMarket {
    let isTest = index >= trainingTasks
    let drawn = family.market(
      task: isTest ? index - trainingTasks : index, of: isTest ? .test : .training,
      replication: replication, seed: options.seed)
    let variants = try loaded.market(values: drawn.values)
    let market = try compile(variants)
    return DrawnMarket(
      index: index, isTest: isTest, seed: drawn.seed, rawFeatures: drawn.features,
      features: zip(drawn.features, featureScales).map { $1.standardised($0) },
      market: market, start: try market.start(seed: drawn.seed, isCancelled: isCancelled),
      times: TimeCuts(variants, learning: learning))
  }

  func compile(_ variants: [Scenario]) throws -> DecisionMarket {
    let market: DecisionMarket
    do {
      market = try DecisionMarket(
        variants: variants, learning: learning, customers: scenario.family?.customers)
    } catch {
      throw loaded.faults(at: error.path, message: error.message)
    }
    try market.checkKept()
    return market
  }

  /// Puts one policy per decision point to work on a market, and gives the agent at its end.
  ///
  /// Policies without frames see the raw context; `task` is the market's number to them. `start` is
  /// what all of them have in common, where it is known.
  /// - Throws: ``ArgumentError`` for limits that cannot be kept, or `RunError`.
  func run(
    _ policies: [AnyPolicy], frames: [PointFrame]? = nil, learner: Learner,
    delay: PolicySpec.DelayRule = .naive, task: Int = 0, market: DecisionMarket, seed: UInt64,
    start: MarketStart? = nil, keepsProbabilities: Bool = false
  ) throws -> PolicyAgent {
    let customers = market.customers(seed: seed)
    var points: [PointAgent] = []
    for (point, policy) in policies.enumerated() {
      let frame = frames?[point] ?? PointFrame(point: point, of: learning, in: scenario)
      points.append(
        try PointAgent(
          index: point, learning: learning, scenario: scenario, frame: frame, policy: policy,
          learner: learner, delay: delay, task: task, customers: customers))
    }
    var agent = PolicyAgent(
      points: points, learning: learning, currency: scenario.market.currency,
      key: RandomKey(seed: seed), learner: learner, keepsProbabilities: keepsProbabilities)
    if let start {
      _ = try market.run(maker: &agent, from: start, isCancelled: isCancelled)
    } else {
      _ = try market.run(maker: &agent, seed: seed, isCancelled: isCancelled)
    }
    agent.close()
    return agent
  }
}
