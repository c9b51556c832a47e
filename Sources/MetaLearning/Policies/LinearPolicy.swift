import Foundation
package import GSL
package import Support

/// A policy with a linear or logistic model of rewards, from LinUCB to hierarchical Thompson sampling.
///
/// What tasks learn from each other is the settings' `sharing`, how beliefs become probabilities
/// the `rule`; any pair goes together. Several structures of how tasks differ are weighted by their
/// exact evidence: ln p(rewards of other tasks) when a task's priors are settled, plus ln p(its own
/// rewards | priors). Between batches the posterior is frozen: a decision then allocates nothing.
package struct LinearPolicy: Policy {
  let settings: LinearSettings
  let rule: ChoiceRule
  /// Share of decisions spread evenly over allowed actions, whatever the rule.
  let floor: Double
  package let kind: String
  /// What was told of each set of weights.
  var blocks: [LinearRows]
  /// One per structure of how tasks differ.
  var models: [LinearModel]
  var tasks: [TaskProgress] = []
  /// Changes of all tasks' rows, and of the noise variance.
  var changes = 0
  var noiseChanges = 0
  var decisions = 0

  var means: [Double] = []
  var deviations: [Double] = []
  var scores: [Double] = []
  var normals: [Double] = []
  /// Means and factors of the scores of the models that a decision has drawn.
  var scoreTable = ScoreTable()
  var weights: [Double]
  let isPerAction: Bool
  let isLogistic: Bool
  /// Draws of the mean of all tasks that hold until the next batch, by set of weights.
  var commonDraws: [[Double]] = []
  /// The noise variance, if it is learned.
  var noise: PooledNoise?
  /// The task whose beliefs are known to be up to date; -1 for none.
  var preparedTask = -1
  let ziggurat = Ziggurat()

  package init(
    _ settings: LinearSettings, rule: ChoiceRule = .thompson(draws: 1), floor: Double = 0,
    kind: String = "linear"
  ) throws(ArgumentError) {
    try rule.validate()
    if case .thompsonCommonMean = rule {
      guard settings.sharing == .everyBatch, settings.likelihood != .logistic,
        settings.taskCovariances.count == 1, settings.jointCovariances.isEmpty
      else {
        throw ArgumentError(
          "rule", found: "thompsonCommonMean",
          allowed: "it with sharing at every batch, normal rewards and one task covariance")
      }
    }
    try ArgumentError.check("floor", floor, "0 to 1") { $0 >= 0 && $0 <= 1 }
    models = try settings.models()
    self.settings = settings
    self.rule = rule
    self.floor = floor
    self.kind = kind
    blocks = Array(
      repeating: LinearRows(
        dimension: settings.layout.features, isLogistic: settings.likelihood == .logistic),
      count: settings.layout.blocks)
    weights = Array(repeating: 0, count: settings.layout.features)
    if case .gaussianWithUnknownNoise(let guess, let degrees) = settings.likelihood {
      noise = PooledNoise(guess: guess, degrees: degrees)
    }
    if case .perAction = settings.layout { isPerAction = true } else { isPerAction = false }
    isLogistic = settings.likelihood == .logistic
  }

  package mutating func begin(task: Int, features: [Double]) {
    guard settings.taskFeatures > 0, task >= 0 else { return }
    changed()
    prepare(task: task)
    for model in models.indices { models[model].describe(task: task, features: features) }
    touch(task)
    // What a task is like moves its own prior too.
    tasks[task].settled = nil
    tasks[task].models = []
  }

  /// Writes probabilities by the rule, mixed with the floor.
  ///
  /// An action beyond those of the layout, or a context whose features are fewer than the
  /// model's, leaves the status quo.
  package mutating func probabilities(
    for context: Context, into probabilities: inout [Double],
    using stream: inout RandomStream
  ) {
    guard prepare(context, using: &stream) else {
      context.choose(context.statusQuo, into: &probabilities)
      return
    }
    decisions += 1
    ChoiceRule.clear(&probabilities, count: context.actions)
    switch rule {
    case .thompson(let draws, _):
      drawActions(
        context, draws: draws, scale: rule.drawScale, into: &probabilities, using: &stream)
    case .thompsonCommonMean:
      drawByCommonMean(context, using: &stream)
      Self.adjust(&scores, by: context.adjustments, isLogistic: isLogistic)
      probabilities[ChoiceRule.best(scores, allowed: context.allowed)] = 1
    case .greedy, .epsilonGreedy:
      predict(context)
      Self.adjust(&means, by: context.adjustments, isLogistic: isLogistic)
      probabilities[ChoiceRule.best(means, allowed: context.allowed)] = 1
      if case .epsilonGreedy(let epsilon) = rule {
        ChoiceRule.mix(&probabilities, floor: epsilon, allowed: context.allowed)
      }
    case .upperConfidence(let width):
      predict(context)
      for action in scores.indices {
        scores[action] = means[action] + width * deviations[action]
      }
      Self.adjust(&scores, by: context.adjustments, isLogistic: isLogistic)
      probabilities[ChoiceRule.best(scores, allowed: context.allowed)] = 1
    case .inverseGap(let scale, let exponent):
      predict(context)
      if isLogistic, context.adjustments.isEmpty {
        for action in means.indices { means[action] = Self.chance(means[action]) }
      }
      Self.adjust(&means, by: context.adjustments, isLogistic: isLogistic)
      ChoiceRule.inverseGap(
        means, allowed: context.allowed, gamma: scale * pow(Double(decisions), exponent),
        into: &probabilities)
    }
    ChoiceRule.mix(&probabilities, floor: floor, allowed: context.allowed)
  }

  /// Adds rows to the models; a logistic task is fitted at its next decision, or when it closes.
  package mutating func update(_ batch: [Feedback]) {
    changed()
    for row in batch {
      guard let block = block(of: row) else { continue }
      blocks[block].add(row)
      touch(row.task)
    }
  }

  package mutating func replaceProvisional(_ rows: [Feedback]) {
    changed()
    for block in blocks.indices {
      for task in blocks[block].clearProvisional() { touch(task) }
    }
    for row in rows {
      guard let block = block(of: row) else { continue }
      blocks[block].addProvisional(row)
      touch(row.task)
    }
  }

  /// Fits a logistic task for good; only learners that know no other forget its rows then.
  package mutating func close(task: Int) {
    changed()
    guard isLogistic, tasks.indices.contains(task) else { return }
    refreshBeliefs(of: task)
    guard !settings.sharing.learnsFromOthers else { return }
    for block in blocks.indices { blocks[block].removeRows(of: task) }
    tasks[task].isBelieved = false
  }

  package mutating func discount(by factor: Double) {
    changed()
    for block in blocks.indices { blocks[block].discount(by: factor) }
    for task in tasks.indices { touch(task) }
  }

  package mutating func reset(task: Int) {
    guard task >= 0 else { return }
    changed()
    prepare(task: task)
    for block in blocks.indices { blocks[block].reset(task: task) }
    touch(task)
    tasks[task].settled = nil
    tasks[task].models = []
  }

  /// Gives an action's expected reward under the likeliest model.
  package mutating func prediction(
    task: Int, action: Int, features row: [Double]
  ) -> Prediction? {
    guard let block = block(of: action), row.count >= settings.layout.features else { return nil }
    let belief = belief(block, task: task)
    let mean = belief.mean(of: row)
    let deviation = belief.deviation(of: row)
    switch settings.likelihood {
    case .gaussian, .gaussianWithUnknownNoise:
      return Prediction(
        mean: mean, deviation: deviation, noiseVariance: noiseVariance)
    case .logistic:
      // MacKay's approximation of the mean of a logistic function over a normal predictor.
      let chance = Self.chance(mean / (1 + .pi / 8 * deviation * deviation).squareRoot())
      return Prediction(
        mean: chance, deviation: chance * (1 - chance) * deviation,
        noiseVariance: chance * (1 - chance))
    }
  }

  /// Lists what each feature adds to the predictor of an action, the greatest first.
  package mutating func explain(_ context: Context, action: Int) -> Explanation {
    var explanation = Explanation()
    guard context.allowed.indices.contains(action), let block = block(of: action) else {
      return explanation
    }
    let row = context.row(for: action)
    explanation.prediction = prediction(task: context.task, action: action, features: row)
    guard explanation.prediction != nil else { return explanation }
    let belief = belief(block, task: context.task)
    explanation.contributions = (0..<belief.dimension).map { feature in
      let variance = belief.covariance[feature * belief.dimension + feature]
      return Explanation.Contribution(
        feature: feature, value: belief.mean[feature] * row[feature],
        deviation: abs(row[feature]) * variance.squareRoot())
    }.sorted { abs($0.value) > abs($1.value) }
    return explanation
  }

  /// Gives the posterior of an action's weights in a task, under the likeliest model.
  mutating func posterior(task: Int, action: Int) -> GaussianBelief? {
    block(of: action).map { belief($0, task: task) }
  }

  /// Markets that any set of weights knows of.
  var taskCount: Int { tasks.count }

  package func checkState(_ bounds: StateBounds) throws(ArgumentError) {
    try checkState(
      bounds, layout: .perAction(actions: bounds.actions, features: bounds.features))
  }

  /// Checks a state whose weights lie as a layout says; the rest was checked when it was read.
  func checkState(
    _ bounds: StateBounds, layout: LinearSettings.Layout
  ) throws(ArgumentError) {
    try StateBounds.require(
      settings.layout == layout, "layout",
      "that of \(layout.blocks) sets of \(layout.features) weights")
    try StateBounds.require(
      settings.taskFeatures == 0 || settings.taskFeatures == bounds.taskFeatures,
      "taskFeatures", "0 or \(bounds.taskFeatures)")
    try StateBounds.require(taskCount <= bounds.tasks, "tasks", "at most \(bounds.tasks)")
    try StateBounds.requireSize(bounds.tasks, settings.numbersPerTask)
  }

  /// The noise variance in use: the one given, or the one learned; 1 for log odds.
  var noiseVariance: Double { models[0].parts[0].noiseVariance }
}
