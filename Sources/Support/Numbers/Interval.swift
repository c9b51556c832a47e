/// A confidence interval.
package struct Interval: Sendable, Equatable, Codable {
  /// Lower end.
  package var lower: Double
  /// Upper end.
  package var upper: Double

  /// Wraps two ends, lower first.
  package init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }

  /// Spans a centre by a half-width.
  package init(centre: Double, halfWidth: Double) {
    self.init(lower: centre - halfWidth, upper: centre + halfWidth)
  }

  /// Tells whether a value lies inside, ends included.
  package func contains(_ value: Double) -> Bool {
    lower <= value && value <= upper
  }

  /// Distance between the ends.
  package var width: Double { upper - lower }
}
