import Support

/// A text in the pieces between which a line may break; a value is never divided.
struct BrokenText {
  /// Characters of a word that a column may divide because it has no room for more.
  private static let longName = 24

  /// What stands between two spaces.
  private struct Piece {
    var text: String
    /// Whether it has a value in it, and so stays whole however narrow the line is.
    var isWhole: Bool
  }

  /// The pieces, none of them empty.
  private let pieces: [Piece]

  /// Cuts a sentence at its spaces, but not within its values.
  init(_ sentence: Sentence) {
    var pieces: [Piece] = []
    // Whether the last piece goes on with what follows.
    var isOpen = false
    func add(_ text: String, isWhole: Bool) {
      if isOpen, var last = pieces.popLast() {
        last.text += text
        last.isWhole = last.isWhole || isWhole
        pieces.append(last)
      } else {
        pieces.append(Piece(text: text, isWhole: isWhole))
      }
      isOpen = true
    }
    for span in sentence.spans {
      switch span {
      case .words(let words):
        for (index, word) in words.split(separator: " ", omittingEmptySubsequences: false)
          .enumerated()
        {
          if index > 0 { isOpen = false }
          if !word.isEmpty { add(Self.printable(String(word)), isWhole: false) }
        }
      case .value(let value): add(Self.printable(NumberText.text(value)), isWhole: true)
      }
    }
    self.pieces = pieces
  }

  /// Characters on one line.
  var length: Int { pieces.reduce(max(0, pieces.count - 1)) { $0 + $1.text.count } }

  /// Characters of the longest piece.
  var longestWord: Int { pieces.map(\.text.count).max() ?? 0 }

  /// The narrowest column for the text: room for its values, and for names that are not too long.
  var leastWidth: Int {
    pieces.map { $0.isWhole ? $0.text.count : min($0.text.count, Self.longName) }.max() ?? 0
  }

  /// The text in lines of at most a width, as far as its values allow; only a name that is longer
  /// than a line is divided.
  func lines(width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for piece in pieces {
      var word = piece.text
      if !line.isEmpty {
        if line.count + 1 + word.count <= width {
          line += " " + word
          continue
        }
        lines.append(line)
      }
      while !piece.isWhole, word.count > width, width > 0 {
        lines.append(String(word.prefix(width)))
        word.removeFirst(width)
      }
      line = word
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// Replaces what a terminal would act upon, and no-break spaces, by plain spaces.
  static func printable(_ text: String) -> String {
    String(text.printable.map { $0 == "\u{a0}" ? " " : $0 })
  }
}
