import Foundation
import GSL
import Support

extension LinearPolicy {
  mutating func restore(
    block: Int, task: Int, sums: LinearStatistics, rows: [Feedback]
  ) throws(ArgumentError) {
    guard blocks.indices.contains(block) else {
      throw ArgumentError("snapshot's block", found: "\(block)", allowed: "below \(blocks.count)")
    }
    blocks[block].restore(task: task, final: sums, rows: rows)
  }

  mutating func restorePrior(
    block: Int, task: Int, means: [[Double]], covariances: [[Double]]
  ) throws(ArgumentError) {
    guard blocks.indices.contains(block), means.count == blocks[block].models.count,
      covariances.count == means.count, task >= 0, task < blocks[block].taskCount
    else {
      throw ArgumentError(
        "snapshot's prior", found: "task \(task), block \(block)", allowed: "one that exists")
    }
    for model in means.indices {
      blocks[block].priors[blocks[block].index(task, model)] = try savedBelief(
        mean: means[model], covariance: covariances[model])
    }
  }

  mutating func restore(
    block: Int, task: Int, fits: [LinearBlock.Fit]
  ) throws(ArgumentError) {
    try ArgumentError.checkLength("snapshot's fits", fits.count, blocks[block].models.count)
    var beliefs: [GaussianBelief] = []
    for fit in fits {
      guard fit.site.isValid, fit.site.dimension == settings.layout.features else {
        throw ArgumentError(
          "snapshot's fit of task \(task)", found: "sums that do not fit", allowed: "finite sums")
      }
      beliefs.append(try savedBelief(mean: fit.mean, covariance: fit.covariance))
    }
    blocks[block].restore(task: task, fits: fits, beliefs: beliefs)
  }

  private func savedBelief(
    mean: [Double], covariance: [Double]
  ) throws(ArgumentError) -> GaussianBelief {
    let size = settings.layout.features
    try ArgumentError.checkLength("snapshot's mean", mean.count, size)
    try ArgumentError.checkLength("snapshot's covariance", covariance.count, size * size)
    var matrix = Matrix(rows: size, columns: size)
    for row in 0..<size {
      for column in 0..<size { matrix[row, column] = covariance[row * size + column] }
    }
    return try GaussianBelief(mean: mean, covariance: matrix)
  }

  /// Turns scores into rewards and adds what the context says, such as the price of a cost.
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

  /// The weights that a row tells of; nil for a row that does not fit the model.
  func block(of row: Feedback) -> Int? {
    row.task >= 0 && row.features.count >= settings.layout.features && row.reward.isFinite
      ? block(of: row.action) : nil
  }

  mutating func belief(_ block: Int, task: Int) -> GaussianBelief {
    let task = max(task, 0)
    refreshNoise()
    blocks[block].prepare(task: task)
    if blocks[block].isStale(task: task) { blocks[block].refresh(task: task) }
    return blocks[block].beliefs[blocks[block].index(task, likeliestModel)]
  }

  /// Brings all beliefs up to date; false if the context does not fit the model.
  mutating func prepare(
    _ context: Context, using stream: inout RandomStream
  ) -> Bool {
    let size = settings.layout.features
    switch settings.layout {
    case .perAction:
      guard context.actions <= blocks.count, context.features.count >= size,
        context.actionFeatures.isEmpty
      else { return false }
    case .shared:
      guard context.actionFeatures.count == context.actions * size else { return false }
    }
    guard context.task >= 0 else { return false }
    if context.task != preparedTask { refreshBeliefs(of: context.task, using: &stream) }
    if scores.count != context.actions {
      scores = Array(repeating: 0, count: context.actions)
      means = scores
      deviations = scores
    }
    return true
  }

  /// A number that grows with everything that comes in.
  var rowsVersion: Int {
    var version = 0
    for block in blocks.indices { version += blocks[block].version }
    return version
  }

  mutating func refreshWeights() {
    let version = rowsVersion
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
    return MixtureWeights.draw(logWeights, using: &stream)
  }

  var likeliestModel: Int {
    mutating get {
      guard blocks[0].models.count > 1 else { return 0 }
      refreshWeights()
      return logWeights.indices.max { logWeights[$0] < logWeights[$1] } ?? 0
    }
  }
}
