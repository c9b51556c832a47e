/// The range that a number must lie in.
struct Bounds: Sendable, Equatable {
  /// Least value, if there is one.
  var lower: Double?
  /// Greatest value, if there is one.
  var upper: Double?
  /// Whether the least value itself is not allowed.
  var excludesLower = false
  /// Whether the greatest value itself is not allowed.
  var excludesUpper = false

  static let any = Bounds()
  static let positive = Bounds(lower: 0, excludesLower: true)
  static let notNegative = Bounds(lower: 0)
  static let unit = Bounds(lower: 0, upper: 1)
  static let openUnit = Bounds(lower: 0, upper: 1, excludesLower: true, excludesUpper: true)

  /// Whether the value lies in the range.
  func contains(_ value: Double) -> Bool {
    if let lower, excludesLower ? value <= lower : value < lower { return false }
    if let upper, excludesUpper ? value >= upper : value > upper { return false }
    return true
  }

  /// The range in words, to follow "must be".
  func words(_ write: (Double) -> String = Bounds.write) -> String {
    let from = lower.map { (excludesLower ? "greater than " : "at least ") + write($0) }
    let to = upper.map { (excludesUpper ? "less than " : "at most ") + write($0) }
    return [from, to].compactMap(\.self).joined(separator: " and ")
  }

  /// A number without a needless fraction.
  static func write(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
    return String(value)
  }
}
