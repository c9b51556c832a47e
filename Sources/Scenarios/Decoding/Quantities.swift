import Support

/// Readers of single values: numbers, shares, times, money, dates.
///
/// Each takes the text as written and throws a clause that says what is allowed instead.
enum Quantities {
  /// A finite number, such as `0.3`.
  static func number(_ text: String, _ bounds: Bounds = .any) throws(ValueFault) -> Double {
    guard let value = WrittenNumber(text)?.value else {
      if isNotFinite(text) { throw ValueFault("must be finite; found `\(text.shortened)`") }
      throw ValueFault("must be a number, e.g. `0.3`; found `\(text.shortened)`")
    }
    return try within(bounds, value, text)
  }

  /// A whole number, such as `40`.
  static func whole(_ text: String, _ bounds: Bounds = .any) throws(ValueFault) -> Int {
    guard let number = WrittenNumber(text), let value = number.scaled(decimals: 0) else {
      throw ValueFault("must be a whole number, e.g. `40`; found `\(text.shortened)`")
    }
    _ = try within(bounds, Double(value), text)
    guard value.magnitude < 1 << 52 else {
      throw ValueFault("is too large; found `\(text.shortened)`")
    }
    return Int(value)
  }

  /// A share, such as `30 %` or `0.3`, as a number.
  static func share(_ text: String, _ bounds: Bounds = .unit) throws(ValueFault) -> Double {
    var number = text
    var scale = 1.0
    if text.hasSuffix("%") {
      number = String(text.dropLast()).trimmed
      scale = 100
    }
    guard let value = WrittenNumber(number)?.value else {
      if isNotFinite(number) { throw ValueFault("must be finite; found `\(text.shortened)`") }
      throw ValueFault("must be a share, e.g. `30 %` or `0.3`; found `\(text.shortened)`")
    }
    guard value.isFinite, bounds.contains(value / scale) else {
      let write = { (value: Double) in "\(Bounds.write(value * 100)) %" }
      throw ValueFault("must be \(bounds.words(write)); found `\(text.shortened)`")
    }
    return value / scale
  }

  /// Yes or no.
  static func yesNo(_ text: String) throws(ValueFault) -> Bool {
    switch text {
    case "yes", "true": return true
    case "no", "false": return false
    default: throw ValueFault("must be `yes` or `no`; found `\(text.shortened)`")
    }
  }

  /// One of a few words.
  static func word(_ text: String, of words: [String]) throws(ValueFault) {
    guard !words.contains(text) else { return }
    let nearest = NearestName.of(text, among: words).map { "did you mean `\($0)`?" }
    throw ValueFault(
      "must be \(words.count > 1 ? "one of " : "")\(NearestName.list(words)); "
        + "found `\(text.shortened)`", note: nearest)
  }

  /// Text that a person reads: not empty, of bounded length.
  static func text(_ text: String, maximum: Int) throws(ValueFault) {
    guard !text.trimmed.isEmpty else { throw ValueFault("is empty") }
    guard text.count <= maximum else {
      throw ValueFault("is longer than \(maximum) characters")
    }
  }

  static func within(
    _ bounds: Bounds, _ value: Double, _ text: String
  ) throws(ValueFault) -> Double {
    guard value.isFinite else { throw ValueFault("must be finite; found `\(text.shortened)`") }
    guard bounds.contains(value) else {
      throw ValueFault("must be \(bounds.words()); found `\(text.shortened)`")
    }
    return value
  }

  private static func isNotFinite(_ text: String) -> Bool {
    let bare = text.lowercased().drop { "+-.".contains($0) }
    return ["inf", "infinity", "nan"].contains(bare)
  }
}

extension StringProtocol {
  var trimmed: String {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest = rest.dropFirst() }
    while rest.last?.isWhitespace == true { rest = rest.dropLast() }
    return String(rest)
  }
}
