import GSL

/// A limit on a figure per unit, so that a few extreme units do not carry the result.
public struct Capping: Sendable, Equatable {
  /// How the limit is found.
  public enum Rule: Sendable, Equatable {
    /// A value fixed beforehand.
    case value(Double)
    /// A type-7 quantile over the figures of all arms together.
    case quantile(Double)
  }

  /// Which units a quantile is taken over.
  public enum Scope: String, Sendable, Equatable, CaseIterable {
    /// Every unit, zeros included.
    case allUnits
    /// Units with a figure above zero.
    case nonZeroUnits
  }

  /// The greatest figure that stays as it is.
  public var upper: Double
  /// The least figure that stays as it is; minus infinity unless winsorised on both sides.
  public var lower: Double
  /// How the limit was found.
  public var rule: Rule
  /// Which units a quantile was taken over.
  public var scope: Scope

  /// Finds the limits over the pooled figures of all arms, blind to the assignment.
  /// - Parameters:
  ///   - values: Figures of all units of all arms.
  ///   - rule: A value, or a quantile above 0 and at most 1.
  ///   - scope: Which units a quantile is taken over.
  ///   - isTwoSided: Winsorises also below the quantile 1 - q (a value has no lower limit).
  /// - Throws: `PlanError` for a limit that is not a number, or when no unit is in scope.
  public init(
    over values: [Double], rule: Rule, scope: Scope = .allUnits, isTwoSided: Bool = false
  ) throws(PlanError) {
    self.rule = rule
    self.scope = scope
    lower = -.infinity
    switch rule {
    case .value(let value):
      guard value.isFinite else {
        throw PlanError(argument: "cap", found: "\(value)", allowed: "a finite number")
      }
      upper = value
    case .quantile(let probability):
      guard probability > 0, probability <= 1 else {
        throw PlanError(
          argument: "cap quantile", found: "\(probability)", allowed: "above 0 and at most 1")
      }
      let sorted = (scope == .allUnits ? values : values.filter { $0 > 0 }).sorted()
      guard !sorted.isEmpty else {
        throw PlanError(
          argument: "values", found: "no unit in scope of the cap", allowed: "at least one")
      }
      upper = Statistics.quantile(sorted: sorted, probability: probability)
      if isTwoSided { lower = Statistics.quantile(sorted: sorted, probability: 1 - probability) }
    }
  }

  /// Limits a figure.
  public func apply(_ value: Double) -> Double { max(lower, min(value, upper)) }

  /// Limits the figures of one arm.
  public func apply(_ values: [Double]) -> [Double] { values.map { apply($0) } }

  /// Counts the units that the limits change.
  public func affected(_ values: [Double]) -> Int {
    values.count { $0 > upper || $0 < lower }
  }

  /// The limits in words, for the report.
  public var statement: String {
    let how =
      switch rule {
      case .value: "fixed beforehand"
      case .quantile(let probability):
        "quantile \(probability) of \(scope == .allUnits ? "all" : "non-zero") units of all arms"
      }
    return lower.isFinite
      ? "kept within \(lower) to \(upper), \(how)" : "capped at \(upper), \(how)"
  }
}
