import Foundation
package import GSL
package import Support

/// First-order meta-learning: a start from which a few gradient steps fit any task of the family.
///
/// Each task begins at the meta weights and takes gradient steps on its own rows; when it closes,
/// the meta weights move a share of the way to where it came. Nichol, Achiam & Schulman, On
/// first-order meta-learning algorithms (2018), arXiv:1803.02999, with a logistic or linear model
/// per action. Steps are implicit, rate/(1 + rate |x|²), so that no row can throw the weights off.
/// Old rows lose their say by later steps; discounting and rows of negative weight do nothing.
package struct ReptilePolicy: Policy {
  package enum Rule: Sendable, Hashable, Codable {
    case epsilonGreedy(Double)
    case softmax(temperature: Double)
  }

  /// Whether rewards are 0 or 1, with log odds linear in features.
  let isLogistic: Bool
  let rule: Rule
  /// Size of a gradient step.
  let rate: Double
  /// How often the rows of a batch are gone through.
  let passes: Int
  /// How far the meta weights follow a task.
  let metaRate: Double
  /// Meta weights, by action.
  private(set) var meta: [[Double]]
  private var tasks: [[[Double]]] = []
  private var isClosed: [Bool] = []
  private var provisional: [Feedback] = []
  private var adapted: [[[Double]]?] = []
  private var scores: [Double] = []

  /// Makes the policy without data; `start` has each action's first meta weights, one per feature.
  package init(
    actions: Int, start: [Double], isLogistic: Bool, rule: Rule = .epsilonGreedy(0.1),
    rate: Double = 0.05, passes: Int = 3, metaRate: Double = 0.3
  ) throws(ArgumentError) {
    guard actions > 0, !start.isEmpty, start.allSatisfy(\.isFinite) else {
      throw ArgumentError(
        "start", found: "\(actions) actions, weights \(start)",
        allowed: "an action and a finite weight at least")
    }
    self.isLogistic = isLogistic
    self.rule = rule
    self.rate = rate
    self.passes = passes
    self.metaRate = metaRate
    meta = Array(repeating: start, count: actions)
    try checkOptions()
  }

  private func checkOptions() throws(ArgumentError) {
    switch rule {
    case .epsilonGreedy(let epsilon):
      try ArgumentError.check("epsilon", epsilon, "0 to 1") { $0 >= 0 && $0 <= 1 }
    case .softmax(let temperature): try ArgumentError.checkPositive("temperature", temperature)
    }
    try ArgumentError.checkPositive("rate", rate)
    try ArgumentError.check("passes", Double(passes), "1 to 1,000") { $0 >= 1 && $0 <= 1000 }
    try ArgumentError.check("meta rate", metaRate, "0 to 1") { $0 >= 0 && $0 <= 1 }
  }

  package func checkState(_ bounds: StateBounds) throws(ArgumentError) {
    try checkOptions()
    try StateBounds.requireSize(bounds.tasks, bounds.actions, bounds.features)
    func fits(_ weights: [[Double]]) -> Bool {
      weights.count == bounds.actions
        && weights.allSatisfy { $0.count == bounds.features && $0.allSatisfy(\.isFinite) }
    }
    try StateBounds.require(
      fits(meta) && tasks.count <= bounds.tasks && isClosed.count == tasks.count
        && tasks.allSatisfy { $0.isEmpty || fits($0) },
      "weights", "\(bounds.features) per action, of at most \(bounds.tasks) markets")
  }

  private enum CodingKeys: String, CodingKey {
    case isLogistic, rule, rate, passes, metaRate, meta, tasks, isClosed
  }

  package var kind: String { "reptile" }

  package mutating func probabilities(
    for context: Context, into probabilities: inout [Double],
    using stream: inout RandomStream
  ) {
    guard context.actions <= meta.count, context.features.count >= meta[0].count,
      context.task >= 0
    else { return context.choose(context.statusQuo, into: &probabilities) }
    let weights = weights(of: context.task)
    if scores.count != context.actions {
      scores = Array(repeating: 0, count: context.actions)
    }
    for action in scores.indices { scores[action] = expected(weights[action], context.features) }
    context.adjust(&scores)
    ChoiceRule.clear(&probabilities, count: context.actions)
    let best = ChoiceRule.best(scores, allowed: context.allowed)
    switch rule {
    case .epsilonGreedy(let epsilon):
      probabilities[best] = 1
      ChoiceRule.mix(&probabilities, floor: epsilon, allowed: context.allowed)
    case .softmax(let temperature):
      var sum = 0.0
      for action in scores.indices where context.allowed[action] {
        probabilities[action] = exp((scores[action] - scores[best]) / temperature)
        sum += probabilities[action]
      }
      for action in scores.indices { probabilities[action] /= sum }
    }
  }

  package mutating func update(_ batch: [Feedback]) {
    adapted.removeAll(keepingCapacity: true)
    let rows = batch.filter(fits)
    for row in rows { prepare(task: row.task) }
    for _ in 0..<passes {
      for row in rows { step(&tasks[row.task], row) }
    }
  }

  /// Replaces rows whose reward may still change: steps on them are taken on a copy.
  package mutating func replaceProvisional(_ rows: [Feedback]) {
    adapted.removeAll(keepingCapacity: true)
    provisional = rows.filter(fits)
  }

  package mutating func close(task: Int) {
    guard tasks.indices.contains(task), !tasks[task].isEmpty, !isClosed[task] else { return }
    isClosed[task] = true
    adapted.removeAll(keepingCapacity: true)
    for action in meta.indices {
      for index in meta[action].indices {
        meta[action][index] += metaRate * (tasks[task][action][index] - meta[action][index])
      }
    }
  }

  package mutating func reset(task: Int) {
    guard tasks.indices.contains(task) else { return }
    adapted.removeAll(keepingCapacity: true)
    tasks[task] = []
  }

  /// Gives the expected reward; gradient steps know no deviation.
  package mutating func prediction(
    task: Int, action: Int, features: [Double]
  ) -> Prediction? {
    guard task >= 0, meta.indices.contains(action), features.count >= meta[0].count else {
      return nil
    }
    let mean = expected(weights(of: task)[action], features)
    return Prediction(
      mean: mean, deviation: 0, noiseVariance: isLogistic ? mean * (1 - mean) : 1)
  }

  package mutating func explain(_ context: Context, action: Int) -> Explanation {
    let row = context.features
    var explanation = Explanation(
      prediction: prediction(task: context.task, action: action, features: row))
    guard explanation.prediction != nil else { return explanation }
    explanation.contributions = weights(of: context.task)[action].enumerated().map {
      Explanation.Contribution(feature: $0.offset, value: $0.element * row[$0.offset], deviation: 0)
    }.sorted { abs($0.value) > abs($1.value) }
    return explanation
  }
}

extension ReptilePolicy {
  private func fits(_ row: Feedback) -> Bool {
    row.task >= 0 && meta.indices.contains(row.action) && row.features.count >= meta[0].count
      && row.reward.isFinite && row.weight > 0
  }

  private mutating func prepare(task: Int) {
    while tasks.count <= task {
      tasks.append([])
      isClosed.append(false)
    }
    if tasks[task].isEmpty { tasks[task] = meta }
  }

  /// The weights of a task, after steps on provisional rows.
  private mutating func weights(of task: Int) -> [[Double]] {
    while adapted.count <= task { adapted.append(nil) }
    if let weights = adapted[task] { return weights }
    var weights = tasks.indices.contains(task) && !tasks[task].isEmpty ? tasks[task] : meta
    for row in provisional where row.task == task { step(&weights, row) }
    adapted[task] = weights
    return weights
  }

  private func expected(_ weights: [Double], _ features: [Double]) -> Double {
    var sum = 0.0
    for index in weights.indices { sum += weights[index] * features[index] }
    return isLogistic ? LinearPolicy.chance(sum) : sum
  }

  private func step(_ weights: inout [[Double]], _ row: Feedback) {
    var square = 0.0
    for index in meta[0].indices { square += row.features[index] * row.features[index] }
    let size = rate * row.weight / (1 + rate * row.weight * square)
    let error = row.reward - expected(weights[row.action], row.features)
    for index in meta[0].indices {
      weights[row.action][index] += size * error * row.features[index]
    }
  }
}
