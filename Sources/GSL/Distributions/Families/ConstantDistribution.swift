internal import Support

/// All probability on one value.
package struct ConstantDistribution: ScalarDistribution {
  /// The family's row.
  package static let family = DistributionFamily(
    "constant", [.value("value")],
    ways: [
      .by("value") { (v) throws(DistributionError) in
        .constant(try Self(value: v[0]))
      }
    ], isContinuous: false)
  /// The only value.
  package let value: Double

  /// Makes the distribution of a value.
  package init(value: Double) throws(DistributionError) {
    try Self.check(("value", value))
    self.value = value
  }

  /// Values that can be drawn.
  package var support: DistributionSupport { DistributionSupport(value, value, isDiscrete: true) }
  /// Expected value.
  package var mean: Double { value }
  /// Variance.
  package var variance: Double { 0 }

  /// Draws a value.
  package func sample(using stream: inout RandomStream) -> Double { value }

  /// Gives the density at x, for a discrete family the probability of x.
  package func density(_ x: Double) -> Double { x == value ? 1 : 0 }

  /// Gives P(X ≤ x).
  package func cdf(_ x: Double) -> Double { x >= value ? 1 : 0 }

  /// Gives P(X > x).
  package func upperTail(_ x: Double) -> Double { x >= value ? 0 : 1 }

  /// Gives the least x with P(X ≤ x) ≥ p.
  package func quantile(_ p: Double) -> Double { p >= 0 && p <= 1 ? value : .nan }

  /// Gives the least x with P(X > x) ≤ q.
  package func upperQuantile(_ q: Double) -> Double { quantile(q) }

  /// Gives the distribution of a multiple, if the family has it.
  package func scaled(by factor: Double) throws(DistributionError) -> PrimitiveDistribution? {
    .constant(try ConstantDistribution(value: value * factor))
  }
}
