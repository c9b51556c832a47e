package import GSL
package import Support

/// Thompson sampling for rewards of 0 and 1, with one beta prior per action or a mixture of several.
///
/// With several candidate priors, tasks share the weights of the candidates: the meta-learner of
/// Kveton et al., Meta-Thompson Sampling (2021), where the prior is drawn once per task, or the
/// mixture posterior, where it is drawn at each decision.
package struct BetaThompson: Policy {
  package enum Sharing: String, Sendable, Hashable, Codable {
    /// At each decision, from all data including the task's own.
    case everyDecision
    /// At the start of a task, from the data of other tasks.
    case taskStart
  }

  package struct Shape: Sendable, Hashable, Codable {
    /// Shape of successes.
    package var a: Double
    /// Shape of failures.
    package var b: Double

    package init(_ a: Double, _ b: Double) {
      self.a = a
      self.b = b
    }
  }

  /// Candidate priors, each with a shape per action.
  let candidates: [[Shape]]
  let sharing: Sharing
  /// Number of draws whose frequencies are the probabilities.
  private(set) var draws = 1
  /// What the standard deviation of a draw is multiplied by; nil for 1.
  private(set) var scale: Double?
  private var arms = ArmMeans()
  private var evidence: [[Double]] = []
  private var chosen: [Int] = []
  private var weights: [Double] = []
  private var scores: [Double] = []

  /// Makes the policy without data.
  /// - Throws: ``ArgumentError`` if there is no candidate, one differs in length, or a shape is not
  ///   above 0.
  package init(candidates: [[Shape]], sharing: Sharing = .everyDecision) throws(ArgumentError) {
    try Self.check(candidates)
    self.candidates = candidates
    self.sharing = sharing
  }

  private static func check(_ candidates: [[Shape]]) throws(ArgumentError) {
    guard let first = candidates.first, !first.isEmpty else {
      throw ArgumentError("candidates", found: "none", allowed: "at least one, not empty")
    }
    for candidate in candidates {
      try ArgumentError.checkLength("candidate", candidate.count, first.count)
      for shape in candidate {
        try ArgumentError.checkPositive("a", shape.a)
        try ArgumentError.checkPositive("b", shape.b)
      }
    }
  }

  /// Makes the policy with one uniform prior for each of a number of actions.
  package init(actions: Int) throws(ArgumentError) {
    try self.init(candidates: [Array(repeating: Shape(1, 1), count: max(actions, 0))])
  }

  /// Gives the same policy with the frequencies of several draws, 1 to 10,000, as probabilities.
  package func drawing(
    _ draws: Int, scale: Double = 1
  ) throws(ArgumentError) -> BetaThompson {
    try ChoiceRule.thompson(draws: draws, scale: scale).validate()
    var copy = self
    copy.draws = draws
    copy.scale = scale
    return copy
  }

  private enum CodingKeys: String, CodingKey {
    case candidates, sharing, draws, scale, arms, evidence, chosen
  }

  package var kind: String { "beta thompson" }

  package mutating func probabilities(
    for context: Context, into probabilities: inout [Double],
    using stream: inout RandomStream
  ) {
    let task = context.task
    prepare(task: task)
    ChoiceRule.clear(&probabilities, count: context.actions)
    for _ in 0..<draws {
      probabilities[choice(context, using: &stream)] += 1 / Double(draws)
    }
  }

  private mutating func choice(_ context: Context, using stream: inout RandomStream) -> Int {
    let task = context.task
    var candidate = 0
    if candidates.count > 1 {
      if sharing == .everyDecision {
        candidate = draw(excluding: nil, using: &stream)
      } else {
        if chosen[task] < 0 { chosen[task] = draw(excluding: task, using: &stream) }
        candidate = chosen[task]
      }
    }
    let known = candidates[candidate].count
    if scores.count != context.actions {
      scores = Array(repeating: -1, count: context.actions)
    }
    for action in 0..<min(context.actions, known) {
      let shape = posterior(task, candidate, action)
      let factor = factor(of: shape)
      scores[action] = stream.beta(factor * shape.a, factor * shape.b)
    }
    context.adjust(&scores)
    return ChoiceRule.best(scores, allowed: context.allowed)
  }

  /// What both shapes are multiplied by for the scale.
  ///
  /// Shapes times κ leave the mean, and make the variance mean (1 − mean) / (κ (a + b) + 1).
  private func factor(of shape: Shape) -> Double {
    guard let scale, scale != 1 else { return 1 }
    let sum = shape.a + shape.b
    return max((sum + 1) / (scale * scale) - 1, 1e-3) / sum
  }

  package mutating func update(_ batch: [Feedback]) {
    for row in batch where row.action < candidates[0].count {
      arms.add(row)
      recount(row.task)
    }
  }

  package mutating func replaceProvisional(_ rows: [Feedback]) {
    arms.replaceProvisional(rows.filter { $0.action < candidates[0].count })
    for task in arms.tasks.indices { recount(task) }
  }

  package mutating func discount(by factor: Double) {
    arms.discount(by: factor)
    for task in arms.tasks.indices { recount(task) }
  }

  package mutating func reset(task: Int) {
    arms.reset(task: task)
    recount(task)
  }

  /// Gives mean and deviation of an action's chance under the likeliest candidate.
  package mutating func prediction(
    task: Int, action: Int, features: [Double]
  ) -> Prediction? {
    guard task >= 0, candidates[0].indices.contains(action) else { return nil }
    prepare(task: task)
    let totals = candidates.indices.map { index in evidence.reduce(0) { $0 + $1[index] } }
    let likeliest = totals.indices.max { totals[$0] < totals[$1] } ?? 0
    let shape = posterior(task, likeliest, action)
    let sum = shape.a + shape.b
    let mean = shape.a / sum
    return Prediction(
      mean: mean, deviation: (mean * (1 - mean) / (sum + 1)).squareRoot(),
      noiseVariance: mean * (1 - mean))
  }

  package func checkState(_ bounds: StateBounds) throws(ArgumentError) {
    try Self.check(candidates)
    try ArgumentError.checkLength("snapshot's candidate", candidates[0].count, bounds.actions)
    try StateBounds.requireSize(bounds.tasks, candidates.count)
    try ChoiceRule.thompson(draws: draws, scale: scale).validate()
    try bounds.require(arms, "arms")
    try StateBounds.require(
      evidence.count <= bounds.tasks && chosen.count == evidence.count
        && evidence.allSatisfy { $0.count == candidates.count }
        && chosen.allSatisfy { (-1..<candidates.count).contains($0) },
      "evidence", "a number per candidate, and the chosen one, of at most \(bounds.tasks) markets")
    for (task, row) in arms.tasks.enumerated() {
      for action in row.indices {
        for candidate in candidates.indices {
          let shape = posterior(task, candidate, action)
          try StateBounds.require(
            shape.a > 0 && shape.b > 0 && max(shape.a, shape.b) < 1e15, "arms",
            "no more successes than decisions")
        }
      }
    }
  }

  private mutating func prepare(task: Int) {
    arms.prepare(task: task, actions: candidates[0].count)
    while evidence.count <= task {
      evidence.append(Array(repeating: 0, count: candidates.count))
      chosen.append(-1)
    }
  }

  private func posterior(_ task: Int, _ candidate: Int, _ action: Int) -> Shape {
    let arm = arms.tasks[task][action]
    let prior = candidates[candidate][action]
    let successes = arm.sum + arm.provisionalSum
    return Shape(prior.a + successes, prior.b + arm.total - successes)
  }

  private mutating func recount(_ task: Int) {
    prepare(task: task)
    guard candidates.count > 1 else { return }
    for candidate in candidates.indices {
      var sum = 0.0
      for action in candidates[candidate].indices {
        let shape = posterior(task, candidate, action)
        let prior = candidates[candidate][action]
        sum += Beta.logBeta(shape.a, shape.b) - Beta.logBeta(prior.a, prior.b)
      }
      evidence[task][candidate] = sum
    }
  }

  private mutating func draw(excluding task: Int?, using stream: inout RandomStream) -> Int {
    weights = Array(repeating: 0, count: candidates.count)
    for other in evidence.indices where other != task {
      for candidate in candidates.indices { weights[candidate] += evidence[other][candidate] }
    }
    MixtureWeights.normalise(&weights)
    return MixtureWeights.draw(weights, using: &stream)
  }
}
