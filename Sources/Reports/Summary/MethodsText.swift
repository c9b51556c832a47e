package import Experiments
package import Support

/// Estimates by other methods than the plan's, in a table and for programs.
package struct MethodsText {
  private let methods: TableMethods

  /// Wraps the estimates.
  package init(_ methods: TableMethods) {
    self.methods = methods
  }

  /// The section's lines.
  package var lines: [String] {
    let side =
      switch methods.options.alternative {
      case .twoSided: "two-sided"
      case .greater: "one-sided, greater"
      case .less: "one-sided, less"
      }
    var lines = ["Other methods (\(side); outside the family that is corrected)"]
    var table = TextTable([
      TextTable.Heading(text: "metric", isRight: false),
      TextTable.Heading(text: "arm", isRight: false),
      TextTable.Heading(text: "method", isRight: false), TextTable.Heading(text: "difference"),
      TextTable.Heading(text: "p"),
    ])
    for row in methods.rows {
      table.add([
        row.metricName, row.treatmentName, row.method,
        difference(row),
        row.pValue.map(Figures.pValue) ?? Figures.missing,
      ])
    }
    lines += table.lines
    for row in methods.rows {
      guard let note = row.note else { continue }
      lines += TextTable.paragraph(
        "\(row.treatmentName) on \(row.metricName), \(row.method): \(note).", lead: "", indent: 2)
    }
    return lines
  }

  private func difference(_ row: TableMethods.Row) -> String {
    guard let estimate = row.estimate else { return Figures.missing }
    let text = Figures.difference(estimate, row.unit)
    switch row.interval {
    case let interval? where !interval.upper.isFinite:
      return "\(text), at least \(Figures.difference(interval.lower, row.unit))"
    case let interval? where !interval.lower.isFinite:
      return "\(text), at most \(Figures.difference(interval.upper, row.unit))"
    default: return Figures.difference(estimate, row.interval, row.unit)
    }
  }

  /// The same content for programs.
  package var json: JSON {
    .array(
      methods.rows.map { row in
        .object([
          "metric": .text(row.metricName), "treatment": .text(row.treatmentName),
          "method": .text(row.method), "estimate": .optional(row.estimate),
          "lower": .optional(row.interval?.lower), "upper": .optional(row.interval?.upper),
          "p": .optional(row.pValue), "note": .optional(row.note),
        ])
      })
  }
}
