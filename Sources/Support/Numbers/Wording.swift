/// Numbers in sentences: short, signed where a change is meant, never "nan".
package enum Wording {
  /// Writes a number with fixed decimals, as people read it.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return "undefined" }
    let decimals = max(0, min(decimals, 12))
    var power = 1.0
    for _ in 0..<decimals { power *= 10 }
    let scaled = (abs(value) * power).rounded()
    guard scaled < 1e15 else { return "\(value)" }
    let whole = Int64(scaled)
    let sign = value < 0 && whole != 0 ? "-" : ""
    guard decimals > 0 else { return "\(sign)\(whole)" }
    let divisor = Int64(power)
    let fraction = String(whole % divisor)
    let zeros = String(repeating: "0", count: decimals - fraction.count)
    return "\(sign)\(whole / divisor).\(zeros)\(fraction)"
  }

  /// Writes a number to so many significant digits, without trailing zeros after the point.
  package static func significant(_ value: Double, digits: Int = 4) -> String {
    guard value.isFinite else { return "undefined" }
    guard value != 0 else { return "0" }
    var exponent = 0
    var size = abs(value)
    guard size >= 1e-9, size < 1e15 else { return "\(value)" }
    while size >= 10 {
      size /= 10
      exponent += 1
    }
    while size < 1 {
      size *= 10
      exponent -= 1
    }
    var text = fixed(value, decimals: max(0, digits - 1 - exponent))
    guard text.contains(".") else { return text }
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// Writes a share in percent: "4.2 %".
  package static func percent(_ share: Double) -> String {
    "\(significant(share * 100, digits: 3)) %"
  }

  /// Writes a relative change with its sign: "+4.2 %".
  package static func change(_ share: Double) -> String {
    let text = percent(share)
    return share > 0 ? "+\(text)" : text
  }

  /// Writes an interval of relative changes: "[-1.2 %, +4.2 %]".
  package static func change(_ interval: Interval) -> String {
    "[\(change(interval.lower)), \(change(interval.upper))]"
  }

  /// Writes a p-value: "p = 0.012" or "p < 0.0001".
  package static func pValue(_ value: Double) -> String {
    value < 0.0001 ? "p < 0.0001" : "p = \(significant(value, digits: 2))"
  }

  /// Joins clauses: "a, b and c".
  package static func list(_ items: [String]) -> String {
    guard items.count > 1, let last = items.last else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " and " + last
  }
}
