/// Sums of one metric over one batch in which every unit got the same arm.
public struct RollOutSums: Sendable, Equatable {
  /// Sum of the metric's numerator (for proportions successes) in its small unit.
  public var numerator: Int64
  /// Sum of its denominator, or the number of units for proportions and means.
  public var denominator: Int64

  /// Wraps two sums.
  public init(numerator: Int64, denominator: Int64) {
    self.numerator = numerator
    self.denominator = denominator
  }
}

/// Small units per unit of the result, for the two sums of a metric.
public struct RollOutScale: Sendable, Equatable {
  /// Small units of the numerator: 100 when cents become euros.
  public var numerator: Double
  /// Small units of the denominator.
  public var denominator: Double

  /// Wraps two scales; both positive.
  public init(numerator: Double = 1, denominator: Double = 1) {
    self.numerator = numerator
    self.denominator = denominator
  }
}
