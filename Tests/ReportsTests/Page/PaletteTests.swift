import Testing

@testable import Reports

@Suite struct `The colours of pages` {
  /// Relative luminance (WCAG 2.2) of a colour such as `#0a63a8`.
  private static func luminance(_ colour: String) -> Double {
    let digits = Array(colour.dropFirst())
    let parts = stride(from: 0, to: 6, by: 2).map { start -> Double in
      let value = Double(Int(String(digits[start...start + 1]), radix: 16) ?? 0) / 255
      guard value > 0.04045 else { return value / 12.92 }
      return power((value + 0.055) / 1.055)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  /// The 2.4th power, by the 12th power of the fifth root.
  private static func power(_ base: Double) -> Double {
    var root = base
    for _ in 0..<60 {
      root -= (root * root * root * root * root - base) / (5 * root * root * root * root)
    }
    return (0..<12).reduce(1) { product, _ in product * root }
  }

  private static func contrast(_ first: String, _ second: String) -> Double {
    let (one, other) = (luminance(first), luminance(second))
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)
  }

  @Test func `Contrast is measured as published`() {
    #expect(abs(Self.contrast("#000000", "#ffffff") - 21) < 1e-9)
    #expect(abs(Self.contrast("#777777", "#ffffff") - 4.48) < 0.01)
  }

  @Test(arguments: Palette.colours.filter { $0.contrast != nil }.map(\.name))
  func `stand out on a card and on paper, in light and in dark`(name: String) throws {
    let colour = try #require(Palette.colours.first { $0.name == name })
    let paper = try #require(Palette.colours.first { $0.name == "paper" })
    let least = try #require(colour.contrast)
    for ground in [Palette.card, paper] {
      #expect(Self.contrast(colour.light, ground.light) >= least)
      #expect(Self.contrast(colour.dark, ground.dark) >= least)
    }
  }

  @Test func `Text on a wash can be read`() throws {
    let wash = try #require(Palette.colours.first { $0.name == "wash" })
    for name in ["ink", "ink2"] {
      let colour = try #require(Palette.colours.first { $0.name == name })
      #expect(Self.contrast(colour.light, wash.light) >= 4.5)
      #expect(Self.contrast(colour.dark, wash.dark) >= 4.5)
    }
  }
}
