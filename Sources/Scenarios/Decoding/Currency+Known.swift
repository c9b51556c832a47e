extension Currency {
  /// The currencies that scenarios may use (ISO 4217, with the decimals of the minor unit).
  static let known: [Currency] =
    [
      "EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "CAD", "AUD", "CNY", "INR",
      "BRL", "MXN",
    ].map { Currency(code: $0, decimals: 2) }
    + ["JPY", "KRW"].map { Currency(code: $0, decimals: 0) }
    + ["KWD", "BHD"].map { Currency(code: $0, decimals: 3) }

  /// The currency of a file that names none.
  static let standard = Currency(code: "EUR", decimals: 2)

  static func named(_ code: String) -> Currency? {
    known.first { $0.code == code }
  }
}

extension Quantities {
  /// Amounts of a million million major units or more are refused.
  private static let largestAmount: Int64 = 1_000_000_000_000

  /// An amount such as `14.90`, exactly.
  static func money(
    _ text: String, _ currency: Currency, allowsNegative: Bool = false
  ) throws(ValueFault) -> Money {
    guard let number = WrittenNumber(text), number.exponent == nil else {
      throw ValueFault("must be an amount of money, e.g. `4.95`; found `\(text.shortened)`")
    }
    let needed = number.fraction.trimmedZeros.count
    guard needed <= currency.decimals else {
      throw ValueFault(
        "has \(needed) decimal\(needed == 1 ? "" : "s"); found `\(text.shortened)`",
        note: "\(currency.code) has \(currency.decimals)")
    }
    let limit = largestAmount * currency.minorPerMajor
    guard let units = number.scaled(decimals: currency.decimals), units.magnitude < limit.magnitude
    else {
      throw ValueFault("must be less than 1,000,000,000,000; found `\(text.shortened)`")
    }
    guard allowsNegative || units >= 0 else {
      throw ValueFault("must not be negative; found `\(text.shortened)`")
    }
    return Money(minorUnits: units)
  }
}

extension String {
  fileprivate var trimmedZeros: Substring {
    var rest = self[...]
    while rest.last == "0" { rest = rest.dropLast() }
    return rest
  }
}
