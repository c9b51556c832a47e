/// A confidence interval.
public struct Interval: Sendable, Equatable {
  /// Lower end.
  public var lower: Double
  /// Upper end.
  public var upper: Double

  /// Wraps two ends, lower first.
  public init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }

  /// Spans a centre by a half-width.
  public init(centre: Double, halfWidth: Double) {
    self.init(lower: centre - halfWidth, upper: centre + halfWidth)
  }

  /// Tells whether a value lies inside, ends included.
  public func contains(_ value: Double) -> Bool {
    lower <= value && value <= upper
  }

  /// Distance between the ends.
  public var width: Double { upper - lower }
}
