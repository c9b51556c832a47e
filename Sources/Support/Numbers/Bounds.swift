/// The range that a number must lie in.
package struct Bounds: Sendable, Hashable {
  package var lower: Double?
  package var upper: Double?
  package var excludesLower = false
  package var excludesUpper = false

  package init(
    lower: Double? = nil, upper: Double? = nil, excludesLower: Bool = false,
    excludesUpper: Bool = false
  ) {
    self.lower = lower
    self.upper = upper
    self.excludesLower = excludesLower
    self.excludesUpper = excludesUpper
  }

  package static let any = Bounds()
  package static let positive = Bounds(lower: 0, excludesLower: true)
  package static let notNegative = Bounds(lower: 0)
  package static let unit = Bounds(lower: 0, upper: 1)
  package static let openUnit = Bounds(lower: 0, upper: 1, excludesLower: true, excludesUpper: true)

  package func contains(_ value: Double) -> Bool {
    if let lower, excludesLower ? value <= lower : value < lower { return false }
    if let upper, excludesUpper ? value >= upper : value > upper { return false }
    return true
  }

  /// The range in words, to follow "must be".
  package func words(_ write: (Double) -> String = Bounds.write) -> String {
    let from = lower.map { (excludesLower ? "greater than " : "at least ") + write($0) }
    let to = upper.map { (excludesUpper ? "less than " : "at most ") + write($0) }
    return [from, to].compactMap(\.self).joined(separator: " and ")
  }

  /// A number without a needless fraction.
  package static func write(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
    return String(value)
  }
}
