package import Support

extension GroupSequentialBoundary {
  package static let forms =
    "obrien-fleming, pocock, wang-tsiatis(DELTA), spending-obrien-fleming, spending-pocock,"
    + " power(RHO) or hwang-shih-decani(GAMMA)"

  /// Reads a boundary from text such as `pocock` or `power(3)`.
  package init(parsing text: String) throws(ArgumentError) {
    let error = ArgumentError("boundary", found: "\"\(text)\"", allowed: Self.forms)
    var name = text
    var number: Double?
    if let open = text.firstIndex(of: "("), text.hasSuffix(")") {
      let inside = text[text.index(after: open)...].dropLast()
      guard let value = Double(inside), value.isFinite else { throw error }
      name = String(text[..<open])
      number = value
    }
    switch (name, number) {
    case ("obrien-fleming", nil): self = .obrienFleming
    case ("pocock", nil): self = .pocock
    case ("spending-obrien-fleming", nil): self = .spending(.obrienFleming)
    case ("spending-pocock", nil): self = .spending(.pocock)
    case ("wang-tsiatis", let delta?) where abs(delta) <= 1: self = .wangTsiatis(delta)
    case ("power", let exponent?) where exponent > 0: self = .spending(.power(exponent))
    case ("hwang-shih-decani", let gamma?): self = .spending(.hwangShihDeCani(gamma))
    default: throw error
    }
  }
}
