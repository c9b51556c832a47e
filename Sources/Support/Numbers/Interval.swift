/// A confidence interval.
package struct Interval: Sendable, Equatable, Codable {
  package var lower: Double
  package var upper: Double

  package init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }

  package init(centre: Double, halfWidth: Double) {
    self.init(lower: centre - halfWidth, upper: centre + halfWidth)
  }

  /// Tells whether a value lies inside, ends included.
  package func contains(_ value: Double) -> Bool {
    lower <= value && value <= upper
  }

  package var width: Double { upper - lower }
}
