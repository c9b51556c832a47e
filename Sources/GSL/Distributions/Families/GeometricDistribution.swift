internal import CKeyedRandom
internal import Foundation

/// The number of trials up to and with the first success.
public struct GeometricDistribution: LatticeDistribution {
  /// Name in scenario files.
  public static let family = "geometric"
  /// Probability of success.
  public static let parameters = [
    DistributionParameter("p", ParameterRange(from: 1e-7, to: 1))
  ]
  /// Probability of success in one trial.
  public let p: Double

  /// Makes the distribution from the probability of success.
  public init(p: Double) throws(DistributionError) {
    try Self.check(p)
    self.p = p
  }

  /// Makes the distribution from the mean number of trials, at least 1.
  public init(mean: Double) throws(DistributionError) {
    let range = ParameterRange(from: 1, to: 1e7)
    try DistributionParameter("mean", range).check(mean, family: Self.family)
    try self.init(p: 1 / mean)
  }

  /// Values that can be drawn.
  public var support: Support { Support(1, .infinity, isDiscrete: true) }
  /// Expected value.
  public var mean: Double { 1 / p }
  /// Variance.
  public var variance: Double { (1 - p) / p / p }

  /// Draws a value.
  public func sample(using stream: inout RandomStream) -> Double {
    unsafe keyed_random_geometric(&stream.state, p)
  }

  /// Gives the density at x, for a discrete family the probability of x.
  public func density(_ x: Double) -> Double {
    guard x >= 1, x == x.rounded() else { return 0 }
    return x == 1 ? p : p * exp((x - 1) * log1p(-p))
  }

  /// Gives P(X ≤ x).
  public func cdf(_ x: Double) -> Double {
    x < 1 ? 0 : p == 1 ? 1 : -expm1(x.rounded(.down) * log1p(-p))
  }

  /// Gives P(X > x).
  public func upperTail(_ x: Double) -> Double {
    x < 1 ? 1 : p == 1 ? 0 : exp(x.rounded(.down) * log1p(-p))
  }
}
