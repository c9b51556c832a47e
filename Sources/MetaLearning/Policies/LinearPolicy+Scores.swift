import Foundation
import GSL
import Support

extension LinearPolicy {
  /// Turns scores into rewards and adds what the context says, such as the price of a cost.
  ///
  /// Knows no policy: one that is asked to change a part of itself would be copied first.
  static func adjust(_ scores: inout [Double], by adjustments: [Double], isLogistic: Bool) {
    guard adjustments.count == scores.count else { return }
    for action in scores.indices {
      if isLogistic { scores[action] = Self.chance(scores[action]) }
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
    refreshBeliefs(of: task)
    return models[tasks[task].models[likeliestModel(of: task)]].belief(
      of: block, task: task, dimension: settings.layout.features)
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
    if context.task != preparedTask {
      if case .thompsonCommonMean = rule {
        refreshNoise()
        prepare(task: context.task)
      } else {
        refreshBeliefs(of: context.task, using: &stream)
        if isPerAction { beginScores(of: context.task) }
      }
      preparedTask = context.task
    }
    if scores.count != context.actions {
      scores = Array(repeating: 0, count: context.actions)
      means = scores
      deviations = scores
      normals = scores
    }
    return true
  }
}
