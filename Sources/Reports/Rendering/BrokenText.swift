package import Support

/// A text in the pieces between which a line may break; a value is never divided.
package struct BrokenText {
  /// The pieces, none of them empty.
  let words: [String]

  /// Cuts a sentence at its spaces, but not within its values.
  package init(_ sentence: Sentence) {
    let text = sentence.spans.map { span in
      switch span {
      case .words(let words): words
      case .value(let value):
        // A no-break space holds a value together; it is written as a plain one.
        String(NumberText.text(value).map { $0 == " " ? "\u{a0}" : $0 })
      }
    }.joined()
    words = text.split(separator: " ").map {
      Self.printable(String($0.map { $0 == "\u{a0}" ? " " : $0 }))
    }
  }

  /// Characters on one line.
  var length: Int { words.reduce(max(0, words.count - 1)) { $0 + $1.count } }

  /// Characters of the longest piece.
  var longestWord: Int { words.map(\.count).max() ?? 0 }

  /// The text in lines of at most a width, as far as its pieces allow.
  package func lines(width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in words {
      if line.isEmpty {
        line = word
      } else if line.count + 1 + word.count <= width {
        line += " " + word
      } else {
        lines.append(line)
        line = word
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// Replaces what a terminal would act upon by spaces.
  package static func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    var clean = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { clean.append(isControl(scalar) ? " " : scalar) }
    return String(clean)
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7f..<0xa0).contains(scalar.value)
      || scalar.properties.generalCategory == .format
  }
}
