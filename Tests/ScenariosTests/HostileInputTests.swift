import Foundation
import TestSupport
import Testing

@testable import Scenarios

@Suite struct `Hostile input` {
  private func message(_ text: String) throws -> String {
    let faults = try #require(throws: ScenarioFaults.self) {
      try ScenarioReader().read(text: text, name: "hostile.yaml")
    }
    #expect(!faults.faults.isEmpty)
    return faults.description
  }

  private func message(_ data: Data) throws -> String {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "hostile.yaml")
      try data.write(to: file)
      let faults = try #require(throws: ScenarioFaults.self) {
        try ScenarioReader().read(file: file)
      }
      return faults.faults.map(\.message).joined(separator: "\n")
    }
  }

  @Test func `whose aliases explode is refused before memory is spent`() throws {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...40 {
      let aliases = [String](repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(aliases)]\n"
    }
    #expect(try message(text).contains("more than 50000 values; aliases count as often"))
  }

  @Test func `whose aliases explode inside keys is refused too`() throws {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...40 {
      let aliases = [String](repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      text += "a\(level): &a\(level) {[\(aliases)]: 1, *a\(level - 1) : 2}\n"
    }
    #expect(try message(text).contains("a key must be plain text"))
  }

  @Test(arguments: [61, 900, 5_000, 200_000])
  func `that is nested deeply is refused`(depth: Int) throws {
    let flow = "a: " + String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    #expect(try message(flow).contains("est"))
    #expect(try message(String(repeating: "- ", count: depth) + "x").contains("est"))
    #expect(try message(String(repeating: "{a: ", count: depth)).contains("hostile.yaml:"))
  }

  @Test func `that is nested deeply by aliases is refused`() throws {
    var text = "a0: &a0 [x]\n"
    for level in 1...80 { text += "a\(level): &a\(level) [*a\(level - 1)]\n" }
    #expect(try message(text).contains("nested more than 60 deep"))
  }

  @Test func `of two megabytes is refused`() throws {
    let text = SampleScenario.small.text + "# " + String(repeating: "x", count: 2_000_000)
    #expect(try message(text).contains("larger than 1 MB"))
    #expect(try message(Data(text.utf8)).contains("larger than 1 MB"))
  }

  @Test func `of too many values is refused`() throws {
    let text = "a: [" + String(repeating: "1,", count: 60_000) + "1]"
    #expect(try message(text).contains("more than 50000 values"))
  }

  @Test func `that is no text is refused`() throws {
    #expect(try message(Data([0xff, 0xfe, 0x00, 0x80, 0xc3, 0x28])).contains("is not UTF-8 text"))
    #expect(try message(Data((0...255).map(UInt8.init))).contains("is not UTF-8 text"))
    #expect(try message("a: b\u{0}c\n").contains("control characters are not allowed"))
    #expect(try message("a: \u{E000}x").contains("U+E000"))
  }

  @Test(arguments: ["\u{202e}", "\u{2066}", "\u{200f}"])
  func `that turns the direction of a name is refused, and shown without it`(turn: String) throws {
    let text = SampleScenario.small.text.replacing("mug:", with: "\"m\(turn)ug\":")
    try #require(text.contains(turn))
    let message = try message(text)
    #expect(message.contains("turns the text's direction"))
    #expect(
      !message.unicodeScalars.contains { $0.value > 0x2000 && $0.value < 0x206a && $0 != "…" })
  }

  @Test func `that is missing or a folder is refused`() throws {
    let missing = try #require(throws: ScenarioFaults.self) {
      try ScenarioReader().read(file: URL(fileURLWithPath: "/nowhere/at/all.yaml"))
    }
    #expect(missing.description.hasSuffix("all.yaml:1:1: the file does not exist"))
    let folder = try #require(throws: ScenarioFaults.self) {
      try ScenarioReader().read(file: PackageFolder.file("Tests/ScenariosTests"))
    }
    #expect(folder.description.hasSuffix("is not a file that can be read"))
  }

  @Test func `with a very long line shows only a part of it`() throws {
    let faults = try #require(throws: ScenarioFaults.self) {
      let long = String(repeating: "x", count: 5_000)
      return try ScenarioReader().read(text: "{\(long): 1, ab: 2}", name: "long.yaml")
    }
    #expect(faults.faults.allSatisfy { $0.rendered.count < 600 })
  }

  @Test(arguments: [("Valid/every-key.yaml", 500), ("Valid/learning.yaml", 60)])
  func `mutated at random gives a scenario or faults and never crashes`(file: String, count: Int)
    throws
  {
    let valid = Array(try ScenarioFiles.text(file).utf8)
    let spice = Array("{}[]()*&:,-~.%0 9\n\t\"'#|>?!/\\é^e=".utf8)
    // A linear congruential generator with Knuth's MMIX constants: the same mutants every time.
    var state: UInt64 = 20_260_105
    func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    var read = 0
    var refused = 0
    for _ in 0..<count {
      var bytes = valid
      for _ in 0...next(6) {
        let place = next(bytes.count)
        switch next(4) {
        case 0: bytes[place] = spice[next(spice.count)]
        case 1: bytes.insert(spice[next(spice.count)], at: place)
        case 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + next(12)))
        default:
          let end = min(bytes.count, place + 1 + next(40))
          bytes.insert(contentsOf: bytes[place..<end], at: next(bytes.count))
        }
      }
      do {
        _ = try ScenarioReader().read(text: String(decoding: bytes, as: UTF8.self), name: "m.yaml")
        read += 1
      } catch {
        #expect(!error.faults.isEmpty)
        #expect(error.faults.allSatisfy { $0.line > 0 && $0.column > 0 && !$0.rendered.isEmpty })
        refused += 1
      }
    }
    #expect(read > 0)
    #expect(refused > count / 2)
  }
}
