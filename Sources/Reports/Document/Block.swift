package import Support

/// A piece of a document's section.
package indirect enum Block: Sendable, Hashable {
  case heading(Sentence)
  /// A sentence, or a few that belong together.
  case sentence(Role, Sentence)
  /// What to do with each arm, or what is said of each of several things.
  case cards([Card])
  case table(Table)
  /// A picture as data: what it finds, its series, and the table behind it.
  case figure(Figure)
  /// Blocks that are left out unless all details are wanted.
  case fold(Sentence, [Block])
  /// One of several kinds of the same, each under its name.
  case tabs([Tab])
  case definition(term: String, Sentence)
  case files(folder: String, names: [String])

  /// What a sentence is for.
  package enum Role: Sendable, Hashable {
    /// The answer to what was asked.
    case answer
    /// What is true, known from the simulation only.
    case truth
    /// What is drawn or listed below, and how to read it.
    case lead
    case note
    case item
    case detail
    /// What a reader is to learn from the scenario.
    case lesson
    case finding(Severity)
  }

  /// How much a finding matters.
  package enum Severity: String, Sendable, Hashable, Comparable {
    case good
    /// Worth to know.
    case notice
    /// To be kept in mind when results are read.
    case warning
    /// Results are not to be believed before it is mended.
    case failure

    package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    /// The word for it.
    var word: String { self == .good ? "good" : self == .notice ? "note" : rawValue }

    private var rank: Int {
      switch self {
      case .good: 0
      case .notice: 1
      case .warning: 2
      case .failure: 3
      }
    }
  }

  package struct Card: Sendable, Hashable {
    package var name: String
    /// The verdict in a word or two; empty for none.
    package var verdict = ""
    package var reason: Sentence
    /// Whose card it is, which decides its colour and shape; nil for nobody's.
    package var arm: Int?
    /// What weighs most, and of what it is the value.
    package var value: Sentence = ""
    package var unit: Sentence = ""
    package var facts: [Fact] = []
  }

  /// A value under its name.
  package struct Fact: Sendable, Hashable {
    package var name: String
    package var value: Sentence

    package init(_ name: String, _ value: Sentence) {
      self.name = name
      self.value = value
    }
  }

  /// Blocks of which one is looked at at a time, such as an arm's.
  package struct Tab: Sendable, Hashable {
    package var name: String
    package var arm: Int?
    package var blocks: [Block]
  }

  package var isEmpty: Bool {
    switch self {
    case .heading(let sentence), .sentence(_, let sentence): sentence.isEmpty
    case .cards(let cards): cards.isEmpty
    case .table(let table): table.rows.isEmpty
    case .figure(let figure): figure.content.isEmpty
    case .fold(_, let blocks): blocks.allSatisfy(\.isEmpty)
    case .tabs(let tabs): tabs.allSatisfy { $0.blocks.allSatisfy(\.isEmpty) }
    case .definition: false
    case .files(_, let names): names.isEmpty
    }
  }
}

extension Block {
  package static func lead(_ sentence: Sentence) -> Block { .sentence(.lead, sentence) }
  package static func note(_ sentence: Sentence) -> Block { .sentence(.note, sentence) }
  package static func item(_ sentence: Sentence) -> Block { .sentence(.item, sentence) }
  static func detail(_ sentence: Sentence) -> Block { .sentence(.detail, sentence) }
  package static func finding(_ severity: Severity, _ sentence: Sentence) -> Block {
    .sentence(.finding(severity), sentence)
  }
}
