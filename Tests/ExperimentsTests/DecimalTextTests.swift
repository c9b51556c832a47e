import Testing

@testable import Experiments

@Suite struct DecimalTextTests {
  static let texts = [
    "0", "-0", "1", "+7", "007", "3.14", ".5", "5.", "-12.50", "0.1", "123456789.987654321",
    "9007199254740993", "0.000000000000000001", "1e3", "-2.5E-7", "179769313486231570000.0",
    "123456789012345678901234567890", "4.35", "0.30000000000000004", "2.2250738585072014e-308",
  ]

  /// Swift's own parser rounds correctly and stands as the oracle.
  @Test(arguments: texts)
  func `Numbers are read to the last bit`(text: String) {
    let bytes = Array("x\(text)y".utf8)
    let number = DecimalText.number(bytes, from: 1, to: bytes.count - 1)
    #expect(number?.bitPattern == Double(text)?.bitPattern)
  }

  @Test(arguments: [
    "", " ", "-", ".", "e5", "1e", "1e999", "nan", "NaN", "inf", "-Infinity", "0x10", "1,5", "1 2",
    "--1", "1-", "12a", "TRUE", "NA", "1e5.5", "1_000",
  ])
  func `What is no finite decimal number is none`(text: String) {
    let bytes = Array(text.utf8)
    #expect(DecimalText.number(bytes, from: 0, to: bytes.count) == nil)
  }

  @Test func `Spaces around a number do not matter`() {
    let bytes = Array("  2.5 ".utf8)
    #expect(DecimalText.number(bytes, from: 0, to: bytes.count) == 2.5)
  }
}
