internal import GSL
import MetaLearning
internal import Scenarios
internal import Simulation

/// What all chains of an evaluation share.
struct LearningSetup: Sendable {
  let loaded: LoadedScenario
  let learning: Learning
  let options: LearningOptions
  let family: MarketFamily
  /// Mean and standard deviation of each of the family's features.
  let featureMoments: [(mean: Double, deviation: Double)]
  /// What is known of each decision point before policies start.
  var frames: [PointFrame]
  let isCancelled: @Sendable () -> Bool

  var scenario: Scenario { loaded.scenario }
  var trainingTasks: Int { scenario.family?.trainingTasks ?? 0 }
  var testTasks: Int { scenario.family?.testTasks ?? 1 }
  var tasks: Int { trainingTasks + testTasks }

  /// Draws behind the moments of the family's features.
  private static let momentDraws = 1_000
  /// A replication that no run has, whose draws are nobody's market.
  private static let asideReplication = Int(UInt32.max)

  init(
    _ loaded: LoadedScenario, learning: Learning, options: LearningOptions,
    isCancelled: @escaping @Sendable () -> Bool
  ) throws {
    self.loaded = loaded
    self.learning = learning
    self.options = options
    self.isCancelled = isCancelled
    do {
      family = try MarketFamily(loaded.scenario.family)
    } catch {
      throw loaded.faults(at: error.path, message: error.message)
    }
    featureMoments = Self.moments(of: family, features: loaded.scenario.family?.features.count ?? 0)
    frames = learning.decisions.indices.map {
      PointFrame(point: $0, of: learning, in: loaded.scenario)
    }
    frames = try StatusQuoHistory(setup: self).frames()
  }

  private static func moments(
    of family: MarketFamily, features: Int
  ) -> [(mean: Double, deviation: Double)] {
    guard features > 0 else { return [] }
    let draws = (0..<momentDraws).map {
      family.market(task: $0, of: .training, replication: asideReplication, seed: 1).features
    }
    return (0..<features).map { feature in
      let (mean, squares) = Statistics.meanAndSquares(draws.map { $0[feature] })
      let deviation = (squares / Double(draws.count)).squareRoot()
      return (mean, deviation > 1e-12 * max(1, abs(mean)) ? deviation : 1)
    }
  }

  /// Draws and compiles a market of the family, by its number among all tasks.
  ///
  /// - Throws: `ScenarioFaults` that name the value which makes the market impossible.
  func market(_ index: Int, replication: Int) throws -> DrawnMarket {
    let isTest = index >= trainingTasks
    let drawn = family.market(
      task: isTest ? index - trainingTasks : index, of: isTest ? .test : .training,
      replication: replication, seed: options.seed)
    return DrawnMarket(
      index: index, isTest: isTest, seed: drawn.seed,
      features: zip(drawn.features, featureMoments).map { ($0 - $1.mean) / $1.deviation },
      market: try compile(try loaded.market(values: drawn.values)))
  }

  /// Compiles a market's variants.
  func compile(_ variants: [Scenario]) throws -> DecisionMarket {
    do {
      return try DecisionMarket(
        variants: variants, learning: learning, customers: scenario.family?.customers)
    } catch {
      throw loaded.faults(at: error.path, message: error.message)
    }
  }

  /// Puts one policy per decision point to work on a market.
  ///
  /// - Parameters:
  ///   - policies: The learners, in the order of decision points.
  ///   - frames: What they know; nil for the raw context.
  ///   - learner: What they are.
  ///   - delay: What a decision without a reward so far means to them.
  ///   - task: Number of the market to them.
  ///   - market: The market.
  ///   - seed: Seed of the customers and of the policies' draws.
  ///   - keepsProbabilities: Whether decisions are to be logged.
  /// - Returns: The desk after the market's end.
  /// - Throws: ``ArgumentError`` for limits that cannot be kept, or `RunError`.
  func run(
    _ policies: [AnyPolicy], frames: [PointFrame]? = nil, learner: Learner,
    delay: PolicySpec.DelayRule = .naive, task: Int = 0, market: DecisionMarket, seed: UInt64,
    keepsProbabilities: Bool = false
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
    var desk = PolicyAgent(
      points: points, learning: learning, currency: scenario.market.currency,
      key: RandomKey(seed: seed), learner: learner, keepsProbabilities: keepsProbabilities)
    _ = try market.run(maker: &desk, seed: seed, isCancelled: isCancelled)
    desk.close()
    return desk
  }
}

/// A market drawn from the family, ready to be run.
struct DrawnMarket: Sendable {
  /// Number among all tasks, training first.
  var index: Int
  /// Whether policies are judged in it.
  var isTest: Bool
  /// Seed of its customers.
  var seed: UInt64
  /// What is known of it before its first customer, standardised over the family.
  var features: [Double]
  /// The market.
  var market: DecisionMarket
}
