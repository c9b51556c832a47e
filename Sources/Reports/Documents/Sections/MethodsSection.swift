import Experiments
import Support

/// Estimates by other methods than the plan's, in a table and for programs.
struct MethodsSection {
  private let methods: TableMethods

  init(_ methods: TableMethods) { self.methods = methods }

  var section: Document.Section {
    let side =
      switch methods.options.alternative {
      case .twoSided: "two-sided"
      case .greater: "one-sided, greater"
      case .less: "one-sided, less"
      }
    let table = Table(
      rows: methods.rows,
      [
        .words("metric") { Sentence($0.metricName) }, .words("arm") { Sentence($0.treatmentName) },
        .words("method") { Sentence($0.method) }, .init("difference", difference),
        .values("p") { .pValue($0.pValue) },
      ])
    return Document.Section(
      "methods", "Other methods (\(side); outside the family that is corrected)",
      [.table(table)]
        + methods.rows.compactMap { row in
          row.note.map { .note("\(row.treatmentName) on \(row.metricName), \(row.method): \($0).") }
        })
  }

  private func difference(_ row: TableMethods.Row) -> Sentence {
    let size = StatedValue.difference(row.estimate, row.unit)
    switch row.interval {
    case let interval? where row.estimate != nil && !interval.upper.isFinite:
      return "\(size), at least \(.difference(interval.lower, row.unit))"
    case let interval? where row.estimate != nil && !interval.lower.isFinite:
      return "\(size), at most \(.difference(interval.upper, row.unit))"
    default: return .value(.difference(row.estimate, row.unit, row.interval))
    }
  }

  var value: JSON {
    .array(
      methods.rows.map { row in
        .object([
          "metric": .text(row.metricName), "treatment": .text(row.treatmentName),
          "method": .text(row.method), "estimate": .optional(row.estimate),
          "lower": .optional(row.interval?.lower), "upper": .optional(row.interval?.upper),
          "p": .optional(row.pValue), "note": .optional(row.note?.text),
        ])
      })
  }
}
