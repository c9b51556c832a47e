extension Unicode.Scalar {
  /// Whether a terminal may act upon it: the control characters C0, delete and C1.
  package var isControl: Bool { value < 0x20 || (0x7f..<0xa0).contains(value) }

  /// Whether it changes the direction in which the text after it is shown, so that what is read is
  /// not what is written: Unicode's embeddings, overrides, isolates and marks (UAX #9).
  package var turnsText: Bool {
    switch value {
    case 0x061c, 0x200e, 0x200f, 0x202a...0x202e, 0x2066...0x2069: true
    default: false
    }
  }
}

extension StringProtocol {
  /// The text with a space for each character that a terminal would act upon or that cannot be
  /// seen (control and format characters).
  package var printable: String {
    replacing { scalar in
      scalar.isControl || scalar.properties.generalCategory == .format ? " " : nil
    }
  }

  /// The text with control characters, and those that turn its direction, by their names in Swift,
  /// to show what was found.
  package var withControlsNamed: String {
    replacing { $0.isControl || $0.turnsText ? $0.escaped(asASCII: true) : nil }
  }

  private func replacing(_ replacement: (Unicode.Scalar) -> String?) -> String {
    guard unicodeScalars.contains(where: { replacement($0) != nil }) else { return String(self) }
    var result = ""
    for scalar in unicodeScalars {
      if let text = replacement(scalar) {
        result += text
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
