import GSL
import MetaLearning

/// A policy that learns from standardised rewards, told and asked in the reward's own unit.
///
/// Learners get (reward − mean) / deviation, as ``LearnerFrame`` promises them; limits and budgets
/// around them count in money. A raw frame's policy gets rewards as they are.
struct RewardScale: PolicyWrapper {
  var base: AnyPolicy
  /// Subtracted from each reward.
  let mean: Double
  /// What a reward is divided by; above 0.
  let deviation: Double

  init(_ base: AnyPolicy, frame: PointFrame) {
    self.base = base
    let moments = frame.rewardMoments
    mean = moments.mean
    deviation = moments.deviation
  }

  mutating func probabilities(
    for context: Context, into probabilities: inout [Double],
    using stream: inout RandomStream
  ) {
    guard !context.adjustments.isEmpty, deviation != 1 else {
      return base.probabilities(for: context, into: &probabilities, using: &stream)
    }
    var scaled = context
    for action in scaled.adjustments.indices { scaled.adjustments[action] /= deviation }
    base.probabilities(for: scaled, into: &probabilities, using: &stream)
  }

  mutating func probabilities(
    for contexts: [Context], into rows: inout [[Double]], stream: (Int) -> RandomStream
  ) {
    base.probabilities(for: contexts, into: &rows, stream: stream)
  }

  mutating func update(_ batch: [Feedback]) { base.update(scaled(batch)) }
  mutating func replaceProvisional(_ rows: [Feedback]) { base.replaceProvisional(scaled(rows)) }

  mutating func prediction(task: Int, action: Int, features: [Double]) -> Prediction? {
    guard var prediction = base.prediction(task: task, action: action, features: features) else {
      return nil
    }
    prediction.mean = prediction.mean * deviation + mean
    prediction.deviation *= deviation
    prediction.noiseVariance *= deviation * deviation
    return prediction
  }

  private func scaled(_ rows: [Feedback]) -> [Feedback] {
    guard mean != 0 || deviation != 1 else { return rows }
    return rows.map { row in
      var row = row
      row.reward = (row.reward - mean) / deviation
      return row
    }
  }
}
