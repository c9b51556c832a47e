/// How values of a metric are written for people.
package enum DisplayUnit: Sendable, Hashable, Codable {
  /// A plain number, to four significant digits.
  case number
  /// A share, written in percent; differences in percentage points.
  case percent
  /// An amount of money with this code or sign and so many decimals.
  case money(currency: String, decimals: Int)
  /// A number followed by a unit, such as days.
  case named(String)
}
