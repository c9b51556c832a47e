public import GSL

/// A rule that chooses among actions and may learn from rewards.
///
/// A policy draws only from the stream it is handed; the same calls with the same streams give the
/// same probabilities. Learning happens in batches, between which nothing but draws changes.
public protocol Policy: Sendable, Codable {
  /// What the policy is, in snapshots and tables.
  var kind: String { get }

  /// Writes a probability for each action, 0 where it is not allowed.
  ///
  /// - Parameters:
  ///   - situation: What is known; at least one action is allowed.
  ///   - probabilities: Written over; its length becomes the number of actions.
  ///   - stream: The policy's own draws.
  mutating func probabilities(
    for situation: Situation, into probabilities: inout [Double],
    using stream: inout RandomStream)

  /// Learns from rewards that are final.
  mutating func update(_ batch: [Feedback])

  /// Replaces what was learned from rewards that may still change, such as sales not yet made.
  mutating func replaceProvisional(_ rows: [Feedback])

  /// Ends a task: no more rows of it will come.
  mutating func close(task: Int)

  /// Makes all rewards so far count less, and leaves priors as they are.
  mutating func discount(by factor: Double)

  /// Forgets the rows of a task, and falls back on what other tasks tell of it.
  mutating func reset(task: Int)

  /// Gives the reward expected of an action and its uncertainty, if the policy has a model.
  mutating func prediction(task: Int, action: Int, features: [Double]) -> Prediction?

  /// Says what speaks for an action, if the policy has a model.
  mutating func explain(_ situation: Situation, action: Int) -> Explanation
}

/// A reward as a model expects it.
public struct Prediction: Sendable, Hashable {
  /// Expected reward.
  public var mean: Double
  /// Standard deviation of the expectation, what the model does not know.
  public var deviation: Double
  /// Variance of a reward around its expectation, what no model knows.
  public var noiseVariance: Double
}

extension Policy {
  /// Learns nothing.
  public mutating func update(_ batch: [Feedback]) {}
  /// Waits until rewards are final.
  public mutating func replaceProvisional(_ rows: [Feedback]) {}
  /// Does nothing.
  public mutating func close(task: Int) {}
  /// Does nothing.
  public mutating func discount(by factor: Double) {}
  /// Does nothing.
  public mutating func reset(task: Int) {}
  /// Gives nil: there is no model.
  public mutating func prediction(
    task: Int, action: Int, features: [Double]
  ) -> Prediction? { nil }

  /// Gives the prediction without reasons.
  public mutating func explain(_ situation: Situation, action: Int) -> Explanation {
    Explanation(
      policy: kind, action: action,
      prediction: situation.allowed.indices.contains(action)
        ? prediction(
          task: situation.task, action: action, features: situation.row(for: action)) : nil,
      contributions: [])
  }

  /// Draws an action from probabilities.
  public static func draw(_ probabilities: [Double], using stream: inout RandomStream) -> Int {
    var rest = stream.uniform()
    var last = 0
    for (action, probability) in probabilities.enumerated() where probability > 0 {
      last = action
      rest -= probability
      if rest < 0 { break }
    }
    return last
  }
}
