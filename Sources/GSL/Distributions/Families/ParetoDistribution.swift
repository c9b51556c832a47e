internal import CKeyedRandom
internal import Foundation
internal import Support

/// The Pareto distribution: P(X > x) = (min / x)^shape.
package struct ParetoDistribution: ScalarDistribution {
  /// The family's row.
  package static let family = DistributionFamily(
    "pareto", [.plain("shape", Bounds(lower: 0.1, upper: 1e9)), .value("min", .positive)],
    ways: [
      .by("shape", "min") { (v) throws(DistributionError) in
        .pareto(try Self(shape: v[0], min: v[1]))
      }
    ])
  /// Shape, above 0.
  package let shape: Double
  /// Least value, above 0.
  package let minimum: Double

  /// Makes the distribution from shape and least value.
  package init(shape: Double, min: Double) throws(DistributionError) {
    try Self.check(("shape", shape), ("min", min))
    self.shape = shape
    minimum = min
  }

  /// Values that can be drawn.
  package var support: DistributionSupport { DistributionSupport(minimum, .infinity) }
  /// Expected value.
  package var mean: Double { shape > 1 ? minimum * (shape / (shape - 1)) : .infinity }
  /// Variance.
  package var variance: Double {
    guard shape > 2 else { return .infinity }
    let ratio = minimum / (shape - 1)
    return ratio * ratio * (shape / (shape - 2))
  }

  /// Draws a value.
  package func sample(using stream: inout RandomStream) -> Double {
    unsafe keyed_random_pareto(&stream.state, shape, minimum)
  }

  /// Gives the density at x, for a discrete family the probability of x.
  package func density(_ x: Double) -> Double {
    x >= minimum ? shape / x * pow(minimum / x, shape) : 0
  }

  /// Gives P(X ≤ x).
  package func cdf(_ x: Double) -> Double {
    x > minimum ? -expm1(shape * log(minimum / x)) : 0
  }

  /// Gives P(X > x).
  package func upperTail(_ x: Double) -> Double {
    x > minimum ? pow(minimum / x, shape) : 1
  }

  /// Gives the least x with P(X ≤ x) ≥ p.
  package func quantile(_ p: Double) -> Double {
    p >= 0 && p <= 1 ? minimum * exp(-log1p(-p) / shape) : .nan
  }

  /// Gives the least x with P(X > x) ≤ q.
  package func upperQuantile(_ q: Double) -> Double {
    q >= 0 && q <= 1 ? minimum * exp(-log(q) / shape) : .nan
  }

  /// Gives the distribution of a multiple, if the family has it.
  package func scaled(by factor: Double) throws(DistributionError) -> PrimitiveDistribution? {
    .pareto(try ParetoDistribution(shape: shape, min: minimum * factor))
  }
}
