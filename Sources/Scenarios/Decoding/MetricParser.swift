import Support

/// Reads metrics made of a customer's value: quantiles, caps and times to an event.
///
///     median of revenue per customer over non-zero
///     90 % quantile of items per customer
///     revenue per customer capped at 200.00
///     margin per customer capped at 99 % of non-zero
///     time to purchase within 14 days
enum MetricParser {
  static let forms =
    "`90 % quantile of …`, `median of …` (or `… over non-zero`), `… capped at 200`, "
    + "`… capped at 99 %` (or `… of non-zero`), `… within 30 days`, `churned within 30 days`, "
    + "`retained after 30 days` and `time to purchase within 14 days`"

  /// Reads a metric; nil where the text has none of the forms.
  static func parse(_ text: String, currency: Currency) throws(ValueFault) -> Metric? {
    if text == "time to purchase" { return .timeToPurchase(withinHours: nil) }
    if let rest = text.after("time to purchase within ") {
      return .timeToPurchase(withinHours: try Quantities.hours(String(rest), .positive))
    }
    if let rest = text.after("churned within ") {
      return .churned(withinHours: try Quantities.hours(String(rest), .positive))
    }
    if let rest = text.after("retained after ") {
      return .retained(afterHours: try Quantities.hours(String(rest), .positive))
    }
    if let (name, rest) = text.parts(around: " within "),
      let metric = Metric.plain.first(where: { $0.name == name.trimmed })
    {
      return .within(metric, hours: try Quantities.hours(String(rest), .positive))
    }
    if let rest = text.after("median of ") {
      let (name, scope) = scoped(rest, by: " over non-zero")
      return .quantile(of: try mean(name), percent: 50, over: scope)
    }
    if let (level, rest) = text.parts(around: " quantile of ") {
      let (name, scope) = scoped(rest, by: " over non-zero")
      return .quantile(
        of: try mean(name), percent: try percent(level), over: scope)
    }
    if let (name, rest) = text.parts(around: " capped at ") {
      let mean = try mean(name)
      let (level, scope) = scoped(rest, by: " of non-zero")
      guard level.hasSuffix("%") else {
        guard scope == .all else {
          throw ValueFault("is capped at a value: `of non-zero` belongs to a share, e.g. `99 %`")
        }
        return .capped(mean, at: .value(try limit(String(level), of: mean, currency)))
      }
      return .capped(mean, at: .quantile(percent: try percent(level), over: scope))
    }
    return nil
  }

  private static func scoped(
    _ text: Substring, by suffix: String
  ) -> (Substring, CustomerScope) {
    text.hasSuffix(suffix) ? (text.dropLast(suffix.count), .nonZero) : (text, .all)
  }

  private static func mean(_ name: Substring) throws(ValueFault) -> Metric {
    let known = Metric.ofEveryCustomer
    if let metric = known.first(where: { $0.name == name.trimmed }) { return metric }
    let names = known.map(\.name)
    throw ValueFault(
      "is made of a figure that every customer has; found `\(name.trimmed.shortened)`",
      note: NearestName.of(name.trimmed, among: names).map { "did you mean `\($0)`?" }
        ?? "allowed are \(NearestName.list(names))")
  }

  private static func percent(_ text: Substring) throws(ValueFault) -> Double {
    guard text.hasSuffix("%"), let number = WrittenNumber(text.dropLast().trimmed)?.value,
      number > 0, number < 100
    else {
      throw ValueFault(
        "needs a share greater than 0 % and less than 100 %, e.g. `90 %`; found "
          + "`\(text.trimmed.shortened)`")
    }
    return number
  }

  private static func limit(
    _ text: String, of mean: Metric, _ currency: Currency
  ) throws(ValueFault) -> Double {
    guard mean.numerator.kind == .money else {
      return Double(try Quantities.whole(text, Bounds(lower: 1)))
    }
    let money = try Quantities.money(text, currency)
    guard money > .zero else { throw ValueFault("needs a cap greater than 0; found `\(text)`") }
    return Double(money.minorUnits) / mean.scale(in: currency)
  }
}

extension String {
  fileprivate func after(_ prefix: String) -> Substring? {
    hasPrefix(prefix) ? dropFirst(prefix.count) : nil
  }

  fileprivate func parts(around middle: String) -> (Substring, Substring)? {
    let words = Array(self)
    let sought = Array(middle)
    guard words.count > sought.count else { return nil }
    for start in 0...(words.count - sought.count)
    where words[start..<(start + sought.count)].elementsEqual(sought) {
      let index = self.index(startIndex, offsetBy: start)
      return (self[..<index], self[self.index(index, offsetBy: sought.count)...])
    }
    return nil
  }
}
