import Support

/// What a single value of a scenario file may be.
enum ScalarKind: Sendable {
  /// Text for a person, at most this long.
  case text(maximum: Int)
  case word([String])
  case yesNo
  case number(Bounds)
  /// A whole number.
  case whole(Bounds)
  /// `30 %` or 0.3.
  case share(Bounds)
  /// An amount of money, not negative.
  case money
  /// An amount of money or `never`.
  case threshold
  /// A time with its unit.
  case time(Bounds)
  /// A number per unit of time.
  case rate
  case date
  case currency
  /// The version of the file format.
  case version
  /// Units of stock, fixed or per customer.
  case stockAmount
  /// A distribution of plain numbers or of times.
  case distribution(DistributionParser.Unit)
  /// A distribution of times, or the delivery time of the last order.
  case dwell
  /// A time, or a number of decisions.
  case update
  /// The name of a metric, which is known once the journey is.
  case metric
}

extension ScalarKind {
  /// The version of the format that this program reads.
  static let formatVersion = 1

  /// Whether a value must be written without quotes to be of this kind.
  private var isNumeric: Bool {
    switch self {
    case .number, .whole, .money, .version: true
    default: false
    }
  }

  func check(_ scalar: Tree.Scalar, currency: Currency) throws(ValueFault) {
    let text = scalar.text
    guard !scalar.isNull else { throw ValueFault("has no value") }
    let isQuotedNumber = !scalar.isPlain && WrittenNumber(text) != nil
    if isNumeric || acceptsNumbers, isQuotedNumber {
      throw ValueFault("must be a number without quotes; found `\"\(text.shortened)\"`")
    }
    switch self {
    case .text(let maximum): try Quantities.text(text, maximum: maximum)
    case .word(let words): try Quantities.word(text, of: words)
    case .yesNo: _ = try Quantities.yesNo(text)
    case .number(let bounds): _ = try Quantities.number(text, bounds)
    case .whole(let bounds): _ = try Quantities.whole(text, bounds)
    case .share(let bounds): _ = try Quantities.share(text, bounds)
    case .money: _ = try Quantities.money(text, currency)
    case .threshold: _ = try Quantities.threshold(text, currency)
    case .time(let bounds): _ = try Quantities.hours(text, bounds)
    case .rate: _ = try Quantities.ratePerHour(text, .positive)
    case .date: _ = try Quantities.date(text)
    case .currency: try Quantities.currency(text)
    case .version: try Quantities.version(text)
    case .stockAmount: _ = try Quantities.stockAmount(text)
    case .distribution(let unit): _ = try DistributionParser.parse(text, unit: unit)
    case .dwell:
      guard text != "delivery time" else { return }
      _ = try DistributionParser.parse(text, unit: .time)
    case .update: _ = try Quantities.updateRule(text)
    case .metric: try Quantities.text(text, maximum: 200)
    }
  }

  /// Whether a bare number is one way to write a value of this kind.
  private var acceptsNumbers: Bool {
    switch self {
    case .share, .threshold, .stockAmount, .distribution(.plain): true
    default: false
    }
  }

  /// The kind in words, to follow "must be".
  var words: String {
    switch self {
    case .text, .metric: "text"
    case .word(let words): (words.count > 1 ? "one of " : "") + NearestName.list(words)
    case .yesNo: "`yes` or `no`"
    case .number: "a number"
    case .whole: "a whole number"
    case .share: "a share, e.g. `30 %`"
    case .money: "an amount of money, e.g. `4.95`"
    case .threshold: "an amount of money or `never`"
    case .time: "a time, e.g. `60 days`"
    case .rate: "a rate, e.g. `500 / day`"
    case .date: "a date, e.g. `2026-01-05`"
    case .currency: "a currency code, e.g. `EUR`"
    case .version: "the number \(Self.formatVersion)"
    case .stockAmount: "a whole number, or a number per customer, e.g. `0.035 / customer`"
    case .distribution(.plain): "a number or a distribution, e.g. `normal(mean: 0, sd: 1)`"
    case .distribution(.time), .dwell:
      "a time or a distribution, e.g. `gamma(mean: 9 min, sd: 8 min)`"
    case .update: "a time or a number of decisions, e.g. `1 day` or `100 decisions`"
    }
  }
}

extension Quantities {
  /// An amount of money, or nil for `never`.
  static func threshold(_ text: String, _ currency: Currency) throws(ValueFault) -> Money? {
    if text == "never" { return nil }
    guard WrittenNumber(text) != nil else {
      throw ValueFault("must be an amount of money or `never`; found `\(text.shortened)`")
    }
    return try money(text, currency)
  }

  /// Units of stock: `200`, or `0.035 / customer`.
  static func stockAmount(_ text: String) throws(ValueFault) -> Stock.Amount {
    let bounds = Bounds(lower: 0, upper: 1e12)
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return .units(try whole(text, bounds)) }
    guard parts[1].trimmed == "customer" else {
      throw ValueFault(
        "must be a whole number, or a number per customer, e.g. `0.035 / customer`; "
          + "found `\(text.shortened)`")
    }
    return .perCustomer(try number(parts[0].trimmed, bounds))
  }

  /// When policies learn: `1 day`, or `100 decisions`.
  static func updateRule(_ text: String) throws(ValueFault) -> UpdateRule {
    let parts = text.split(separator: " ")
    if let word = parts.last, ["decision", "decisions"].contains(word) {
      let number = parts.dropLast().joined(separator: " ")
      return .decisions(try whole(number, Bounds(lower: 1, upper: 1e9)))
    }
    guard text.contains(where: \.isLetter) else {
      throw ValueFault(
        "must be \(ScalarKind.update.words); found `\(text.shortened)`")
    }
    return .every(hours: try hours(text, Bounds(lower: 0, upper: 876_000, excludesLower: true)))
  }

  static func currency(_ text: String) throws(ValueFault) {
    guard Currency.named(text) == nil else { return }
    throw ValueFault(
      "must be a currency code, e.g. `EUR`; found `\(text.shortened)`",
      note: "known are \(Currency.known.map(\.code).joined(separator: " "))")
  }

  static func version(_ text: String) throws(ValueFault) {
    guard text != String(ScalarKind.formatVersion) else { return }
    throw ValueFault(
      "must be \(ScalarKind.formatVersion), the version that this program reads; "
        + "found `\(text.shortened)`")
  }
}
