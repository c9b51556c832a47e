/// Sums of one metric over one batch in which every unit got the same arm.
package struct RollOutSums: Sendable, Equatable, Codable {
  /// Sum of the metric's numerator (for proportions successes) in its small unit.
  package var numerator: Int64
  /// Sum of its denominator, or the number of units for proportions and means.
  package var denominator: Int64

  package init(numerator: Int64, denominator: Int64) {
    self.numerator = numerator
    self.denominator = denominator
  }
}

/// Small units per unit of the result, for the two sums of a metric.
package struct RollOutScale: Sendable, Equatable, Codable {
  /// Small units of the numerator: 100 when cents become euros.
  package var numerator: Double
  /// Small units of the denominator.
  package var denominator: Double

  /// Wraps two scales; both positive.
  package init(numerator: Double = 1, denominator: Double = 1) {
    self.numerator = numerator
    self.denominator = denominator
  }
}
