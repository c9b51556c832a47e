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
    /// Time until an event that the column `event` tells with 1; 0 marks units lost before it. The
    /// mean time is taken up to the horizon, or as far as every arm was followed.
    case survival(event: String, horizon: Double?)
  }

  package struct Metric: Sendable, Equatable {
    package var name: String
    package var source: Source
    package var column: String

    /// All columns that it is made of.
    package var columns: [String] {
      if case .survival(let event, _) = source { [column, event] } else { [column] }
    }
  }

  package var metrics: [Metric] = []
  package var tests: [Test] = []
  package var alternative = Alternative.twoSided
  /// Relative margin by which a treatment may be worse; nil for no such test.
  package var margin: Double?
  /// Relative margin within which a treatment may differ either way; nil for no such test.
  package var equivalence: Double?
  package var isBayesian = false
  /// Columns from before the experiment that adjust means and ratios.
  package var covariates: [String] = []
  /// Column that names clusters of rows that were assigned together; nil for independent rows.
  package var cluster: String?
  package var resamples = 2_000
  package var seed: UInt64 = 1

  package init() {}

  package var isEmpty: Bool {
    metrics.isEmpty && tests.isEmpty && margin == nil && equivalence == nil && !isBayesian
      && covariates.isEmpty
      && cluster == nil
  }
}

extension MethodOptions.Metric {
  /// Reads a metric such as `p90=quantile(0.9):latency` or `spend=capped(0.99,non-zero):revenue`.
  ///
  /// `capped(value 50)` caps at a value fixed beforehand; `survival:days/churned` is the time to an
  /// event, and `survival(30):days/churned` its mean within 30.
  /// - Returns: The metric, or nil when the text is of another form.
  /// - Throws: `ArgumentError` for a number out of range.
  package init?(parsing text: String) throws(ArgumentError) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, let colon = Self.colon(in: parts[1]) else {
      return nil
    }
    var form = parts[1][..<colon]
    let column = parts[1][parts[1].index(after: colon)...]
    var inside: Substring?
    if form.last == ")", let open = form.firstIndex(of: "(") {
      inside = form[form.index(after: open)...].dropLast()
      form = form[..<open]
    }
    guard let source = try Self.source(form, inside, column: column, of: text) else { return nil }
    name = String(parts[0])
    self.source = source
    self.column = String(
      form == "survival"
        ? column.prefix(upTo: column.firstIndex(of: "/") ?? column.endIndex) : column)
  }

  /// The colon before the column, which follows a form or its closing parenthesis.
  private static func colon(in text: Substring) -> Substring.Index? {
    guard let first = text.firstIndex(of: ":") else { return nil }
    guard let close = text.firstIndex(of: ")"), let open = text.firstIndex(of: "("), open < first
    else { return first }
    let next = text.index(after: close)
    return next < text.endIndex && text[next] == ":" ? next : nil
  }

  private static func source(
    _ form: Substring, _ inside: Substring?, column: Substring, of text: String
  ) throws(ArgumentError) -> MethodOptions.Source? {
    switch form {
    case "quantile":
      guard let share = share(inside), !column.isEmpty else { throw fault(text) }
      return .quantile(share)
    case "capped":
      guard var rule = inside, !column.isEmpty else { throw fault(text) }
      if rule.hasSuffix(",non-zero") {
        guard let share = share(rule.dropLast(",non-zero".count)) else { throw fault(text) }
        return .capped(.quantile(share), .nonZeroUnits)
      }
      guard rule.hasPrefix("value ") else {
        guard let share = share(rule) else { throw fault(text) }
        return .capped(.quantile(share), .allUnits)
      }
      rule = rule.dropFirst("value ".count)
      guard let value = Double(rule), value.isFinite else { throw fault(text) }
      return .capped(.value(value), .allUnits)
    case "survival":
      let columns = column.split(separator: "/", omittingEmptySubsequences: false)
      let horizon = inside.map { Double($0) ?? .nan }
      guard columns.count == 2, !columns[0].isEmpty, !columns[1].isEmpty,
        horizon.map({ $0 > 0 && $0.isFinite }) ?? true
      else {
        throw ArgumentError(
          "metric", found: "\"\(text)\"",
          allowed: "NAME=survival:TIME/EVENT or NAME=survival(HORIZON):TIME/EVENT, with a horizon"
            + " above 0 in the unit of TIME")
      }
      return .survival(event: String(columns[1]), horizon: horizon)
    default: return nil
    }
  }

  private static func share(_ text: Substring?) -> Double? {
    text.flatMap { Double($0) }.flatMap { $0 > 0 && $0 < 1 ? $0 : nil }
  }

  private static func fault(_ text: String) -> ArgumentError {
    ArgumentError(
      "metric", found: "\"\(text)\"",
      allowed: "NAME=quantile(Q):COLUMN, NAME=capped(Q):COLUMN, NAME=capped(Q,non-zero):COLUMN"
        + " or NAME=capped(value X):COLUMN, with Q between 0 and 1")
  }
}
