package import Support

/// A metric formed from columns of a table.
package struct TableMetric: Sendable, Equatable {
  package enum Source: Sendable, Equatable {
    /// Share of rows with 1 in this column; other rows have 0.
    case proportion(column: String)
    /// Sum of one column over sum of the other, each row being a group of units already counted.
    case counted(successes: String, units: String)
    case mean(column: String)
    /// Sum of one column over sum of the other.
    case ratio(numerator: String, denominator: String)

    package var kind: MetricKind {
      switch self {
      case .proportion, .counted: .proportion
      case .mean: .mean
      case .ratio: .ratio
      }
    }

    var columns: [String] {
      switch self {
      case .proportion(let column), .mean(let column): [column]
      case .counted(let successes, let units): [successes, units]
      case .ratio(let numerator, let denominator): [numerator, denominator]
      }
    }
  }

  package var name: String
  package var source: Source
  package var higherIsBetter: Bool
  /// How its values are written, or nil for the usual way of its kind.
  package var unit: DisplayUnit?

  package init(
    name: String, source: Source, higherIsBetter: Bool = true, unit: DisplayUnit? = nil
  ) {
    self.name = name
    self.source = source
    self.higherIsBetter = higherIsBetter
    self.unit = unit
  }

  /// Reads a metric from text such as `aov=ratio:revenue/orders`.
  ///
  /// The forms are `NAME=proportion:COLUMN`, `NAME=mean:COLUMN` and
  /// `NAME=ratio:NUMERATOR/DENOMINATOR`; `NAME=proportion:SUCCESSES/UNITS` where each row holds
  /// the counts of a group of units.
  package init(parsing text: String) throws(ArgumentError) {
    let error = ArgumentError(
      "metric", found: "\"\(text)\"",
      allowed: "NAME=proportion:COLUMN, NAME=mean:COLUMN or NAME=ratio:NUMERATOR/DENOMINATOR")
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else { throw error }
    let form = parts[1].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard form.count == 2, !form[1].isEmpty else { throw error }
    let source: Source
    switch MetricKind(rawValue: String(form[0])) {
    case .proportion:
      let columns = form[1].split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      switch columns.count {
      case 2 where !columns[0].isEmpty && !columns[1].isEmpty:
        source = .counted(successes: String(columns[0]), units: String(columns[1]))
      case 2: throw error
      default: source = .proportion(column: String(form[1]))
      }
    case .mean: source = .mean(column: String(form[1]))
    case .ratio:
      let columns = form[1].split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      guard columns.count == 2, !columns[0].isEmpty, !columns[1].isEmpty else { throw error }
      source = .ratio(numerator: String(columns[0]), denominator: String(columns[1]))
    case .estimate, nil: throw error
    }
    self.init(name: String(parts[0]), source: source)
  }
}
