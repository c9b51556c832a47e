package import Foundation
import GSL
import MetaLearning
package import Support

/// Why a saved policy would decide as it does: for each action what it expects, and why.
package struct DecisionExplanation: Sendable, Hashable, Codable {
  /// What one feature adds to the reward that is expected of an action.
  package struct Reason: Sendable, Hashable, Codable {
    /// Name of the context term; `constant` is a customer who is usual in all of them.
    package var feature: String
    /// The amount: in units of reward, or in log odds where ``DecisionExplanation/isLogOdds``.
    package var amount: Double
    /// Standard deviation of the amount, what the policy does not know of it.
    package var deviation: Double
  }

  package struct Action: Sendable, Hashable, Codable {
    package var name: String
    package var probability: Double
    /// Expected reward, in units of reward; nil for a policy without a model.
    package var expected: Double?
    /// Standard deviation of the expectation, what the policy does not know.
    package var deviation: Double?
    package var reasons: [Reason]
  }

  package struct ContextValue: Sendable, Hashable, Codable {
    package var name: String
    package var value: Double
    /// Its mean under business as usual.
    package var usual: Double
    /// Whether the caller gave the value; else it is the usual one or follows from others.
    package var isGiven: Bool
  }

  package var scenario: String
  package var learner: String
  package var decision: String
  package var market: Int
  /// Markets that the policy has learned in; a market of that number is new to it.
  package var markets: Int
  /// What is known of a market before its first customer; a new one is taken as average in it.
  package var taskFeatures: [String]
  package var statusQuo: Int
  /// Whether rewards are 0 or 1.
  package var isBinary: Bool
  /// Whether reasons add up to log odds rather than to the expected reward.
  package var isLogOdds: Bool
  package var context: [ContextValue]
  package var actions: [Action]

  /// Most bytes of a file that is read.
  package static let maximumSize = SavedLearning.maximumSize

  /// Whether the policy has met no customer of the market yet.
  package var isNewMarket: Bool { market == markets }

  /// Asks a saved policy, a file of `policies/`, for the reasons of one decision.
  ///
  /// Nil takes the only decision point, or a new market; a context term without a value has its
  /// usual one, a product of given terms is computed.
  /// - Throws: ``ArgumentError`` for a file that is no saved policy of this version, or a name or
  ///   number that it does not know.
  package init(
    snapshot: Data, decision: String? = nil, market: Int? = nil, context: [String: Double] = [:]
  ) throws(ArgumentError) {
    let saved = try SavedLearning.read(snapshot)
    let point = try saved.point(named: decision)
    let frame = point.frame
    let number = market ?? saved.markets
    guard (0...saved.markets).contains(number) else {
      throw ArgumentError(
        "market", found: "\(number)",
        allowed: "0 to \(saved.markets); \(saved.markets) is a new one")
    }
    let values = try Self.values(of: context, frame: frame)
    var policy = point.state
    if number == saved.markets {
      policy.begin(
        task: number, features: Array(repeating: 0, count: frame.learner.taskFeatures.count))
    }
    let observed = Context(
      task: number, actions: frame.learner.actions.count,
      features: frame.features(of: values.map(\.value)), statusQuo: frame.learner.statusQuo)
    var stream = RandomStream(
      key: RandomKey(seed: 1), customer: 0, place: Place("decision", point.name), visit: 1,
      purpose: .policy)
    var probabilities: [Double] = []
    policy.probabilities(for: observed, into: &probabilities, using: &stream)
    let explanations = frame.learner.actions.indices.map {
      policy.explain(observed, action: $0)
    }
    let isLogOdds = frame.learner.isBinary && explanations.contains(where: Self.addsToLogOdds)
    scenario = saved.scenario
    learner = saved.learner
    self.decision = point.name
    self.market = number
    markets = saved.markets
    taskFeatures = frame.learner.taskFeatures
    statusQuo = frame.learner.statusQuo
    isBinary = frame.learner.isBinary
    self.isLogOdds = isLogOdds
    self.context = values
    actions = frame.learner.actions.indices.map { action in
      Action(
        name: frame.learner.actions[action],
        probability: probabilities.indices.contains(action) ? probabilities[action] : 0,
        explanation: explanations[action], frame: frame.learner)
    }
  }

  private static func values(
    of given: [String: Double], frame: PointFrame
  ) throws(ArgumentError) -> [ContextValue] {
    let names = Array(frame.learner.features.dropFirst())
    for name in given.keys.sorted() where !names.contains(name) {
      throw ArgumentError(
        "context", found: "\"\(name)\"",
        allowed: names.isEmpty ? "nothing: the policy sees none" : names.joined(separator: ", "))
    }
    return names.enumerated().map { term, name in
      let usual = frame.contextMeans.indices.contains(term) ? frame.contextMeans[term] : 0
      let factors = name.components(separatedBy: " * ").map { given[$0] }
      let product =
        factors.count > 1 && !factors.contains(nil)
        ? factors.compactMap { $0 }.reduce(1, *) : nil
      return ContextValue(
        name: name, value: given[name] ?? product ?? usual, usual: usual,
        isGiven: given[name] != nil)
    }
  }

  private static func addsToLogOdds(_ explanation: Explanation) -> Bool {
    guard let mean = explanation.prediction?.mean, !explanation.contributions.isEmpty else {
      return false
    }
    let sum = explanation.contributions.reduce(0) { $0 + $1.value }
    // A linear model's parts add up to its prediction.
    return abs(sum - mean) > 1e-9
  }
}

extension DecisionExplanation.Action {
  /// Puts an explanation in the reward's own unit.
  fileprivate init(
    name: String, probability: Double, explanation: Explanation, frame: LearnerFrame
  ) {
    let isScaled = !frame.isBinary
    let scale = isScaled && frame.rewardDeviation > 0 ? frame.rewardDeviation : 1
    let centre = isScaled ? frame.rewardMean : 0
    self.name = name
    self.probability = probability
    expected = explanation.prediction.map { $0.mean * scale + centre }
    deviation = explanation.prediction.map { $0.deviation * scale }
    reasons = explanation.contributions.map { part in
      DecisionExplanation.Reason(
        feature: frame.features.indices.contains(part.feature)
          ? frame.features[part.feature] : "feature \(part.feature)",
        amount: part.value * scale + (part.feature == 0 ? centre : 0),
        deviation: part.deviation * scale)
    }.sorted { abs($0.amount) > abs($1.amount) }
  }
}
