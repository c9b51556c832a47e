import Support

/// Words and numbers in HTML.
enum PageText {
  /// A text without anything that a browser would act upon.
  static func escaped(_ text: String) -> String {
    var safe = ""
    for character in BrokenText.printable(text) {
      switch character {
      case "&": safe += "&amp;"
      case "<": safe += "&lt;"
      case ">": safe += "&gt;"
      case "\"": safe += "&quot;"
      case "'": safe += "&#39;"
      default: safe.append(character)
      }
    }
    return safe
  }

  /// A sentence, its values marked, so that no line break divides them.
  static func html(_ sentence: Sentence) -> String {
    sentence.spans.map { span in
      switch span {
      case .words(let words): escaped(words)
      case .value(let value): "<span class=\"n\">\(escaped(set(NumberText.text(value))))</span>"
      }
    }.joined()
  }

  /// A sentence as plain text, its numbers set as on the page.
  static func plain(_ sentence: Sentence) -> String {
    sentence.spans.map { span in
      switch span {
      case .words(let words): words
      case .value(let value): set(NumberText.text(value))
      }
    }.joined()
  }

  static func text(_ value: StatedValue) -> String { set(NumberText.text(value)) }

  /// A number set for print: a true minus, and a thin space that does not break before %.
  static func set(_ number: String) -> String {
    var result = ""
    var before: Character = " "
    for character in number {
      switch character {
      case "-" where before == " " || before == "[" || before == "±": result.append("\u{2212}")
      case "%" where before == " ":
        result.removeLast()
        result += "\u{202f}%"
      default: result.append(character)
      }
      before = character
    }
    return result
  }

  /// A name that links and scripts can use.
  static func identifier(_ text: String) -> String {
    let allowed = text.lowercased().unicodeScalars.map { scalar -> Character in
      ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) ? Character(scalar) : "-"
    }
    return String(allowed)
  }
}
