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
    /// A factor: `1.69 ×`.
    case factor(decimals: Int)
  }

  /// The number; nil where there is none.
  package var number: Double?
  /// What kind of number it is.
  package var form: Form
  /// Lower end of its interval, if that is stated.
  package var low: Double?
  /// Upper end of its interval, if that is stated.
  package var high: Double?
  /// What stands behind ±: a standard error, or half the width of an interval.
  package var margin: Double?

  /// Describes a number.
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
  /// A whole number.
  package static func count(_ value: Int) -> StatedValue {
    StatedValue(Double(value), .count)
  }

  /// A whole number kept as a 64-bit integer.
  package static func count(_ value: Int64) -> StatedValue { count(Int(value)) }

  /// A number with so many decimals.
  package static func fixed(
    _ value: Double?, decimals: Int, margin: Double? = nil
  ) -> StatedValue {
    StatedValue(value, .fixed(decimals: decimals), margin: margin)
  }

  /// A number with its sign and so many decimals.
  package static func signed(_ value: Double?, decimals: Int) -> StatedValue {
    StatedValue(value, .signed(decimals: decimals))
  }

  /// A number that a person set, such as a level of confidence.
  package static func setting(_ value: Double?, _ unit: DisplayUnit = .number) -> StatedValue {
    StatedValue(value, .setting(unit))
  }

  /// A number to about four significant digits.
  package static func number(_ value: Double?, margin: Double? = nil) -> StatedValue {
    StatedValue(value, .number, margin: margin)
  }

  /// A share in percent.
  package static func share(
    _ value: Double?, decimals: Int = 2, margin: Double? = nil
  ) -> StatedValue {
    StatedValue(value, .share(decimals: decimals), margin: margin)
  }

  /// A relative change, with its interval or what stands behind ±.
  package static func change(
    _ value: Double?, _ interval: Interval? = nil, margin: Double? = nil
  ) -> StatedValue {
    StatedValue(
      value, .change, low: interval?.lower, high: interval?.upper, margin: margin)
  }

  /// The difference of two relative changes.
  package static func changeOfChange(_ value: Double?) -> StatedValue {
    StatedValue(value, .changeOfChange)
  }

  /// A value of a metric, without its unit's name.
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

  /// A value of a metric with the name of its unit, and its interval if there is one.
  package static func amount(
    _ value: Double?, _ unit: DisplayUnit, _ interval: Interval? = nil
  ) -> StatedValue {
    StatedValue(value, .amount(unit), low: interval?.lower, high: interval?.upper)
  }

  /// A difference of two values of a metric, with its interval or what stands behind ±.
  package static func difference(
    _ value: Double?, _ unit: DisplayUnit, _ interval: Interval? = nil, margin: Double? = nil
  ) -> StatedValue {
    StatedValue(
      value, .difference(unit), low: interval?.lower, high: interval?.upper, margin: margin)
  }

  /// A difference of two values of a metric with the name of their unit, for sentences.
  package static func signedAmount(
    _ value: Double?, _ unit: DisplayUnit, _ interval: Interval? = nil
  ) -> StatedValue {
    StatedValue(value, .signedAmount(unit), low: interval?.lower, high: interval?.upper)
  }

  /// The interval of a difference, without the difference.
  package static func interval(_ interval: Interval?, _ unit: DisplayUnit) -> StatedValue {
    StatedValue(nil, .interval(unit), low: interval?.lower, high: interval?.upper)
  }

  /// The size of a difference, with its interval or what stands behind ±.
  package static func size(
    _ value: Double?, _ unit: DisplayUnit, _ interval: Interval? = nil, margin: Double? = nil
  ) -> StatedValue {
    StatedValue(
      value, .size(unit), low: interval?.lower, high: interval?.upper, margin: margin)
  }

  /// A sum of money, with its interval if there is one.
  package static func sum(
    _ value: Double?, _ unit: DisplayUnit, _ interval: Interval? = nil
  ) -> StatedValue {
    StatedValue(value, .sum(unit), low: interval?.lower, high: interval?.upper)
  }

  /// The interval of a size, without the size.
  package static func range(
    _ value: Double?, _ unit: DisplayUnit, _ interval: Interval
  ) -> StatedValue {
    StatedValue(value, .range(unit), low: interval.lower, high: interval.upper)
  }

  /// An effect with more digits than its metric's values, with what stands behind ±.
  package static func effect(
    _ value: Double?, _ unit: DisplayUnit, margin: Double? = nil
  ) -> StatedValue {
    StatedValue(value, .effect(unit), margin: margin)
  }

  /// The size of an effect, an error or a spread.
  package static func spread(
    _ value: Double?, _ unit: DisplayUnit, margin: Double? = nil
  ) -> StatedValue {
    StatedValue(value, .spread(unit), margin: margin)
  }

  /// A p-value in a sentence.
  package static func probability(_ value: Double?) -> StatedValue {
    StatedValue(value, .probability)
  }

  /// A p-value in a column.
  package static func pValue(_ value: Double?) -> StatedValue { StatedValue(value, .pValue) }

  /// A test statistic with its letter, and degrees of freedom where they are to be said.
  package static func statistic(
    _ value: Double?, _ letter: String, degreesOfFreedom: Double? = nil
  ) -> StatedValue {
    StatedValue(value, .statistic(letter: letter, degreesOfFreedom: degreesOfFreedom))
  }

  /// A factor.
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
