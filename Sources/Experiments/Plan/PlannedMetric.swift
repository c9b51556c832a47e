/// A metric that an analysis plan names.
public struct PlannedMetric: Sendable, Equatable {
  /// Name in results.
  public var name: String
  /// How it is formed from units.
  public var kind: MetricKind
  /// Whether a greater value is better.
  public var higherIsBetter: Bool
  /// How its values are written for people.
  public var unit: DisplayUnit

  /// Describes a metric.
  /// - Parameters:
  ///   - name: Name in results; not empty, unlike the others of the plan.
  ///   - kind: How it is formed from units.
  ///   - higherIsBetter: Whether a greater value is better.
  ///   - unit: How values are written; percent for proportions and plain numbers else by default.
  public init(
    name: String, kind: MetricKind, higherIsBetter: Bool = true, unit: DisplayUnit? = nil
  ) {
    self.name = name
    self.kind = kind
    self.higherIsBetter = higherIsBetter
    self.unit = unit ?? (kind == .proportion ? .percent : .number)
  }
}

/// How values of a metric are written for people.
public enum DisplayUnit: Sendable, Equatable {
  /// A plain number, to four significant digits.
  case number
  /// A share, written in percent; differences in percentage points.
  case percent
  /// An amount of money with this code or sign and so many decimals.
  case money(currency: String, decimals: Int)
  /// A number followed by a unit, such as days.
  case named(String)
}
