/// Characters that are hidden from Yams while it reads, each behind one that no file may contain.
///
/// - `*` everywhere, so that aliases arrive as plain text and are put in place where values are
///   counted. Yams puts the anchored value in place itself, which lets a small file grow without
///   bound as soon as anything walks it.
/// - `:` and `,` inside the parentheses of `gamma(mean: 9 min, sd: 8 min)`, so that distributions
///   need no quotes. YAML alone would take them for a map and for the end of an entry.
///
/// One scalar stands for one, so that all places stay as they are.
enum Disguise {
  /// Stands for `*`.
  static let star: Unicode.Scalar = "\u{E000}"

  private static let pairs: [(plain: Unicode.Scalar, hidden: Unicode.Scalar)] = [
    ("*", star), (":", "\u{E001}"), (",", "\u{E002}"),
  ]

  /// The place of a character that stands for another one here, and may not be in a file.
  static func intruder(in text: String) -> String.Index? {
    text.unicodeScalars.firstIndex { scalar in pairs.contains { $0.hidden == scalar } }
  }

  /// The text with characters hidden.
  static func hide(_ text: String) -> String {
    var scalars = Array(text.unicodeScalars)
    var open: [(place: Int, isCall: Bool)] = []
    for place in scalars.indices {
      switch scalars[place] {
      case "*": scalars[place] = star
      case "\n", "\r": open = []
      case "(":
        let before = place > 0 ? scalars[place - 1] : " "
        // Deeper ones are left alone, so that the work stays in proportion to the text.
        if open.count < 32 { open.append((place, before == "_" || before.properties.isAlphabetic)) }
      case ")":
        if let opening = open.popLast(), opening.isCall {
          hide(&scalars, opening.place..<place)
        }
      default: break
      }
    }
    return String(scalars: scalars)
  }

  /// The text as it was before it was hidden.
  static func restore(_ text: String) -> String {
    guard intruder(in: text) != nil else { return text }
    return String(
      scalars: text.unicodeScalars.map { scalar in
        pairs.first { $0.hidden == scalar }?.plain ?? scalar
      })
  }

  private static func hide(_ scalars: inout [Unicode.Scalar], _ range: Range<Int>) {
    for place in range where scalars[place] == ":" || scalars[place] == "," {
      scalars[place] = scalars[place] == ":" ? pairs[1].hidden : pairs[2].hidden
    }
  }
}

extension String {
  init(scalars: some Sequence<Unicode.Scalar>) {
    var view = UnicodeScalarView()
    view.append(contentsOf: scalars)
    self.init(view)
  }
}
