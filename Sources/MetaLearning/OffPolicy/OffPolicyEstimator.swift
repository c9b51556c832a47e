/// A way to estimate the value of one policy from the log of another.
///
/// w is the weight of a row: target probability over logged probability. A survey with all of them:
/// Saito et al., Open Bandit Dataset and Pipeline (2021), arXiv:2008.07146.
package enum OffPolicyEstimator: Sendable, Hashable {
  /// Mean of w r. Horvitz & Thompson (1952).
  case inversePropensity
  /// Mean of min(w, limit) r.
  case clipped(Double)
  /// Mean of w r over mean of w. Swaminathan & Joachims (2015).
  case selfNormalized
  /// Mean of the model's prediction.
  case directMethod
  /// Prediction plus weighted residual. Dudík et al. (2014), doi:10.1214/14-STS500.
  case doublyRobust
  /// Doubly robust with weights over their mean.
  case selfNormalizedDoublyRobust
  /// Doubly robust, residuals only where w is at most a limit. Wang et al. (2017).
  case switchDoublyRobust(Double)
  /// Doubly robust with w shrunk to λw/(w² + λ). Su et al. (2020).
  case shrunkDoublyRobust(Double)
  /// w/(1 − λ + λw) in place of w. Metelli et al. (2021).
  case subGaussian(Double)
  /// Doubly robust with the sub-Gaussian weight.
  case subGaussianDoublyRobust(Double)
  /// Doubly robust, each version of a policy that learned weighted by what its rows are expected to
  /// tell, so that the mean is normal in spite of it. Hadad et al. (2021),
  /// doi:10.1073/pnas.2014602118; Zhan et al. (2021), arXiv:2106.02029.
  case adaptiveDoublyRobust

  package static let standard: [OffPolicyEstimator] = suite(
    clip: 5, switchAt: 10, shrinkage: 100, subGaussian: 0.05)

  package static func suite(
    clip: Double, switchAt: Double, shrinkage: Double, subGaussian: Double
  ) -> [OffPolicyEstimator] {
    [
      .inversePropensity, .clipped(clip), .selfNormalized, .directMethod, .doublyRobust,
      .selfNormalizedDoublyRobust, .switchDoublyRobust(switchAt), .shrunkDoublyRobust(shrinkage),
      .subGaussian(subGaussian), .subGaussianDoublyRobust(subGaussian),
    ]
  }

  /// Name in tables, as in obp.
  package var name: String {
    switch self {
    case .inversePropensity: "ipw"
    case .clipped(let limit): "ipw_clip(\(Self.short(limit)))"
    case .selfNormalized: "snipw"
    case .directMethod: "dm"
    case .doublyRobust: "dr"
    case .selfNormalizedDoublyRobust: "sndr"
    case .switchDoublyRobust(let limit): "switch-dr(\(limit))"
    case .shrunkDoublyRobust(let lambda): "dros(\(lambda))"
    case .subGaussian(let lambda): "sg-ipw(\(lambda))"
    case .subGaussianDoublyRobust(let lambda): "sg-dr(\(lambda))"
    case .adaptiveDoublyRobust: "dr, adaptive"
    }
  }

  private static func short(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e9 ? "\(Int(value))" : "\(value)"
  }

  /// The row's part of the mean, for a given mean weight.
  func contribution(of row: OffPolicyRow, meanWeight: Double) -> Double {
    let weight = row.weight
    let residual = row.reward - row.predicted
    switch self {
    case .inversePropensity: return weight * row.reward
    case .clipped(let limit): return min(weight, limit) * row.reward
    case .selfNormalized: return weight * row.reward / meanWeight
    case .directMethod: return row.direct
    case .doublyRobust, .adaptiveDoublyRobust: return row.direct + weight * residual
    case .selfNormalizedDoublyRobust: return row.direct + weight * residual / meanWeight
    case .switchDoublyRobust(let limit):
      return row.direct + (weight <= limit ? weight : 0) * residual
    case .shrunkDoublyRobust(let lambda):
      let shrunk = lambda == 0 ? 0 : lambda * weight / (weight * weight + lambda)
      return row.direct + shrunk * residual
    case .subGaussian(let lambda):
      return weight / (1 - lambda + lambda * weight) * row.reward
    case .subGaussianDoublyRobust(let lambda):
      return row.direct + weight / (1 - lambda + lambda * weight) * residual
    }
  }
}
