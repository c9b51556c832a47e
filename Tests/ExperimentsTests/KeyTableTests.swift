import Testing

@testable import Experiments

@Suite struct KeyTableTests {
  static func key(_ text: String) -> CellKey {
    let bytes = Array("..\(text)..".utf8)
    return CellKey(bytes, from: 2, to: bytes.count - 2)
  }

  @Test func `Fifty thousand keys of all lengths are kept apart and found again`() {
    var table = KeyTable()
    func text(_ index: Int) -> String {
      index.isMultiple(of: 2) ? "C\(index)" : "customer-with-a-long-name-\(index)"
    }
    for index in 0..<50_000 {
      #expect(table.find(Self.key(text(index)), orStore: UInt32(index)) == nil)
    }
    #expect(table.count == 50_000)
    for index in stride(from: 0, to: 50_000, by: 97) {
      #expect(table.find(Self.key(text(index)), orStore: 0) == UInt32(index))
    }
  }

  @Test(arguments: [
    ("", "\0"), ("a", "a\0"), ("12345678", "\0" + "12345678"), ("ab", "ba"),
    ("12345678901", "123456789012"), ("123456789012", "12345678901\0"),
    ("1234567890123", "12345678\090123"),
  ])
  func `Cells that look alike have different keys`(left: String, right: String) {
    #expect(Self.key(left) != Self.key(right))
    #expect(Self.key(left) == Self.key(left))
  }

  @Test func `An empty cell is a key like another`() {
    var table = KeyTable()
    #expect(table.find(Self.key(""), orStore: 5) == nil)
    for index in 0..<200 { _ = table.find(Self.key("\(index)"), orStore: 9) }
    #expect(table.find(Self.key(""), orStore: 6) == 5)
  }
}
