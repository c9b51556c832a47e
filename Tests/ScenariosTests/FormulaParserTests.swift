import Testing

@testable import Scenarios

@Suite struct `Formula terms` {
  private let vocabulary = Vocabulary(
    traits: ["price_sensitivity", "trust"], states: ["satisfaction"],
    segments: ["regulars", "in a hurry"], channels: ["email"], shipping: ["express"],
    products: ["mug", "tea box"])

  private func plain(_ quantity: Quantity, _ exponent: Int = 1) -> Factor {
    Factor(transform: .identity, powers: [Power(quantity: quantity, exponent: exponent)])
  }

  @Test func `are products of powers and transforms`() throws {
    #expect(try FormulaParser.factors("constant", vocabulary) == [])
    #expect(try FormulaParser.factors("trust", vocabulary) == [plain(.trait(1))])
    #expect(try FormulaParser.factors("trust^2", vocabulary) == [plain(.trait(1), 2)])
    #expect(
      try FormulaParser.factors("satisfaction/price ^ 2", vocabulary)
        == [plain(.state(0)), plain(.attribute(.price), -2)])
    #expect(
      try FormulaParser.factors("price_sensitivity * log(price / rival_price)", vocabulary)
        == [
          plain(.trait(0)),
          Factor(
            transform: .log,
            powers: [
              Power(quantity: .attribute(.price), exponent: 1),
              Power(quantity: .attribute(.rivalPrice), exponent: -1),
            ]),
        ])
  }

  @Test func `name moments of the market`() throws {
    #expect(
      try FormulaParser.factors("trust * after(30 days)", vocabulary)
        == [plain(.trait(1)), plain(.after(hours: 720))])
    #expect(try FormulaParser.factors("day", vocabulary) == [plain(.attribute(.day))])
    for text in ["after(30)", "after(30 parsecs)", "after(-2 days)", "after(30 days", "after"] {
      #expect(throws: ValueFault.self) { try FormulaParser.factors(text, vocabulary) }
    }
  }

  @Test func `name members of groups`() throws {
    #expect(try FormulaParser.factors("segment(in a hurry)", vocabulary) == [plain(.segment(1))])
    #expect(
      try FormulaParser.factors("channel(email) * trust", vocabulary)
        == [plain(.channel(0)), plain(.trait(1))])
    #expect(
      try FormulaParser.factors("product( tea box )^-1", vocabulary) == [plain(.product(1), -1)])
    #expect(
      try FormulaParser.factors("exp(shipping(express) * trust)", vocabulary)
        == [
          Factor(
            transform: .exp,
            powers: [
              Power(quantity: .shipping(0), exponent: 1), Power(quantity: .trait(1), exponent: 1),
            ])
        ])
  }

  @Test(arguments: [
    "", "trsut", "trust trust", "trust *", "* trust", "trust ** trust", "trust^0", "trust^5",
    "trust^1.5", "trust^", "log(trust", "log()", "log trust", "ln(trust)", "log(log(trust))",
    "trust / log(trust)", "trust + trust", "2 * trust", "segment(regular)", "segment(", "segment",
    "channel()", "identity(trust)", "constant * trust", "(trust)", "trust)",
  ])
  func `that make no sense are refused`(text: String) {
    #expect(throws: ValueFault.self) { try FormulaParser.factors(text, vocabulary) }
  }

  @Test func `point at the unknown word and name the nearest one`() throws {
    let fault = try #require(throws: ValueFault.self) {
      try FormulaParser.factors("log(price / rival_prise)", vocabulary)
    }
    #expect(fault.range == 12..<23)
    #expect(fault.note?.hasPrefix("did you mean `rival_price`?") == true)
  }
}
