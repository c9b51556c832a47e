import Support

extension DisplayUnit {
  /// Writes a value of the metric: "2.2 %", "41.20 EUR", "3.4 days".
  package func text(_ value: Double) -> String {
    switch self {
    case .number: Wording.significant(value)
    case .percent: Wording.percent(value)
    case .money(let currency, let decimals):
      "\(Wording.fixed(value, decimals: decimals)) \(currency)"
    case .named(let unit): "\(Wording.significant(value)) \(unit)"
    }
  }

  /// Writes a difference of two values with its sign: "+0.42 points", "-1.20 EUR".
  package func differenceText(_ difference: Double) -> String {
    let sign = difference > 0 ? "+" : ""
    if case .percent = self {
      return "\(sign)\(Wording.significant(difference * 100, digits: 3)) points"
    }
    return sign + text(difference)
  }
}
