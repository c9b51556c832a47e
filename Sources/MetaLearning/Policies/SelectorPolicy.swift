import Foundation
package import GSL
package import Support

/// A policy that chooses among unlike learners, so that it loses little against the best of them.
///
/// Doubling data-driven regret balancing (D3RB): Pacchiano, Dann & Gentile (2024),
/// arXiv:2306.02869. Each learner i has a regret coefficient d, at first 1; the next decision goes
/// to the least d √n. When a learner's mean reward plus d/√n plus its confidence width lies below
/// another's mean less that one's width, d doubles.
///
/// Differences to the paper: all learners learn from all rows, because all can; rewards count as
/// differences from the mean of the task's rewards so far, in units of their deviation, so that
/// tasks of unlike levels can be compared; a reward that comes late counts when it comes, for the
/// learner that decided. A row is known by its task and features: of several open decisions with
/// the same features the oldest is taken.
package struct SelectorPolicy: Policy {
  struct Record: Sendable, Hashable, Codable {
    var decisions = 0.0
    /// Number of them whose reward is known.
    var rewards = 0.0
    /// Sum of those rewards less their tasks' means, in deviations.
    var sum = 0.0
    /// d.
    var coefficient = 1.0
  }

  struct Key: Hashable, Codable {
    var task: Int
    var features: [Double]
  }

  struct Level: Sendable, Codable {
    var count = 0.0
    var sum = 0.0
  }

  var candidates: [AnyPolicy]
  var records: [Record]
  /// Standard deviation of a reward in the unit that it is handed over in.
  let rewardDeviation: Double
  /// Chance that a learner is wronged.
  let confidence: Double
  var waiting: [Key: [Int]] = [:]
  var levels: [Level] = []

  package init(
    _ candidates: [AnyPolicy], rewardDeviation: Double = 1, confidence: Double = 0.05
  ) throws(ArgumentError) {
    guard !candidates.isEmpty else {
      throw ArgumentError("candidates", found: "none", allowed: "at least one")
    }
    try ArgumentError.checkPositive("rewardDeviation", rewardDeviation)
    try ArgumentError.check("confidence", confidence, "above 0, below 1") { $0 > 0 && $0 < 1 }
    self.candidates = candidates
    self.rewardDeviation = rewardDeviation
    self.confidence = confidence
    records = candidates.map { _ in Record() }
  }

  package var kind: String { "selector" }

  var leader: Int {
    records.indices.min { records[$0].coefficient < records[$1].coefficient } ?? 0
  }

  package mutating func begin(task: Int, features: [Double]) {
    for index in candidates.indices { candidates[index].begin(task: task, features: features) }
  }

  /// Leaves the decision to the learner with the least d √n.
  package mutating func probabilities(
    for context: Context, into probabilities: inout [Double],
    using stream: inout RandomStream
  ) {
    var choice = 0
    var least = Double.infinity
    for (index, record) in records.enumerated() {
      let potential = record.coefficient * record.decisions.squareRoot()
      if potential < least {
        least = potential
        choice = index
      }
    }
    records[choice].decisions += 1
    let features = context.actionFeatures.isEmpty ? context.features : []
    waiting[Key(task: context.task, features: features), default: []].append(choice)
    candidates[choice].probabilities(for: context, into: &probabilities, using: &stream)
  }

  /// Judges the learners that decided, and lets all learn.
  package mutating func update(_ batch: [Feedback]) {
    for row in batch where row.task >= 0 && row.weight > 0 && row.reward.isFinite { judge(row) }
    for index in candidates.indices { candidates[index].update(batch) }
  }

  /// Passes provisional rewards on; nobody is judged by them.
  package mutating func replaceProvisional(_ rows: [Feedback]) {
    for index in candidates.indices { candidates[index].replaceProvisional(rows) }
  }

  package mutating func close(task: Int) {
    waiting = waiting.filter { $0.key.task != task }
    for index in candidates.indices { candidates[index].close(task: task) }
  }

  package mutating func discount(by factor: Double) {
    for index in candidates.indices { candidates[index].discount(by: factor) }
  }

  package mutating func reset(task: Int) {
    for index in candidates.indices { candidates[index].reset(task: task) }
  }

  package mutating func prediction(
    task: Int, action: Int, features: [Double]
  ) -> Prediction? {
    candidates[leader].prediction(task: task, action: action, features: features)
  }

  package mutating func explain(_ context: Context, action: Int) -> Explanation {
    candidates[leader].explain(context, action: action)
  }

  package func branched() throws(ArgumentError) -> SelectorPolicy {
    var copy = self
    for index in candidates.indices { copy.candidates[index] = try candidates[index].branched() }
    return copy
  }
}
