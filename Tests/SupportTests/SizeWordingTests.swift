import Support
import Testing

@Suite struct `Sizes, sums and ranges in words` {
  private static let euros = DisplayUnit.money(currency: "EUR", decimals: 2)

  @Test(arguments: [
    (
      StatedValue.size(0.0044, .percent, Interval(lower: 0.0012, upper: 0.0076)),
      "0.44 points [0.12, 0.76]"
    ),
    (.size(0.12, .percent, margin: 0.05), "12.00 points ±5.00"),
    (.size(0.198, euros, Interval(lower: -0.06, upper: 0.45)), "0.20 EUR [-0.06, 0.45]"),
    (.sum(119, euros, Interval(lower: -2702.4, upper: 2940)), "119.00 EUR [-2,702, 2,940]"),
    (.sum(1234.5, .money(currency: "", decimals: 2)), "1,235"),
    (.sum(nil, euros), "–"),
    (.range(0.2, euros, Interval(lower: -0.057, upper: 0.452)), "[-0.06, 0.45]"),
  ])
  func `keep the unit that words around them rely on`(value: StatedValue, text: String) {
    #expect(NumberText.text(value) == text)
  }
}
