package import Support

/// A metric that an analysis plan names.
package struct PlannedMetric: Sendable, Equatable, Codable {
  /// Name in results.
  package var name: String
  /// How it is formed from units.
  package var kind: MetricKind
  /// Whether a greater value is better.
  package var higherIsBetter: Bool
  /// How its values are written for people.
  package var unit: DisplayUnit

  /// Describes a metric.
  /// - Parameters:
  ///   - name: Name in results; not empty, unlike the others of the plan.
  ///   - kind: How it is formed from units.
  ///   - higherIsBetter: Whether a greater value is better.
  ///   - unit: How values are written; percent for proportions and plain numbers else by default.
  package init(
    name: String, kind: MetricKind, higherIsBetter: Bool = true, unit: DisplayUnit? = nil
  ) {
    self.name = name
    self.kind = kind
    self.higherIsBetter = higherIsBetter
    self.unit = unit ?? (kind == .proportion ? .percent : .number)
  }
}
