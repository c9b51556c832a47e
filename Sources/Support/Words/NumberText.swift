/// Writes numbers for people: the one place that rounds them and chooses their signs and units.
package enum NumberText {
  /// What stands for a number that does not exist.
  package static let missing = "–"

  /// A stated value, with its unit, interval and margin.
  package static func text(_ value: StatedValue) -> String {
    if case .interval(let unit) = value.form {
      guard value.low != nil || value.high != nil else { return missing }
      return brackets(value) { end in signed(end) { bare($0, unit) } }
    }
    guard let number = value.number, number.isFinite else { return missing }
    switch value.form {
    case .count: return count(number)
    case .fixed(let decimals):
      return fixed(number, decimals: decimals)
        + margin(value.margin) { fixed($0, decimals: decimals) }
    case .signed(let decimals): return signed(number) { fixed($0, decimals: decimals) }
    case .setting(let unit):
      return unit == .percent ? "\(short(number * 100)) %" : short(number) + name(of: unit)
    case .interval: return missing
    case .number: return self.number(number) + margin(value.margin, self.number)
    case .days: return days(number)
    case .share(let decimals):
      let size = fixed(number * 100, decimals: decimals)
      return size + margin(value.margin) { fixed($0 * 100, decimals: decimals) } + " %"
    case .change:
      let size = "\(change(number)) %"
      return size + margin(value.margin) { fixed($0 * 100, decimals: $0 < 0.01 ? 2 : 1) }
        + interval(value, change)
    case .changeOfChange: return "\(change(number)) points"
    case .level(let unit):
      return level(number, unit) + margin(value.margin) { bare($0, unit) }
    case .amount(let unit):
      return level(number, unit) + name(of: unit) + interval(value) { bare($0, unit) }
    case .difference(let unit), .signedAmount(let unit):
      let suffix =
        unit == .percent ? " points" : value.form == .difference(unit) ? "" : name(of: unit)
      return signed(number) { bare($0, unit) } + suffix
        + margin(value.margin) {
          unit == .percent ? fixed($0 * 100, decimals: 3) : bare($0, unit)
        }
        + interval(value) { end in signed(end) { bare($0, unit) } }
    case .size(let unit):
      let suffix = unit == .percent ? " points" : name(of: unit)
      return bare(number, unit) + suffix + margin(value.margin) { bare($0, unit) }
        + interval(value) { bare($0, unit) }
    case .sum(let unit):
      return sum(number, unit) + name(of: unit) + interval(value) { sum($0, unit) }
    case .range(let unit): return String(interval(value) { bare($0, unit) }.dropFirst())
    case .effect(let unit):
      let suffix = unit == .percent ? " points" : ""
      return signed(number) { fine($0, unit) } + suffix + margin(value.margin) { fine($0, unit) }
    case .spread(let unit):
      return fine(number, unit) + margin(value.margin) { fine($0, unit) }
    case .probability: return number < 0.0001 ? "p < 0.0001" : "p = \(pValue(number))"
    case .pValue: return number < 0.0001 ? "< 0.0001" : pValue(number)
    case .statistic(let letter, let degreesOfFreedom):
      let freedom = degreesOfFreedom.map { "(\(fixed($0, decimals: 1)))" } ?? ""
      return "\(letter)\(freedom) = \(fixed(number, decimals: 2))"
    case .rough(let unit): return rough(value, number, unit)
    case .rate: return rate(number)
    case .signedRate: return signed(number, rate)
    case .factor(let decimals):
      return fixed(number, decimals: decimals)
        + margin(value.margin) { fixed($0, decimals: decimals) } + " ×"
    }
  }

  // MARK: - Parts

  /// A number with so many decimals, its thousands not apart; never `-0.00`.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return missing }
    var power = 1.0
    for _ in 0..<decimals { power *= 10 }
    let scaled = (abs(value) * power).rounded()
    guard scaled < 9e18 else { return value.description }
    var buffer = ByteBuffer(capacity: 64)
    buffer.append(money: Int64(value < 0 ? -scaled : scaled), decimals: decimals)
    return buffer.text
  }

  /// A whole number with its thousands apart.
  private static func count(_ value: Double) -> String {
    guard abs(value) < 9e18 else { return value.description }
    let whole = Int64(value.rounded())
    let digits = String(whole.magnitude)
    var text = ""
    for (offset, digit) in digits.enumerated() {
      if offset > 0, (digits.count - offset) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return whole < 0 ? "-" + text : text
  }

  /// A number to about four significant digits.
  private static func number(_ value: Double) -> String {
    let size = abs(value)
    let decimals =
      size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 0.1 || size == 0 ? 3 : 5
    return fixed(value, decimals: decimals)
  }

  /// A length of time: in days up to two years, and of no use beyond a hundred.
  private static func days(_ value: Double) -> String {
    let years = value / 365.25
    guard years > 2 else { return "\(number(value)) days" }
    return years > 100 ? "out of reach" : "\(fixed(years, decimals: years < 10 ? 1 : 0)) years"
  }

  /// A number to at most six significant digits, without zeros at the end.
  private static func short(_ value: Double) -> String {
    var size = abs(value)
    guard size >= 1e-9, size < 1e15 else { return value == 0 ? "0" : value.description }
    var decimals = 0
    while size < 1e5 {
      size *= 10
      decimals += 1
    }
    var text = fixed(value, decimals: decimals)
    guard decimals > 0 else { return text }
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// A relative change in percent with its sign: whole from 20 on, else with decimals.
  private static func change(_ share: Double) -> String {
    guard share.isFinite else { return missing }
    let size = abs(share * 100)
    return signed(share) { fixed($0 * 100, decimals: size >= 20 ? 0 : size >= 1 ? 1 : 2) }
  }

  /// Two significant digits.
  private static func pValue(_ value: Double) -> String {
    fixed(value, decimals: value >= 0.1 ? 2 : value >= 0.01 ? 3 : value >= 0.001 ? 4 : 5)
  }

  /// A value with the sign of percent, if that is its unit, but no other unit's name.
  private static func level(_ value: Double, _ unit: DisplayUnit) -> String {
    unit == .percent ? "\(bare(value, unit)) %" : bare(value, unit)
  }

  /// A value in the unit of its metric, without a sign of percent.
  private static func bare(_ value: Double, _ unit: DisplayUnit) -> String {
    switch unit {
    case .percent: fixed(value * 100, decimals: 2)
    case .money(_, let decimals): fixed(value, decimals: decimals)
    case .number, .named: number(value)
    }
  }

  /// A sum of money without its unit's name.
  private static func sum(_ value: Double, _ unit: DisplayUnit) -> String {
    abs(value) < 1000 ? bare(value, unit) : count(value)
  }

  /// A difference and its interval, all to the second digit of the largest of them.
  private static func rough(_ value: StatedValue, _ number: Double, _ unit: DisplayUnit) -> String {
    let sizes = [number, value.low ?? 0, value.high ?? 0].filter(\.isFinite).map(abs)
    var step = 1.0
    while (sizes.max() ?? 0) / step >= 99.5 { step *= 10 }
    func text(_ value: Double) -> String {
      let rounded = (value / step).rounded() * step
      return signed(rounded) { count($0) }
    }
    return text(number) + name(of: unit) + interval(value, text)
  }

  private static func rate(_ value: Double) -> String {
    abs(value) >= 9.95 ? count(value) : fixed(value, decimals: 1)
  }

  /// A value in the unit of its metric with more digits, for what is small beside the metric.
  private static func fine(_ value: Double, _ unit: DisplayUnit) -> String {
    switch unit {
    case .percent: fixed(value * 100, decimals: 3)
    case .money(_, let decimals): fixed(value, decimals: decimals + 1)
    case .number, .named: fixed(value, decimals: 5)
    }
  }

  private static func name(of unit: DisplayUnit) -> String {
    switch unit {
    case .money(let currency, _): currency.isEmpty ? "" : " \(currency)"
    case .named(let name): " \(name)"
    case .number, .percent: ""
    }
  }

  private static func signed(_ value: Double, _ text: (Double) -> String) -> String {
    value > 0 ? "+" + text(value) : text(value)
  }

  private static func margin(_ value: Double?, _ text: (Double) -> String) -> String {
    guard let value, value.isFinite else { return "" }
    return " ±\(text(value))"
  }

  private static func interval(_ value: StatedValue, _ text: (Double) -> String) -> String {
    guard value.low != nil || value.high != nil else { return "" }
    return " " + brackets(value, text)
  }

  private static func brackets(_ value: StatedValue, _ text: (Double) -> String) -> String {
    func end(_ value: Double?, _ infinite: String) -> String {
      guard let value else { return infinite }
      return value.isFinite ? text(value) : infinite
    }
    return "[\(end(value.low, "-∞")), \(end(value.high, "∞"))]"
  }
}
