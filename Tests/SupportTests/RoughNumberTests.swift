import Testing

@testable import Support

@Suite struct `Numbers that are known only roughly` {
  private let euros = DisplayUnit.money(currency: "EUR", decimals: 2)

  @Test func `are written to the second digit of the largest of them`() {
    func text(_ value: Double, _ low: Double? = nil, _ high: Double? = nil) -> String {
      let interval = low.flatMap { low in high.map { Interval(lower: low, upper: $0) } }
      return NumberText.text(.rough(value, euros, interval))
    }
    #expect(text(5_412) == "+5,400 EUR")
    #expect(text(-1_083) == "-1,100 EUR")
    #expect(text(5_412, 2_886, 7_912) == "+5,400 EUR [+2,900, +7,900]")
    #expect(text(110, -4_980, 5_300) == "+100 EUR [-5,000, +5,300]")
    #expect(text(42.4) == "+42 EUR")
    #expect(text(0) == "0 EUR")
    #expect(text(99.6) == "+100 EUR")
    #expect(text(-0.2) == "0 EUR")
    #expect(text(.nan) == NumberText.missing)
  }

  @Test(arguments: [
    (991.4, "991"), (10, "10"), (9.96, "10"), (9.94, "9.9"), (0.04, "0.0"), (1_006, "1,006"),
  ])
  func `of 1,000 are whole from 10 on`(value: Double, text: String) {
    #expect(NumberText.text(.rate(value)) == text)
    let signed = NumberText.text(.signedRate(value))
    #expect(signed == "+\(text)")
  }
}
