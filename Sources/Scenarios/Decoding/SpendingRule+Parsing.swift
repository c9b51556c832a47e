import Support

extension SpendingRule {
  static let forms =
    "`obrien-fleming`, `pocock`, `power(3)`, `hsd(-4)`, `always valid` or `none` (peeking)"

  /// Reads a rule such as `pocock` or `power(3)`.
  init(parsing text: String) throws(ValueFault) {
    let fault = ValueFault("must be \(Self.forms); found `\(text.shortened)`")
    switch text {
    case "obrien-fleming": self = .obrienFleming
    case "pocock": self = .pocock
    case "always valid": self = .alwaysValid
    case "none": self = .peeking
    default:
      guard let open = text.firstIndex(of: "("), text.hasSuffix(")") else { throw fault }
      let inside = String(text[text.index(after: open)...].dropLast()).trimmed
      switch text[..<open] {
      case "power":
        self = .power(
          try Quantities.number(inside, Bounds(lower: 0, upper: 100, excludesLower: true)))
      case "hsd":
        self = .hwangShihDeCani(try Quantities.number(inside, Bounds(lower: -100, upper: 100)))
      default: throw fault
      }
    }
  }
}
