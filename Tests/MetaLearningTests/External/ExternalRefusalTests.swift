import Foundation
import Support
import Testing

@testable import MetaLearning

@Suite struct `A program of one's own` {
  private static let frame = ExternalFrame(
    policy: "mine", point: "price", actions: [.init(name: "a", value: 1)], features: ["constant"])

  private static func refusal(
    _ command: [String], timeout: Double = 1, batch: Int = 8, isAllowed: Bool = true
  ) -> ArgumentError? {
    let program = ExternalProgram(
      policy: "mine", command: command, timeout: timeout, batch: batch)
    do throws(ArgumentError) {
      _ = try ExternalPolicy(program: program, frame: frame, isAllowed: isAllowed, folder: "/tmp")
      return nil
    } catch {
      return error
    }
  }

  @Test func `runs only if it is allowed`() {
    let error = Self.refusal(["sh"], isAllowed: false)
    #expect(
      error?.description == "policy \"mine\": found the program \"sh\"; allowed: a program of "
        + "one's own only with --allow-external")
    #expect(Self.refusal(["sh"]) == nil)
  }

  @Test(
    arguments: [
      ([], "nothing"), ([""], "nothing"),
      (["no-such-program-anywhere"], "which no folder of PATH has"),
      (["./no-such-program"], "which is not there"), (["/etc/passwd"], "which may not be run"),
      (["/usr"], "which may not be run"), (["sh", "a\0b"], "zero byte"),
    ])
  func `must be there before the run`(command: [String], part: String) {
    let error = Self.refusal(command)
    #expect(error?.found.contains(part) == true, "\(String(describing: error))")
    #expect(error?.argument == "policy \"mine\", command")
  }

  @Test(arguments: [(0, 8), (.nan, 8), (-1, 8), (1e9, 8), (1, 0)])
  func `needs limits that make sense`(timeout: Double, batch: Int) {
    #expect(Self.refusal(["sh"], timeout: timeout, batch: batch) != nil)
  }

  @Test(arguments: ["{", "1\n2", "1}", "[1"])
  func `has no state that is not JSON`(state: String) throws {
    let data = try JSONEncoder().encode(["state": state])
    #expect(throws: ArgumentError.self) {
      try JSONDecoder().decode(ExternalPolicy.self, from: data)
    }
  }
}

@Suite struct `An answer` {
  @Test(
    arguments: [
      "", "7", "[]", "{", "}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{\"a\":1}x",
      "{\"a\":[}", "{\"a\":1]}", "{\"a\":\"}", "{\"\\ud800\":1}", "\"\\",
    ])
  func `that is no object is none`(line: String) {
    #expect(ExternalAnswer(Array(line.utf8)) == nil)
  }

  @Test func `gives its members whatever their order and space`() throws {
    let line = #" { "rows" : [ [1, -2.5e1] ,[ ] ] , "s":"\"]}","n":{"a":[1,{"b":"}"}]}, "id": 12} "#
    let answer = try #require(ExternalAnswer(Array(line.utf8)))
    #expect(answer.rows("rows")?.values == [1, -25] && answer.rows("rows")?.lengths == [2, 0])
    #expect(answer.text("s") == "\"]}" && answer.integer("id") == 12)
    #expect(answer.raw("n").map { String(decoding: $0, as: UTF8.self) } == #"{"a":[1,{"b":"}"}]}"#)
    #expect(answer.integer("s") == nil && answer.text("none") == nil && answer.rows("id") == nil)
  }

  @Test func `with deep brackets costs no stack`() {
    let deep = String(repeating: "[", count: 1 << 16) + String(repeating: "]", count: 1 << 16)
    let answer = ExternalAnswer(Array("{\"probabilities\":\(deep)}".utf8))
    #expect(answer != nil && answer?.rows("probabilities") == nil)
  }

  @Test(
    arguments: [
      "0", "-0", "1", "0.1", "0.30000000000000004", "123456789012345", "1234567890123456",
      "0.000000000000001", "-12.5", "1e-300", "2.5E+10", "9007199254740993", "1e400",
    ])
  func `has the numbers that the standard library reads`(text: String) {
    #expect(JSONNumber(ArraySlice(text.utf8))?.value.bitPattern == Double(text)?.bitPattern)
  }

  @Test(arguments: ["", "-", ".", "1.", ".5", "0x10", "nan", "inf", "1e", "--1", "1.2.3"])
  func `has no number that JSON has not`(text: String) {
    #expect(JSONNumber(ArraySlice(text.utf8))?.value == nil)
  }
}
