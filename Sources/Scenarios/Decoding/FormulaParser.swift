import Support

/// What formulas of a scenario can name.
struct Vocabulary: Sendable {
  var traits: [String] = []
  /// Those of the traits that the business knows.
  var observedTraits: Set<String> = []
  var states: [String] = []
  var segments: [String] = []
  var channels: [String] = []
  var shipping: [String] = []
  var products: [String] = []
  /// Names of the products' further numbers.
  var productNumbers: [String] = []
  /// Names of the shop's numbers.
  var shop: [String] = []

  /// What stands before a name in parentheses.
  static let groups = ["segment", "channel", "shipping", "product", "peak", "after"]

  var words: [String] {
    traits + states + productNumbers + shop + Attribute.allCases.map(\.rawValue)
  }

  func quantity(_ word: String) -> Quantity? {
    if let index = traits.firstIndex(of: word) { return .trait(index) }
    if let index = states.firstIndex(of: word) { return .state(index) }
    if let index = productNumbers.firstIndex(of: word) { return .productNumber(index) }
    if let index = shop.firstIndex(of: word) { return .shop(index) }
    return Attribute(rawValue: word).map(Quantity.attribute)
  }

  /// The names that stand in parentheses after `segment`, `channel`, `shipping`, `product` or `peak`.
  func members(of group: String) -> [String]? {
    switch group {
    case "segment": segments
    case "channel": channels
    case "shipping": shipping
    case "product": products
    case "peak": states
    default: nil
    }
  }

  /// The quantity of a member of a group.
  func indicator(_ group: String, _ index: Int) -> Quantity {
    switch group {
    case "segment": .segment(index)
    case "channel": .channel(index)
    case "shipping": .shipping(index)
    case "peak": .peak(index)
    default: .product(index)
    }
  }
}

/// Reads the terms of formulas, such as `price_sensitivity * log(price / rival_price)`.
struct FormulaParser {
  private let vocabulary: Vocabulary
  private var scanner: TextScanner

  /// The factors of a term; none for `constant`.
  static func factors(_ text: String, _ vocabulary: Vocabulary) throws(ValueFault) -> [Factor] {
    guard text.trimmed != "constant" else { return [] }
    var parser = FormulaParser(vocabulary: vocabulary, scanner: TextScanner(text))
    var factors = [try parser.factor(sign: 1)]
    while !parser.scanner.isAtEnd {
      let sign = try parser.sign()
      factors.append(try parser.factor(sign: sign))
    }
    return factors
  }

  private mutating func sign() throws(ValueFault) -> Int {
    if scanner.skip("*") { return 1 }
    if scanner.skip("/") { return -1 }
    throw ValueFault(
      "is not a term: expected `*` or `/`, found \(scanner.found)", range: scanner.rangeOfNext)
  }

  private mutating func factor(sign: Int) throws(ValueFault) -> Factor {
    let start = scanner
    let (word, range) = scanner.takeIdentifier()
    guard let transform = Factor.Transform(rawValue: word), transform != .identity,
      scanner.skip("(")
    else {
      if scanner.next == "(", !word.isEmpty, vocabulary.members(of: word) == nil, word != "after" {
        let transforms = Factor.Transform.written.map(\.rawValue)
        throw ValueFault(
          "is not a term: `\(word)` is no transform",
          note: NearestName.note(for: word, among: transforms + Vocabulary.groups), range: range)
      }
      scanner = start
      return Factor(transform: .identity, powers: [try power(sign: sign)])
    }
    guard sign == 1 else {
      throw ValueFault(
        "is not a term: it divides by `\(word)(…)`", note: "divide inside the parentheses",
        range: range)
    }
    var powers = [try power(sign: 1)]
    while !scanner.skip(")") {
      guard !scanner.isAtEnd else {
        throw ValueFault(
          "is not a term: `\(word)(` has no `)`", range: scanner.rangeOfNext)
      }
      let sign = try self.sign()
      powers.append(try power(sign: sign))
    }
    return Factor(transform: transform, powers: powers)
  }

  private mutating func power(sign: Int) throws(ValueFault) -> Power {
    let quantity = try quantity()
    guard scanner.skip("^") else { return Power(quantity: quantity, exponent: sign) }
    let (text, range) = scanner.take(upTo: ["*", "/", ")", "("])
    guard let exponent = Int(text), exponent != 0, (-4...4).contains(exponent) else {
      throw ValueFault(
        "is not a term: an exponent must be a whole number from -4 to 4 and not 0; "
          + "found `\(text.shortened)`", range: range)
    }
    return Power(quantity: quantity, exponent: sign * exponent)
  }

  private mutating func quantity() throws(ValueFault) -> Quantity {
    let (word, range) = scanner.takeIdentifier()
    guard !word.isEmpty else {
      throw ValueFault(
        "is not a term: expected a quantity, found \(scanner.found)", range: scanner.rangeOfNext)
    }
    if let members = vocabulary.members(of: word), scanner.skip("(") {
      let (name, place) = scanner.take(upTo: [")"])
      guard scanner.skip(")") else {
        throw ValueFault("is not a term: `\(word)(` has no `)`", range: range)
      }
      guard let index = members.firstIndex(of: name) else {
        throw ValueFault(
          "names the unknown \(word) `\(name.shortened)`",
          note: members.isEmpty ? "there is none" : NearestName.note(for: name, among: members),
          range: place)
      }
      return vocabulary.indicator(word, index)
    }
    if word == "after", scanner.skip("(") { return try moment(range) }
    guard let quantity = vocabulary.quantity(word) else {
      throw ValueFault(
        "names the unknown quantity `\(word.shortened)`", note: note(word), range: range)
    }
    return quantity
  }

  private mutating func moment(_ word: Range<Int>) throws(ValueFault) -> Quantity {
    let (text, place) = scanner.take(upTo: [")"])
    guard scanner.skip(")") else {
      throw ValueFault("is not a term: `after(` has no `)`", range: word)
    }
    do throws(ValueFault) {
      return .after(hours: try Quantities.hours(text))
    } catch {
      throw ValueFault("is not a term: `after` \(error.message)", note: error.note, range: place)
    }
  }

  private func note(_ word: String) -> String {
    let list = "quantities are \(vocabulary.words.map { "`\($0)`" }.joined(separator: ", "))"
    guard let nearest = NearestName.of(word, among: vocabulary.words) else { return list }
    return "did you mean `\(nearest)`? \(list)"
  }
}
