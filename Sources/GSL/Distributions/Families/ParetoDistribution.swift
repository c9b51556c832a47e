internal import CKeyedRandom
internal import Foundation

/// The Pareto distribution: P(X > x) = (min / x)^shape.
public struct ParetoDistribution: ScalarDistribution {
  /// Name in scenario files.
  public static let family = "pareto"
  /// Shape and least value.
  public static let parameters = [
    DistributionParameter("shape", ParameterRange(from: 0.1, to: 1e9)),
    DistributionParameter("min", .positive),
  ]
  /// Shape, above 0.
  public let shape: Double
  /// Least value, above 0.
  public let minimum: Double

  /// Makes the distribution from shape and least value.
  public init(shape: Double, min: Double) throws(DistributionError) {
    try Self.check(shape, min)
    self.shape = shape
    minimum = min
  }

  /// Values that can be drawn.
  public var support: Support { Support(minimum, .infinity) }
  /// Expected value.
  public var mean: Double { shape > 1 ? minimum * (shape / (shape - 1)) : .infinity }
  /// Variance.
  public var variance: Double {
    guard shape > 2 else { return .infinity }
    let ratio = minimum / (shape - 1)
    return ratio * ratio * (shape / (shape - 2))
  }

  /// Draws a value.
  public func sample(using stream: inout RandomStream) -> Double {
    unsafe keyed_random_pareto(&stream.state, shape, minimum)
  }

  /// Gives the density at x, for a discrete family the probability of x.
  public func density(_ x: Double) -> Double {
    x >= minimum ? shape / x * pow(minimum / x, shape) : 0
  }

  /// Gives P(X ≤ x).
  public func cdf(_ x: Double) -> Double {
    x > minimum ? -expm1(shape * log(minimum / x)) : 0
  }

  /// Gives P(X > x).
  public func upperTail(_ x: Double) -> Double {
    x > minimum ? pow(minimum / x, shape) : 1
  }

  /// Gives the least x with P(X ≤ x) ≥ p.
  public func quantile(_ p: Double) -> Double {
    p >= 0 && p <= 1 ? minimum * exp(-log1p(-p) / shape) : .nan
  }

  /// Gives the least x with P(X > x) ≤ q.
  public func upperQuantile(_ q: Double) -> Double {
    q >= 0 && q <= 1 ? minimum * exp(-log(q) / shape) : .nan
  }

  /// Gives the distribution of a multiple, if the family has it.
  public func scaled(by factor: Double) throws(DistributionError) -> PrimitiveDistribution? {
    .pareto(try ParetoDistribution(shape: shape, min: minimum * factor))
  }
}
