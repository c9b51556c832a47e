/// All probability on one value.
public struct ConstantDistribution: ScalarDistribution {
  /// Name in scenario files.
  public static let family = "constant"
  /// The value.
  public static let parameters = [DistributionParameter("value", .finite)]
  /// The only value.
  public let value: Double

  /// Makes the distribution of a value.
  public init(value: Double) throws(DistributionError) {
    try Self.check(value)
    self.value = value
  }

  /// Values that can be drawn.
  public var support: Support { Support(value, value, isDiscrete: true) }
  /// Expected value.
  public var mean: Double { value }
  /// Variance.
  public var variance: Double { 0 }

  /// Draws a value.
  public func sample(using stream: inout RandomStream) -> Double { value }

  /// Gives the density at x, for a discrete family the probability of x.
  public func density(_ x: Double) -> Double { x == value ? 1 : 0 }

  /// Gives P(X ≤ x).
  public func cdf(_ x: Double) -> Double { x >= value ? 1 : 0 }

  /// Gives P(X > x).
  public func upperTail(_ x: Double) -> Double { x >= value ? 0 : 1 }

  /// Gives the least x with P(X ≤ x) ≥ p.
  public func quantile(_ p: Double) -> Double { p >= 0 && p <= 1 ? value : .nan }

  /// Gives the least x with P(X > x) ≤ q.
  public func upperQuantile(_ q: Double) -> Double { quantile(q) }

  /// Gives the distribution of a multiple, if the family has it.
  public func scaled(by factor: Double) throws(DistributionError) -> PrimitiveDistribution? {
    .constant(try ConstantDistribution(value: value * factor))
  }
}
