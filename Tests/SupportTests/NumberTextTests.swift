import Support
import Testing

/// How numbers are worded: the form decides digits, sign and unit.
@Suite struct NumberTextTests {
  private static let euro = DisplayUnit.money(currency: "EUR", decimals: 2)
  private static let whole = Interval(lower: -0.123, upper: .infinity)

  @Test(arguments: [
    (StatedValue.count(0), "0"), (.count(999), "999"), (.count(30_012), "30,012"),
    (.count(-1_234_567), "-1,234,567"), (StatedValue(1e19, .count), "1e+19"),
    (StatedValue(2.5, .count), "3"),
    (.fixed(-0.004, decimals: 2), "0.00"), (.fixed(-0.005, decimals: 2), "-0.01"),
    (.fixed(1e300, decimals: 2), "1e+300"), (.fixed(2, decimals: 1, margin: 0.25), "2.0 ±0.3"),
    (.fixed(2, decimals: 1, margin: .nan), "2.0"),
    (.signed(24.64, decimals: 1), "+24.6"), (.signed(-3, decimals: 0), "-3"),
    (.signed(0, decimals: 1), "0.0"),
    (.number(0), "0.000"), (.number(0.034_81), "0.03481"), (.number(0.1), "0.100"),
    (.number(99.994), "99.99"), (.number(123.45), "123.5"), (.number(12_345.6), "12346"),
    (.days(12.345), "12.35 days"), (.days(0.5), "0.500 days"), (.days(730), "730.0 days"),
    (.days(1_000), "2.7 years"), (.days(24_114), "66 years"), (.days(40_000), "out of reach"),
    (.setting(0.05), "0.05"), (.setting(3), "3"), (.setting(-4), "-4"), (.setting(0), "0"),
    (.setting(0.95, .percent), "95 %"), (.setting(1 - 0.0001, .percent), "99.99 %"),
    (.setting(90, .named("days")), "90 days"), (.setting(123_456_789), "123456789"),
    (.setting(1e-12), "1e-12"),
  ])
  func `plain numbers`(value: StatedValue, text: String) {
    #expect(NumberText.text(value) == text)
  }

  @Test(arguments: [
    (StatedValue.share(0.0291), "2.91 %"), (.share(0.126_2, decimals: 1), "12.6 %"),
    (.share(0.5, decimals: 0, margin: 0.012), "50 ±1 %"),
    (.change(0.991), "+99 %"), (.change(0.2), "+20 %"), (.change(0.199_4), "+19.9 %"),
    (.change(-0.25), "-25 %"), (.change(-0.02), "-2.0 %"), (.change(0.004), "+0.40 %"),
    (.change(0), "0.00 %"), (.change(-0.000_01), "0.00 %"), (.change(12.5), "+1250 %"),
    (.change(-0.198, Interval(lower: -0.506, upper: 0.262)), "-19.8 % [-51, +26]"),
    (.change(0.05, whole), "+5.0 % [-12.3, ∞]"),
    (.change(0.84, margin: 0.03), "+84 % ±3.0"), (.change(-0.33, margin: 0.0094), "-33 % ±0.94"),
    (.changeOfChange(0.154), "+15.4 points"),
  ])
  func `shares and changes`(value: StatedValue, text: String) {
    #expect(NumberText.text(value) == text)
  }

  @Test(arguments: [
    (StatedValue.level(0.0281, .percent), "2.81 %"),
    (.level(0.0281, .percent, Interval(lower: 0.0269, upper: 0.0293)), "2.81 % ±0.12"),
    (.level(-0.004, euro), "0.00"), (.level(41.2, euro), "41.20"),
    (.level(3.456_78, .named("days")), "3.457"), (.amount(41.2, euro), "41.20 EUR"),
    (.amount(3.456_78, .named("days")), "3.457 days"),
    (.difference(0.004_18, .percent), "+0.42 points"), (.difference(-1.205, euro), "-1.21"),
    (
      .difference(0.002, .percent, Interval(lower: -0.01, upper: 0.014)),
      "+0.20 points [-1.00, +1.40]"
    ),
    (.signedAmount(-1.205, euro), "-1.21 EUR"), (.signedAmount(0.004_18, .percent), "+0.42 points"),
    (
      .signedAmount(2, .named("days"), Interval(lower: 1, upper: 3)),
      "+2.000 days [+1.000, +3.000]"
    ),
    (.interval(Interval(lower: -0.0303, upper: 0.0409), .percent), "[-3.03, +4.09]"),
    (.interval(Interval(lower: -.infinity, upper: 0.5), .number), "[-∞, +0.500]"),
    (.interval(nil, .number), "–"),
  ])
  func `values of metrics`(value: StatedValue, text: String) {
    #expect(NumberText.text(value) == text)
  }

  @Test(arguments: [
    (StatedValue.probability(0.000_099), "p < 0.0001"), (.probability(0.0001), "p = 0.00010"),
    (.probability(0.0123), "p = 0.012"), (.probability(1), "p = 1.00"), (.pValue(0), "< 0.0001"),
    (.pValue(0.6), "0.60"), (.factor(1.694), "1.69 ×"),
    (.statistic(-1.6, "z"), "z = -1.60"),
    (.statistic(-2.25, "t", degreesOfFreedom: 434), "t(434.0) = -2.25"),
  ])
  func `tests and factors`(value: StatedValue, text: String) {
    #expect(NumberText.text(value) == text)
  }

  @Test(arguments: [
    StatedValue.Form.count, .fixed(decimals: 2), .signed(decimals: 1), .number, .setting(.percent),
    .share(decimals: 2), .change, .changeOfChange, .level(euro), .amount(euro), .difference(euro),
    .signedAmount(euro), .interval(euro), .probability, .pValue, .factor(decimals: 2),
    .statistic(letter: "z", degreesOfFreedom: nil),
  ])
  func `what is no number is a dash`(form: StatedValue.Form) {
    #expect(NumberText.text(StatedValue(nil, form)) == "–")
    #expect(NumberText.text(StatedValue(.nan, form)) == "–")
    #expect(NumberText.text(StatedValue(.infinity, form)) == "–")
  }

  @Test func `programs get the number as it is`() {
    #expect(StatedValue.change(0.991_23).json == .number(0.991_23))
    #expect(StatedValue.change(nil).json == .null)
    #expect(
      StatedValue.change(0.1, Interval(lower: 0, upper: 0.2), margin: 0.05).json
        == .object([
          "value": .number(0.1), "low": .number(0), "high": .number(0.2), "margin": .number(0.05),
        ]))
  }
}
