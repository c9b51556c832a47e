import Support

/// What things in a scenario may be called.
enum Names {
  /// Characters that formulas and paths need for themselves.
  static let reserved = "~*/():,"

  /// Checks the name of a segment, product, stage, arm and the like.
  static func check(_ name: String) throws(ValueFault) {
    guard !name.isEmpty else { throw ValueFault("is empty") }
    if let bad = name.first(where: { reserved.contains($0) }) {
      throw ValueFault(
        "is not a name: it contains `\(bad)`",
        note: "a name is any text without `~ * / ( ) : ,`")
    }
    guard name.first != ".", name.last != "." else {
      throw ValueFault("is not a name: it begins or ends with `.`")
    }
    guard name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7f }) else {
      throw ValueFault("is not a name: it contains a control character")
    }
    guard !name.unicodeScalars.contains(where: \.turnsText) else {
      throw ValueFault("is not a name: it contains a character that turns the text's direction")
    }
    guard name.unicodeScalars.count <= 60 else {
      throw ValueFault("is longer than 60 characters")
    }
    guard name.first != " ", name.last != " " else {
      throw ValueFault("begins or ends with a space")
    }
  }

  /// Checks the name of a trait, a state or a number of the shop.
  static func checkIdentifier(_ name: String) throws(ValueFault) {
    let isLetter = { (byte: UInt8) in
      (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte) || byte == 0x5f
    }
    let isFine =
      name.utf8.first.map(isLetter) == true
      && name.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) }
    guard isFine, name.utf8.count <= 60 else {
      throw ValueFault(
        "is not an identifier", note: "use letters, digits and `_`, e.g. `price_sensitivity`")
    }
    guard !taken.contains(name) else {
      throw ValueFault("is a quantity that every scenario has; choose another name")
    }
  }

  /// Names that formulas give a meaning of their own.
  static let taken =
    Attribute.allCases.map(\.rawValue) + Factor.Transform.allCases.map(\.rawValue)
    + ["constant", "segment", "channel", "shipping", "product", "peak"]
}
