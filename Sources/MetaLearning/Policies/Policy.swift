package import GSL
package import Support

/// A rule that chooses among actions and may learn from rewards.
///
/// A policy draws only from the stream it is handed; the same calls with the same streams give the
/// same probabilities. Learning happens in batches, between which nothing but draws changes.
package protocol Policy: Sendable, Codable {
  /// What the policy is, in snapshots and tables.
  var kind: String { get }

  /// Answers refused so far, the status quo taken in their place; 0 where none can be.
  var violations: Int { get }

  /// Hears what is known of a task before its first customer; called at most once for each task.
  mutating func begin(task: Int, features: [Double])

  /// Writes over a vector a probability for each action, 0 where it is not allowed.
  ///
  /// At least one action is allowed; the stream holds the policy's own draws.
  mutating func probabilities(
    for context: Context, into probabilities: inout [Double],
    using stream: inout RandomStream)

  /// Writes a vector for each of several contexts that do not depend on each other, in their order.
  ///
  /// Equal to asking for one after the other; a program outside answers all in one call.
  /// Streams are taken by the context's index.
  mutating func probabilities(
    for contexts: [Context], into rows: inout [[Double]], stream: (Int) -> RandomStream)

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
  mutating func explain(_ context: Context, action: Int) -> Explanation

  /// Gives a copy that goes its own way from here on.
  /// - Throws: ``ArgumentError`` if the state is held elsewhere and cannot be copied.
  func branched() throws(ArgumentError) -> Self

  /// Checks a state that was read, so that nothing can fail later.
  /// - Throws: ``ArgumentError`` if it does not fit its decision point, or is too large.
  func checkState(_ bounds: StateBounds) throws(ArgumentError)
}

/// A reward as a model expects it.
package struct Prediction: Sendable, Hashable {
  package var mean: Double
  /// Standard deviation of the expectation, what the model does not know.
  package var deviation: Double
  /// Variance of a reward around its expectation, what no model knows.
  package var noiseVariance: Double
}

extension Policy {
  package var violations: Int { 0 }
  package mutating func begin(task: Int, features: [Double]) {}

  package mutating func probabilities(
    for contexts: [Context], into rows: inout [[Double]], stream: (Int) -> RandomStream
  ) {
    if rows.count > contexts.count { rows.removeLast(rows.count - contexts.count) }
    while rows.count < contexts.count { rows.append([]) }
    for index in contexts.indices {
      var draws = stream(index)
      probabilities(for: contexts[index], into: &rows[index], using: &draws)
    }
  }

  /// Gives the value itself: whatever it holds is copied with it.
  package func branched() throws(ArgumentError) -> Self { self }
  package mutating func update(_ batch: [Feedback]) {}
  package mutating func replaceProvisional(_ rows: [Feedback]) {}
  package mutating func close(task: Int) {}
  package mutating func discount(by factor: Double) {}
  package mutating func reset(task: Int) {}
  package mutating func prediction(
    task: Int, action: Int, features: [Double]
  ) -> Prediction? { nil }

  package mutating func explain(_ context: Context, action: Int) -> Explanation {
    Explanation(
      prediction: context.allowed.indices.contains(action)
        ? prediction(
          task: context.task, action: action, features: context.row(for: action)) : nil)
  }

  package static func draw(_ probabilities: [Double], using stream: inout RandomStream) -> Int {
    ChoiceRule.action(of: probabilities, chance: stream.uniform())
  }
}
