/// A number as sentences and tables state it: exact inside, rounded when it is written.
///
/// Texts, pages and programs take the same value; only ``NumberText`` rounds it.
package struct StatedValue: Sendable, Hashable, Codable {
  /// What kind of number it is, which decides its digits, sign and unit.
  package enum Form: Sendable, Hashable, Codable {
    /// A whole number with its thousands apart: `30,012`.
    case count
    /// A number with so many decimals.
    case fixed(decimals: Int)
    /// A number with its sign and so many decimals: `+24.6`.
    case signed(decimals: Int)
    /// A number to about four significant digits.
    case number
    /// A number that a person set, no longer than it was written: `0.05`, `95 %`, `3`.
    case setting(DisplayUnit)
    /// A length of time in days, which is told in years where it is long: `12.5 days`, `66 years`.
    case days
    /// A share in percent with so many decimals: `2.91 %`.
    case share(decimals: Int)
    /// A relative change with its sign: `+8.5 %`.
    case change
    /// The difference of two relative changes: `+15.4 points`.
    case changeOfChange
    /// A value of a metric, in its unit but without the unit's name: `0.242`, `2.81 %`.
    case level(DisplayUnit)
    /// A value of a metric with the name of its unit: `0.242 EUR`, `3.4 days`.
    case amount(DisplayUnit)
    /// A difference of two values of a metric, with its sign: `+0.41 points`, `-1.20`.
    case difference(DisplayUnit)
    /// The same with the name of its unit, for sentences: `-1.20 EUR`.
    case signedAmount(DisplayUnit)
    /// The interval of such a difference alone: `[-3.03, +4.09]`.
    case interval(DisplayUnit)
    /// The size of a difference, where words tell its direction: `0.198 EUR`, `0.41 points`.
    case size(DisplayUnit)
    /// A sum of money, whole from 1,000 on: `119.00 EUR`, `2,702 EUR`.
    case sum(DisplayUnit)
    /// The interval of such a size alone: `[-0.057, 0.452]`.
    case range(DisplayUnit)
    /// An effect, small beside the values of its metric: signed, with more digits than these.
    case effect(DisplayUnit)
    /// The size of an effect, an error or a spread, with as many digits as the effect itself.
    case spread(DisplayUnit)
    /// A p-value with its relation: `p = 0.012`, `p < 0.0001`.
    case probability
    /// The same without the letter, for a column: `0.012`.
    case pValue
    /// A test statistic with its letter: `z = -1.60`, `t(434.0) = -2.25`.
    case statistic(letter: String, degreesOfFreedom: Double?)
    /// A difference of money that is known no better than to two digits: `+5,400 EUR`.
    case rough(DisplayUnit)
    /// How many of 1,000: whole from 10 on, else with a decimal.
    case rate
    /// The difference of two of them.
    case signedRate
    /// A factor: `1.69 ×`.
    case factor(decimals: Int)
  }

  package var number: Double?
  package var form: Form
  package var low: Double?
  package var high: Double?
  /// What stands behind ±: a standard error, or half the width of an interval.
  package var margin: Double?

  package init(
    _ number: Double?, _ form: Form, low: Double? = nil, high: Double? = nil, margin: Double? = nil
  ) {
    self.number = number
    self.form = form
    self.low = low
    self.high = high
    self.margin = margin
  }
}

extension StatedValue {
  package static func count(_ value: Int) -> StatedValue {
    StatedValue(Double(value), .count)
  }

  package static func count(_ value: Int64) -> StatedValue { count(Int(value)) }

  package static func fixed(
    _ value: Double?, decimals: Int, margin: Double? = nil
  ) -> StatedValue {
    StatedValue(value, .fixed(decimals: decimals), margin: margin)
  }

  package static func signed(_ value: Double?, decimals: Int) -> StatedValue {
    StatedValue(value, .signed(decimals: decimals))
  }

  package static func setting(_ value: Double?, _ unit: DisplayUnit = .number) -> StatedValue {
    StatedValue(value, .setting(unit))
  }

  package static func number(_ value: Double?, margin: Double? = nil) -> StatedValue {
    StatedValue(value, .number, margin: margin)
  }

  package static func days(_ value: Double?) -> StatedValue { StatedValue(value, .days) }

  package static func share(
    _ value: Double?, decimals: Int = 2, margin: Double? = nil
  ) -> StatedValue {
    StatedValue(value, .share(decimals: decimals), margin: margin)
  }

  package static func change(
    _ value: Double?, _ interval: Interval? = nil, margin: Double? = nil
  ) -> StatedValue {
    StatedValue(
      value, .change, low: interval?.lower, high: interval?.upper, margin: margin)
  }

  package static func changeOfChange(_ value: Double?) -> StatedValue {
    StatedValue(value, .changeOfChange)
  }

  package static func level(
    _ value: Double?, _ unit: DisplayUnit, margin: Double? = nil
  ) -> StatedValue {
    StatedValue(value, .level(unit), margin: margin)
  }

  /// A value of a metric with half the width of its interval behind ±.
  package static func level(
    _ value: Double?, _ unit: DisplayUnit, _ interval: Interval?
  ) -> StatedValue {
    StatedValue(value, .level(unit), margin: interval.map { $0.width / 2 })
  }

  package static func amount(
    _ value: Double?, _ unit: DisplayUnit, _ interval: Interval? = nil
  ) -> StatedValue {
    StatedValue(value, .amount(unit), low: interval?.lower, high: interval?.upper)
  }

  package static func difference(
    _ value: Double?, _ unit: DisplayUnit, _ interval: Interval? = nil, margin: Double? = nil
  ) -> StatedValue {
    StatedValue(
      value, .difference(unit), low: interval?.lower, high: interval?.upper, margin: margin)
  }

  package static func signedAmount(
    _ value: Double?, _ unit: DisplayUnit, _ interval: Interval? = nil
  ) -> StatedValue {
    StatedValue(value, .signedAmount(unit), low: interval?.lower, high: interval?.upper)
  }

  package static func interval(_ interval: Interval?, _ unit: DisplayUnit) -> StatedValue {
    StatedValue(nil, .interval(unit), low: interval?.lower, high: interval?.upper)
  }

  package static func size(
    _ value: Double?, _ unit: DisplayUnit, _ interval: Interval? = nil, margin: Double? = nil
  ) -> StatedValue {
    StatedValue(
      value, .size(unit), low: interval?.lower, high: interval?.upper, margin: margin)
  }

  package static func sum(
    _ value: Double?, _ unit: DisplayUnit, _ interval: Interval? = nil
  ) -> StatedValue {
    StatedValue(value, .sum(unit), low: interval?.lower, high: interval?.upper)
  }

  package static func range(
    _ value: Double?, _ unit: DisplayUnit, _ interval: Interval
  ) -> StatedValue {
    StatedValue(value, .range(unit), low: interval.lower, high: interval.upper)
  }

  package static func effect(
    _ value: Double?, _ unit: DisplayUnit, margin: Double? = nil
  ) -> StatedValue {
    StatedValue(value, .effect(unit), margin: margin)
  }

  package static func spread(
    _ value: Double?, _ unit: DisplayUnit, margin: Double? = nil
  ) -> StatedValue {
    StatedValue(value, .spread(unit), margin: margin)
  }

  package static func probability(_ value: Double?) -> StatedValue {
    StatedValue(value, .probability)
  }

  package static func pValue(_ value: Double?) -> StatedValue { StatedValue(value, .pValue) }

  package static func statistic(
    _ value: Double?, _ letter: String, degreesOfFreedom: Double? = nil
  ) -> StatedValue {
    StatedValue(value, .statistic(letter: letter, degreesOfFreedom: degreesOfFreedom))
  }

  package static func rough(
    _ value: Double?, _ unit: DisplayUnit, _ interval: Interval? = nil
  ) -> StatedValue {
    StatedValue(value, .rough(unit), low: interval?.lower, high: interval?.upper)
  }

  package static func rate(_ value: Double?) -> StatedValue { StatedValue(value, .rate) }

  package static func signedRate(_ value: Double?) -> StatedValue {
    StatedValue(value, .signedRate)
  }

  package static func factor(
    _ value: Double?, decimals: Int = 2, margin: Double? = nil
  ) -> StatedValue {
    StatedValue(value, .factor(decimals: decimals), margin: margin)
  }

  /// The value for programs: the number as it is, with interval and margin where they are stated.
  package var json: JSON {
    guard low != nil || high != nil || margin != nil else { return .optional(number) }
    var members: JSON.Members = ["value": .optional(number)]
    if low != nil || high != nil {
      members["low"] = .optional(low)
      members["high"] = .optional(high)
    }
    if let margin { members["margin"] = .number(margin) }
    return .object(members)
  }
}
