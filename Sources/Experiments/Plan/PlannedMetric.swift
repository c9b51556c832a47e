package import Support

/// A metric that an analysis plan names.
package struct PlannedMetric: Sendable, Equatable, Codable {
  package var name: String
  package var kind: MetricKind
  package var higherIsBetter: Bool
  package var unit: DisplayUnit

  /// By default values are written in percent for proportions and as plain numbers otherwise.
  package init(
    name: String, kind: MetricKind, higherIsBetter: Bool = true, unit: DisplayUnit? = nil
  ) {
    self.name = name
    self.kind = kind
    self.higherIsBetter = higherIsBetter
    self.unit = unit ?? (kind == .proportion ? .percent : .number)
  }
}
