import Support
import Testing

@Suite struct NumberTests {
  private func written(_ write: (inout ByteBuffer) -> Void) -> String {
    var buffer = ByteBuffer(capacity: 1)
    write(&buffer)
    return buffer.text
  }

  @Test(arguments: [
    0, 1, -1, 9, 10, 99, 100, 1_000_000, -12_345_678_901, 999_999_999_999_999_999,
    1_000_000_000_000_000_000, Int64.max, Int64.min,
  ])
  func `whole numbers are written as Swift writes them`(value: Int64) {
    #expect(written { $0.append(integer: value) } == String(value))
  }

  @Test(arguments: [
    (Int64(1490), 2, "14.90"), (5, 2, "0.05"), (-5, 2, "-0.05"), (0, 2, "0.00"),
    (-123_456, 3, "-123.456"), (980, 0, "980"), (Int64.min, 2, "-92233720368547758.08"),
  ])
  func `money is written as a decimal`(minor: Int64, decimals: Int, text: String) {
    #expect(written { $0.append(money: minor, decimals: decimals) } == text)
  }

  /// SplitMix64 (Steele, Lea and Flood 2014), so that the numbers are the same everywhere.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var bits = state
      bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
      bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
      return bits ^ (bits >> 31)
    }
  }

  @Test func `numbers of every size read back as the same value`() throws {
    var generator = Generator(state: 20_260_105)
    for _ in 0..<20_000 {
      let value = Double(bitPattern: generator.next())
      guard value.isFinite else { continue }
      let text = written { $0.append(number: value) }
      #expect(Double(text) == value)
    }
  }

  @Test func `whole numbers and money of every length are written digit by digit`() {
    var generator = Generator(state: 5)
    for _ in 0..<20_000 {
      let value = Int64(bitPattern: generator.next()) >> Int64(generator.next() % 64)
      #expect(written { $0.append(integer: value) } == String(value))
      for decimals in 1...3 {
        let digits = String(value.magnitude)
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        let text = padded.dropLast(decimals) + "." + padded.suffix(decimals)
        let money = written { $0.append(money: value, decimals: decimals) }
        #expect(money == (value < 0 ? "-" : "") + text)
      }
    }
  }

  @Test(arguments: [(0.1, "0.1"), (-0.0, "0"), (1e16, "1e+16"), (123_456_789, "123456789")])
  func `short numbers are written short`(value: Double, text: String) {
    #expect(written { $0.append(number: value) } == text)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func `what is no number is written as nothing`(value: Double) {
    #expect(written { $0.append(number: value) } == "")
  }
}
