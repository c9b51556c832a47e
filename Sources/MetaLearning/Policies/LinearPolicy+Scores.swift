internal import Foundation
internal import GSL

extension LinearPolicy {
  mutating func restore(
    block: Int, task: Int, sums: LinearStatistics, rows: [Feedback]
  ) throws(LearningError) {
    guard blocks.indices.contains(block) else {
      throw LearningError("snapshot's block", found: "\(block)", allowed: "below \(blocks.count)")
    }
    blocks[block].restore(task: task, final: sums, rows: rows)
  }

  mutating func restorePrior(
    block: Int, task: Int, means: [[Double]], covariances: [[Double]]
  ) throws(LearningError) {
    guard blocks.indices.contains(block), means.count == blocks[block].models.count,
      covariances.count == means.count, task >= 0, task < blocks[block].taskCount
    else {
      throw LearningError(
        "snapshot's prior", found: "task \(task), block \(block)", allowed: "one that exists")
    }
    let size = settings.layout.features
    for model in means.indices {
      try LearningError.checkLength("snapshot's mean", means[model].count, size)
      try LearningError.checkLength(
        "snapshot's covariance", covariances[model].count, size * size)
      var matrix = Matrix(rows: size, columns: size)
      for row in 0..<size {
        for column in 0..<size { matrix[row, column] = covariances[model][row * size + column] }
      }
      let belief = try GaussianBelief(mean: means[model], covariance: matrix)
      blocks[block].priors[blocks[block].index(task, model)] = belief
    }
  }

  mutating func restore(decisions count: Int) { decisions = max(count, 0) }

  /// Turns scores into rewards and adds what the situation says, such as the price of a cost.
  func adjust(_ scores: inout [Double], by adjustments: [Double]) {
    guard adjustments.count == scores.count else { return }
    for action in scores.indices {
      if settings.likelihood == .logistic { scores[action] = Self.chance(scores[action]) }
      scores[action] += adjustments[action]
    }
  }

  static func chance(_ logOdds: Double) -> Double { 1 / (1 + exp(-logOdds)) }

  func block(of action: Int) -> Int? {
    if case .shared = settings.layout { return action >= 0 ? 0 : nil }
    return blocks.indices.contains(action) ? action : nil
  }

  mutating func belief(_ block: Int, task: Int) -> GaussianBelief {
    let task = max(task, 0)
    blocks[block].prepare(task: task)
    if blocks[block].isStale(task: task) { blocks[block].refresh(task: task) }
    return blocks[block].beliefs[blocks[block].index(task, likeliestModel)]
  }

  /// Brings all beliefs up to date; false if the situation does not fit the model.
  mutating func prepare(
    _ situation: Situation, using stream: inout RandomStream
  ) -> Bool {
    let size = settings.layout.features
    switch settings.layout {
    case .perAction:
      guard situation.actions <= blocks.count, situation.features.count >= size,
        situation.actionFeatures.isEmpty
      else { return false }
    case .shared:
      guard situation.actionFeatures.count == situation.actions * size else { return false }
    }
    guard situation.task >= 0 else { return false }
    for block in blocks.indices where blocks[block].isStale(task: situation.task) {
      blocks[block].prepare(task: situation.task)
      if blocks[block].needsPrior(task: situation.task) {
        blocks[block].settlePrior(task: situation.task, using: &stream)
      }
      blocks[block].refresh(task: situation.task)
    }
    if scores.count != situation.actions {
      scores = Array(repeating: 0, count: situation.actions)
      means = scores
      deviations = scores
    }
    return true
  }

  /// Computes mean and deviation of each action's score.
  mutating func predict(_ situation: Situation, model: Int) {
    let size = settings.layout.features
    let needsDeviation = rule != .greedy
    for action in means.indices {
      let block = isPerAction ? action : 0
      let place = situation.task * blocks[block].models.count + model
      if isPerAction {
        means[action] = blocks[block].beliefs[place].mean(of: situation.features)
        if needsDeviation {
          deviations[action] = blocks[block].beliefs[place].deviation(of: situation.features)
        }
      } else {
        let start = action * size
        means[action] = blocks[block].beliefs[place].mean(
          of: situation.actionFeatures, from: start)
        if needsDeviation {
          deviations[action] = blocks[block].beliefs[place].deviation(
            of: situation.actionFeatures, from: start)
        }
      }
    }
  }

  /// Draws the shared weights, and with them the scores of all actions.
  mutating func drawShared(
    _ situation: Situation, model: Int, using stream: inout RandomStream
  ) {
    let size = settings.layout.features
    let place = situation.task * blocks[0].models.count + model
    blocks[0].beliefs[place].draw(into: &weights, using: &stream)
    for action in scores.indices {
      scores[action] = DenseKernel.dot(
        weights, from: 0, situation.actionFeatures, from: action * size, count: size)
    }
  }

  /// Draws weights around the batch's draw of the mean of all tasks, and with them the scores.
  mutating func drawByCommonMean(_ situation: Situation, using stream: inout RandomStream) {
    let size = settings.layout.features
    if commonDraws.isEmpty {
      for block in blocks.indices {
        commonDraws.append(blocks[block].drawCommonMean(using: &stream))
      }
    }
    if !isPerAction {
      blocks[0].draw(
        task: situation.task, around: commonDraws[0], into: &weights, using: &stream)
    }
    for action in scores.indices {
      if isPerAction {
        blocks[action].draw(
          task: situation.task, around: commonDraws[action], into: &weights, using: &stream)
      }
      let start = isPerAction ? 0 : action * size
      var sum = 0.0
      for index in 0..<size {
        let value =
          isPerAction ? situation.features[index] : situation.actionFeatures[start + index]
        sum += weights[index] * value
      }
      scores[action] = sum
    }
  }

  mutating func refreshWeights() {
    var version = 0
    for block in blocks.indices { version += blocks[block].version }
    guard version != weightsVersion || logWeights.isEmpty else { return }
    logWeights = Array(repeating: 0, count: blocks[0].models.count)
    if logWeights.count > 1 {
      for block in blocks.indices { blocks[block].addEvidence(to: &logWeights) }
    }
    MixtureWeights.normalise(&logWeights)
    weightsVersion = version
  }

  mutating func drawModel(using stream: inout RandomStream) -> Int {
    refreshWeights()
    var rest = stream.uniform()
    for model in logWeights.indices.dropLast() {
      rest -= logWeights[model]
      if rest < 0 { return model }
    }
    return logWeights.count - 1
  }

  var likeliestModel: Int {
    mutating get {
      guard blocks[0].models.count > 1 else { return 0 }
      refreshWeights()
      return logWeights.indices.max { logWeights[$0] < logWeights[$1] } ?? 0
    }
  }
}
