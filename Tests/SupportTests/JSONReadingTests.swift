import Foundation
import Support
import TestSupport
import Testing

@Suite struct `A JSON document` {
  @Test(arguments: [
    ("null", JSON.null), (" true ", .boolean(true)), ("false", .boolean(false)),
    ("0", .integer(0)), ("-12", .integer(-12)), ("1.5e3", .number(1500)),
    ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
    ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("1e2", .number(100)),
    (#""a\"\\\/\b\f\n\r\té""#, .text("a\"\\/\u{8}\u{c}\n\r\té")),
    (#""\u00e9\ud83d\ude00\u0000""#, .text("é😀\0")), ("[]", .array([])), ("{}", .object([:])),
    ("[1,[2 , null]]", .array([.integer(1), .array([.integer(2), .null])])),
    (#"{"b":1,"a":{"c":[]}}"#, .object(["b": .integer(1), "a": .object(["c": .array([])])])),
  ])
  func `is read`(text: String, value: JSON) throws {
    #expect(try JSON.parse(text) == value)
  }

  @Test func `keeps the order of keys, and of a key given twice the last value`() throws {
    let value = try JSON.parse(#"{"z":1,"a":2,"z":3}"#)
    #expect(value.compact == #"{"z":3,"a":2}"#)
    let many = (0..<100).map { "\"k\($0 % 50)\":\($0)" }.joined(separator: ",")
    let read = try JSON.parse("{\(many)}")
    #expect(read.members?.entries.count == 50)
    #expect(read["k7"] == .integer(57))
  }

  @Test func `with very many keys is read in time that grows with its size`() throws {
    let keys = (0..<100_000).map { "\"\($0)\":0" }.joined(separator: ",")
    #expect(try JSON.parse("{\(keys)}").members?.entries.count == 100_000)
  }

  @Test(arguments: [
    "", " ", "nul", "tru", "truex", "[1,]", "[1 2]", "[", "]", "{", "{\"a\"}", "{\"a\":}",
    "{\"a\":1,}", "{a:1}", "{1:2}", "'a'", "\"a", "\"\\", "\"\\u12\"", "\"\\x\"", "\"\\u12g4\"",
    "\"a\nb\"", "\"a\tb\"", "01", "-01", "1.", ".5", "+1", "-", "1e", "1e+", "1.e5", "0x10", "NaN",
    "Infinity", "1e400", "--1", "1 2", "{} {}", "/* */ 1", "\u{feff}1",
    #""\ud800""#, #""\ud800x""#, #""\udc00""#, #""\ud800\ud800""#, #""\ud83d\u0041""#,
  ])
  func `that is none is refused with its place`(text: String) {
    let fault = #expect(throws: JSON.Fault.self) { try JSON.parse(text) }
    #expect(
      (1...text.utf8.count + 1).contains(fault?.position ?? 0), "\(String(describing: fault))")
  }

  @Test(arguments: [
    [0x80], [0xc3], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xff],
  ])
  func `whose text is not UTF-8 is refused`(units: [UInt8]) {
    let quote = UInt8(ascii: "\"")
    let plain = [quote] + units + [quote]
    #expect(throws: JSON.Fault.self) { try JSON.parse(plain[...]) }
    let escaped = [quote, UInt8(ascii: "\\"), UInt8(ascii: "n")] + units + [quote]
    #expect(throws: JSON.Fault.self) { try JSON.parse(escaped[...]) }
    let key = [UInt8(ascii: "{")] + plain + Array(":1}".utf8)
    #expect(throws: JSON.Fault.self) { try JSON.parse(key[...]) }
  }

  @Test func `is refused where it is nested too deeply or too long`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try JSON.parse(nested(64))
    #expect(throws: JSON.Fault(position: 65, message: "values nested too deeply")) {
      try JSON.parse(nested(65))
    }
    #expect(throws: JSON.Fault.self) { try JSON.parse(nested(100_000)) }
    #expect(throws: JSON.Fault.self) {
      try JSON.parse(String(repeating: "{\"a\":", count: 100_000))
    }
    _ = try JSON.parse(Array("[1,2]".utf8)[...], size: 5)
    #expect(throws: JSON.Fault.self) { try JSON.parse(Array("[1,2]".utf8)[...], size: 4) }
  }

  @Test func `of any bytes never stops the program`() {
    var state: UInt64 = 1
    let letters = Array(#"{}[],:"\u0123e-+.tfn 9"#.utf8) + [0x00, 0x7f, 0x80, 0xff]
    for _ in 0..<20_000 {
      var bytes: [UInt8] = []
      for _ in 0..<(state % 24) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes.append(letters[Int(state >> 33) % letters.count])
      }
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      guard let value = try? JSON.parse(bytes[...]) else { continue }
      #expect(throws: Never.self) { try JSON.parse(value.compact) }
    }
  }
}

@Suite struct `JSON that was written` {
  /// Values of every kind, drawn from a fixed sequence.
  private struct Values {
    var state: UInt64

    mutating func next(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }

    mutating func value(depth: Int) -> JSON {
      switch next(depth > 4 ? 6 : 8) {
      case 0: return .null
      case 1: return .boolean(next(2) == 0)
      case 2: return .integer(Int64(bitPattern: state))
      case 3:
        let number = Double(bitPattern: state)
        return number.isFinite && number != number.rounded() ? .number(number) : .number(0.5)
      case 4: return .number(Double(next(1000)) + 0.25)
      case 5: return .text(text())
      case 6: return .array((0..<next(5)).map { _ in value(depth: depth + 1) })
      default:
        return .object(JSON.Members((0..<next(5)).map { _ in (text(), value(depth: depth + 1)) }))
      }
    }

    mutating func text() -> String {
      let pieces = ["a", "é", "😀", "\"", "\\", "\n", "\u{1}", "\u{7f}", " ", "\u{2028}", "/"]
      return (0..<next(6)).map { _ in pieces[next(pieces.count)] }.joined()
    }
  }

  @Test func `reads back as the same value, on one line or indented`() throws {
    var values = Values(state: 11)
    for _ in 0..<2000 {
      let value = values.value(depth: 0)
      #expect(try JSON.parse(value.compact) == value)
      #expect(try JSON.parse(value.rendered) == value)
      #expect(!value.compact.contains("\n"))
    }
  }

  @Test func `reads in Foundation too`() throws {
    var values = Values(state: 12)
    for _ in 0..<200 {
      let data = Data(JSON.array([values.value(depth: 0)]).compact.utf8)
      _ = try JSONSerialization.jsonObject(with: data)
    }
  }

  @Test(arguments: [
    (0.0, "0"), (-0.0, "0"), (1, "1"), (-3, "-3"), (0.1, "0.1"), (1e15, "1000000000000000.0"),
    (1e-7, "1e-07"),
    (999_999_999_999_999, "999999999999999"), (0.30000000000000004, "0.30000000000000004"),
    (.nan, "null"), (.infinity, "null"),
  ])
  func `has numbers in their shortest form`(number: Double, text: String) {
    #expect(JSON.number(number).compact == text)
  }
}
