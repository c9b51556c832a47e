package import Support

/// A metric that an analysis plan names.
package struct PlannedMetric: Sendable, Equatable, Codable {
  package var name: String
  package var kind: MetricKind
  package var higherIsBetter: Bool
  package var unit: DisplayUnit
  /// Whether no unit can have a value below zero, so that no relative change is below -100 %.
  package var isNonNegative: Bool

  /// The values that an arm can have.
  package var bounds: Interval {
    Interval(
      lower: isNonNegative ? 0 : -.infinity, upper: kind == .proportion ? 1 : .infinity)
  }

  /// By default values are written in percent for proportions and as plain numbers otherwise.
  package init(
    name: String, kind: MetricKind, higherIsBetter: Bool = true, unit: DisplayUnit? = nil,
    isNonNegative: Bool? = nil
  ) {
    self.name = name
    self.kind = kind
    self.higherIsBetter = higherIsBetter
    self.unit = unit ?? (kind == .proportion ? .percent : .number)
    self.isNonNegative = isNonNegative ?? (kind == .proportion)
  }
}
