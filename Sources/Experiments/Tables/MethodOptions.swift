package import Support

/// Which estimates are made beside those of the plan, from columns held in memory.
package struct MethodOptions: Sendable, Equatable {
  package enum Test: String, Sendable, Equatable, CaseIterable {
    /// Two-proportion z for shares, Welch's error with the normal distribution otherwise.
    case z
    case welch
    case student
    /// Mann and Whitney's test by mid-ranks.
    case mannWhitney = "mann-whitney"
    case permutation
    /// Percentile interval of resampled units.
    case bootstrap
  }

  /// A value that is not a sum over units.
  package enum Source: Sendable, Equatable {
    case quantile(Double)
    /// Mean of a column whose values are limited.
    case capped(Capping.Rule, Capping.Scope)
  }

  package struct Metric: Sendable, Equatable {
    package var name: String
    package var source: Source
    package var column: String
  }

  package var metrics: [Metric] = []
  package var tests: [Test] = []
  package var alternative = Alternative.twoSided
  /// Relative margin by which a treatment may be worse; nil for no such test.
  package var margin: Double?
  package var isBayesian = false
  /// Columns from before the experiment that adjust means and ratios.
  package var covariates: [String] = []
  /// Column that names clusters of rows that were assigned together; nil for independent rows.
  package var cluster: String?
  package var resamples = 2_000
  package var seed: UInt64 = 1

  package init() {}

  package var isEmpty: Bool {
    metrics.isEmpty && tests.isEmpty && margin == nil && !isBayesian && covariates.isEmpty
      && cluster == nil
  }
}

extension MethodOptions.Metric {
  /// Reads a metric such as `p90=quantile(0.9):latency` or `spend=capped(0.99,non-zero):revenue`.
  ///
  /// `capped(value 50)` caps at a value fixed beforehand.
  /// - Returns: The metric, or nil when the text is of another form.
  /// - Throws: `ArgumentError` for a number out of range.
  package init?(parsing text: String) throws(ArgumentError) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty,
      let open = parts[1].firstIndex(of: "("), let close = parts[1].firstIndex(of: ")"),
      open < close, parts[1][parts[1].index(after: close)...].hasPrefix(":")
    else { return nil }
    let form = parts[1][..<open]
    guard form == "quantile" || form == "capped" else { return nil }
    let column = parts[1][parts[1].index(after: close)...].dropFirst()
    var inside = parts[1][parts[1].index(after: open)..<close]
    let error = ArgumentError(
      "metric", found: "\"\(text)\"",
      allowed: "NAME=quantile(Q):COLUMN, NAME=capped(Q):COLUMN, NAME=capped(Q,non-zero):COLUMN"
        + " or NAME=capped(value X):COLUMN, with Q between 0 and 1")
    guard !column.isEmpty else { throw error }
    var scope = Capping.Scope.allUnits
    if form == "capped", inside.hasSuffix(",non-zero") {
      scope = .nonZeroUnits
      inside = inside.dropLast(",non-zero".count)
    }
    if form == "capped", scope == .allUnits, inside.hasPrefix("value ") {
      guard let value = Double(inside.dropFirst("value ".count)), value.isFinite else {
        throw error
      }
      source = .capped(.value(value), scope)
    } else {
      guard let share = Double(inside), share > 0, share < 1 else { throw error }
      source = form == "quantile" ? .quantile(share) : .capped(.quantile(share), scope)
    }
    name = String(parts[0])
    self.column = String(column)
  }
}
