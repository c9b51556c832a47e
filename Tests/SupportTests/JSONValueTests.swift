import Foundation
import Support
import Testing

@Suite struct JSONValueTests {
  @Test func `keys keep their order and texts are escaped`() {
    let value = JSON.object([
      "b": .array([.integer(-1), .number(0.5), .null, .boolean(true)]), "a": .text("\"\\\n\u{1}é"),
      "empty": .array([]),
    ])
    let expected = #"""
      {
        "b": [
          -1,
          0.5,
          null,
          true
        ],
        "a": "\"\\\n\u0001é",
        "empty": []
      }

      """#
    #expect(value.rendered == expected)
  }

  @Test func `numbers that are not finite become null`() throws {
    let text = JSON.array([.number(.nan), .number(.infinity), .number(1e-300)]).rendered
    let read = try JSONDecoder().decode([Double?].self, from: Data(text.utf8))
    #expect(read == [nil, nil, 1e-300])
  }
}
