import GSL
package import Support

/// A limit on a value per unit, so that a few extreme units do not carry the result.
package struct Capping: Sendable, Equatable, Codable {
  /// How the limit is found.
  package enum Rule: Sendable, Equatable, Codable {
    /// A value fixed beforehand.
    case value(Double)
    /// A type-7 quantile over the values of all arms together.
    case quantile(Double)
  }

  /// Which units a quantile is taken over.
  package enum Scope: String, Sendable, Equatable, CaseIterable, Codable {
    /// Every unit, zeros included.
    case allUnits
    /// Units with a value above zero.
    case nonZeroUnits
  }

  /// The greatest value that stays as it is.
  package var upper: Double
  /// The least value that stays as it is; minus infinity unless winsorised on both sides.
  package var lower: Double
  package var rule: Rule
  package var scope: Scope

  /// Finds the limits over the pooled values of all arms, blind to the assignment.
  /// - Parameters:
  ///   - values: Values of all units of all arms.
  ///   - rule: A value, or a quantile above 0 and at most 1.
  ///   - scope: Which units a quantile is taken over.
  ///   - isTwoSided: Winsorises also below the quantile 1 - q (a value has no lower limit).
  /// - Throws: `ArgumentError` for a limit that is not a number, or when no unit is in scope.
  package init(
    over values: [Double], rule: Rule, scope: Scope = .allUnits, isTwoSided: Bool = false
  ) throws(ArgumentError) {
    self.rule = rule
    self.scope = scope
    lower = -.infinity
    switch rule {
    case .value(let value):
      guard value.isFinite else {
        throw ArgumentError("cap", found: "\(value)", allowed: "a finite number")
      }
      upper = value
    case .quantile(let probability):
      guard probability > 0, probability <= 1 else {
        throw ArgumentError(
          "cap quantile", found: "\(probability)", allowed: "above 0 and at most 1")
      }
      let sorted = (scope == .allUnits ? values : values.filter { $0 > 0 }).sorted()
      guard !sorted.isEmpty else {
        throw ArgumentError("values", found: "no unit in scope of the cap", allowed: "at least one")
      }
      upper = Statistics.quantile(sorted: sorted, probability: probability)
      if isTwoSided { lower = Statistics.quantile(sorted: sorted, probability: 1 - probability) }
    }
  }

  func apply(_ value: Double) -> Double { max(lower, min(value, upper)) }

  func apply(_ values: [Double]) -> [Double] { values.map { apply($0) } }

  func affected(_ values: [Double]) -> Int {
    values.count { $0 > upper || $0 < lower }
  }
}
