import Experiments
import Support

/// Figures as people read them: grouped, rounded to what matters, signed where a change is meant.
enum Figures {
  /// What stands for a figure that does not exist.
  static let missing = "–"

  /// A count with its thousands apart: `30,012`.
  static func count(_ value: Int) -> String {
    let digits = String(value.magnitude)
    var text = ""
    for (offset, digit) in digits.enumerated() {
      if offset > 0, (digits.count - offset) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return value < 0 ? "-" + text : text
  }

  /// A number with so many decimals.
  static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return missing }
    var power = 1.0
    for _ in 0..<decimals { power *= 10 }
    let scaled = (abs(value) * power).rounded()
    guard scaled < 9e18 else { return value.description }
    var buffer = ByteBuffer(capacity: 64)
    buffer.append(money: Int64(value < 0 ? -scaled : scaled), decimals: decimals)
    return buffer.text
  }

  /// A number with about four significant digits.
  static func number(_ value: Double) -> String {
    let size = abs(value)
    let decimals =
      size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 0.1 || size == 0 ? 3 : 5
    return fixed(value, decimals: decimals)
  }

  /// A share in percent: `2.91 %`.
  static func percent(_ share: Double, decimals: Int = 2) -> String {
    "\(fixed(share * 100, decimals: decimals)) %"
  }

  /// A relative change in percent with its sign, without the percent sign: `+8.5`.
  static func change(_ share: Double) -> String {
    let size = abs(share * 100)
    let text = fixed(share * 100, decimals: size >= 20 ? 0 : size >= 1 ? 1 : 2)
    return share > 0 ? "+\(text)" : text
  }

  /// A relative change with an interval: `+8.5 % [-2.9, +21]`.
  static func change(_ share: Double, _ interval: Interval?) -> String {
    guard let interval else { return "\(change(share)) %" }
    return "\(change(share)) % [\(change(interval.lower)), \(change(interval.upper))]"
  }

  /// A p-value to two significant digits.
  static func pValue(_ value: Double) -> String {
    guard value >= 0.0001 else { return "< 0.0001" }
    let decimals = value >= 0.1 ? 2 : value >= 0.01 ? 3 : value >= 0.001 ? 4 : 5
    return fixed(value, decimals: decimals)
  }

  /// A value in the unit of its metric, without the unit's name.
  static func value(_ value: Double?, _ unit: DisplayUnit) -> String {
    guard let value else { return missing }
    switch unit {
    case .percent: return percent(value)
    case .money(_, let decimals): return fixed(value, decimals: decimals)
    case .number, .named: return number(value)
    }
  }

  /// Half the width of an interval in the unit of its metric.
  static func halfWidth(_ interval: Interval?, _ unit: DisplayUnit) -> String {
    guard let interval else { return "" }
    let half = (interval.upper - interval.lower) / 2
    switch unit {
    case .percent: return "±\(fixed(half * 100, decimals: 2))"
    default: return "±\(value(half, unit))"
    }
  }

  /// An absolute difference with an interval: `+0.112 [-0.10, +0.33]`.
  static func difference(
    _ value: Double, _ interval: Interval?, _ unit: DisplayUnit
  ) -> String {
    let text = difference(value, unit)
    guard let interval else { return text }
    func end(_ value: Double) -> String {
      if case .percent = unit { return (value > 0 ? "+" : "") + fixed(value * 100, decimals: 2) }
      return difference(value, unit)
    }
    return "\(text) [\(end(interval.lower)), \(end(interval.upper))]"
  }

  /// An absolute difference with its sign: `+0.41 points`, `-1.20`.
  static func difference(_ value: Double, _ unit: DisplayUnit) -> String {
    let sign = value > 0 ? "+" : ""
    if case .percent = unit { return "\(sign)\(fixed(value * 100, decimals: 2)) points" }
    return sign + Figures.value(value, unit)
  }
}
