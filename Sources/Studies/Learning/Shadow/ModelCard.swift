import MetaLearning
package import Scenarios
import Support

/// What a policy is, what it has learned from, and where it knows nothing.
package struct ModelCard: Sendable, Codable, Equatable {
  /// What the policy saw of a context term in training.
  package struct Range: Sendable, Codable, Equatable {
    package var term: String
    package var least: Double
    package var greatest: Double
    package var mean: Double
  }

  package struct Action: Sendable, Codable, Equatable {
    package var name: String
    /// Decisions of the training that took it.
    package var decisions: Int
    /// Reward that the policy expects of it in a new market for a usual customer; nil without a
    /// model.
    package var expected: Double?
    /// How far off that a new market may be, as the policy has learned it: a standard deviation.
    package var width: Double?
  }

  package struct Point: Sendable, Codable, Equatable {
    package var name: String
    package var actions: [Action]
    package var ranges: [Range]
    /// Segments with their decisions of the training.
    package var segments: [String: Int]
  }

  package var policy: String
  package var learner: String
  package var scenario: String
  package var reward: RewardMeasure
  package var currency: String
  /// Markets that it learned in, and customers who met a decision there.
  package var markets: Int
  package var customers: Int
  package var decisions: Int
  /// Hours that each market lasted, and the first day.
  package var horizon: Double
  package var firstDay: String
  package var points: [Point]

  /// Decisions below which something counts as not trained on.
  package static let few = 30

  /// What the policy was not trained on, or hardly.
  package var gaps: [String] {
    guard decisions > 0 else { return ["anything: it has learned in no market of this run"] }
    return points.flatMap { point in
      point.actions.filter { $0.decisions < Self.few }.map {
        "the action \($0.name) at \(point.name): \($0.decisions) decisions"
      }
        + point.segments.keys.sorted().filter { point.segments[$0, default: 0] < Self.few }.map {
          "the segment \($0) at \(point.name): \(point.segments[$0, default: 0]) decisions"
        }
        + point.ranges.filter { $0.least == $0.greatest }.map {
          "any other \($0.term) than \($0.least) at \(point.name)"
        }
    }
  }

  /// Whether a context lies within what was seen of each term.
  func covers(_ context: [Double], at point: Int) -> Bool {
    guard points.indices.contains(point) else { return false }
    return zip(points[point].ranges, context).allSatisfy { $0.least <= $1 && $1 <= $0.greatest }
  }
}

/// Gathers what a policy meets in training.
struct TrainingRecord {
  private var markets = 0
  private var customers = 0
  private var contexts: [[(least: Double, greatest: Double, sum: Double)]]
  private var actions: [[Int]]
  private var segments: [[Int]]
  private var counts: [Int]

  init(_ setup: LearningSetup) {
    let decisions = setup.learning.decisions
    contexts = decisions.map {
      Array(repeating: (.infinity, -.infinity, 0), count: $0.context.count)
    }
    actions = setup.frames.map { Array(repeating: 0, count: $0.learner.actions.count) }
    segments = decisions.map { _ in
      Array(repeating: 0, count: setup.scenario.population.segments.count)
    }
    counts = decisions.map { _ in 0 }
  }

  mutating func add(_ agent: PolicyAgent) {
    markets += 1
    customers += agent.accounts.count
    for decision in agent.decisions {
      counts[decision.point] += 1
      actions[decision.point][decision.action] += 1
      if segments[decision.point].indices.contains(decision.segment) {
        segments[decision.point][decision.segment] += 1
      }
      for (term, value) in decision.context.enumerated() {
        let known = contexts[decision.point][term]
        contexts[decision.point][term] = (
          min(known.least, value), max(known.greatest, value), known.sum + value
        )
      }
    }
  }

  /// The card of the policies that came of it, one for each decision point.
  func card(
    _ spec: PolicySpec, _ policies: [AnyPolicy], _ frames: [PointFrame], task: Int,
    setup: LearningSetup
  ) -> ModelCard {
    let scenario = setup.scenario
    let points = setup.learning.decisions.indices.map { point -> ModelCard.Point in
      let frame = frames[point]
      var held = RewardScale(policies[point], frame: frame)
      held.begin(task: task, features: Array(repeating: 0, count: frame.learner.taskFeatures.count))
      let usual = frame.features(of: frame.contextMeans)
      let count = Double(max(counts[point], 1))
      return ModelCard.Point(
        name: setup.learning.decisions[point].name,
        actions: frame.learner.actions.enumerated().map { action, name in
          let found = held.prediction(task: task, action: action, features: usual)
          return ModelCard.Action(
            name: name, decisions: actions[point][action], expected: found?.mean,
            width: found?.deviation)
        },
        ranges: zip(frame.learner.features.dropFirst(), contexts[point]).compactMap {
          $1.least <= $1.greatest
            ? ModelCard.Range(
              term: $0, least: $1.least, greatest: $1.greatest, mean: $1.sum / count) : nil
        },
        segments: Dictionary(
          zip(scenario.population.segments.map(\.name), segments[point]).map { ($0, $1) }
        ) { first, _ in first })
    }
    return ModelCard(
      policy: spec.name, learner: spec.learner.rawValue, scenario: scenario.title,
      reward: setup.learning.reward, currency: scenario.market.currency.code, markets: markets,
      customers: customers, decisions: counts.reduce(0, +),
      horizon: scenario.market.horizonHours,
      firstDay: TimeStamp(daysSinceEpoch: scenario.market.start.daysSinceEpoch).date(day: 0),
      points: points)
  }
}
