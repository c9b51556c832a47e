internal import Foundation

/// Prior scales of the linear learners that the factory makes.
///
/// Rewards are standardised, so scales can be chosen once. A mean effect of half a customer's
/// standard deviation is already large (Cohen: medium), a market that lies a whole deviation off
/// its family is extreme, and one that lies 0.03 off is like all others for any decision that a few
/// thousand customers can tell apart: hence 0.5 for the family's mean and the grid 0.03 to 1 for
/// markets, weighted by their evidence. All slopes together get as much prior variance as the
/// constant, so that more features do not make the prior of the reward itself wider.
///
/// With log odds, 1 is a factor of 2.7 on the odds; the constant starts at the status quo's log
/// odds, because every action is a variation of the same offer. Linear learners of rewards of 0 and
/// 1 take the same scales times the standard deviation √(p(1 − p)) of such a reward.
struct LearnerPriors {
  static let widths = [0.03, 0.1, 0.3, 1]

  let mean: [Double]
  let hyperCovariance: [[Double]]
  let taskCovariances: [[[Double]]]
  let noiseVariance: Double
  /// Unit of the weights: 1, or the deviation of a reward of 0 and 1.
  let scale: Double

  init(frame: LearnerFrame, isLogistic: Bool, hyperDeviation: Double?, widths: [Double]?) {
    let size = frame.features.count
    // A history without a success or without a failure does not make log odds infinite.
    let chance = min(max(frame.rewardMean, 0.001), 0.999)
    let isChance = frame.isBinary && !isLogistic
    let scale = isChance ? (chance * (1 - chance)).squareRoot() : 1
    var mean = [Double](repeating: 0, count: size)
    if isLogistic {
      mean[0] = log(chance / (1 - chance))
    } else if isChance {
      mean[0] = chance
    }
    let shape = (0..<size).map { $0 == 0 ? 1 : 1 / Double(size - 1) }
    func covariance(_ deviation: Double) -> [[Double]] {
      LinearSettings.diagonal(shape.map { $0 * deviation * deviation * scale * scale })
    }
    self.mean = mean
    self.scale = scale
    hyperCovariance = covariance(hyperDeviation ?? (isLogistic ? 1 : 0.5))
    taskCovariances = (widths ?? Self.widths).map(covariance)
    noiseVariance = scale * scale
  }
}
