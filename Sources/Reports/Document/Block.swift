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
  }

  package struct Figure: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
      /// Values from 0 to 1 by growing numbers of units, a line per series.
      case curves
    }

    /// Values under a name, in the order of the places.
    package struct Series: Sendable, Hashable {
      package var name: Sentence
      package var values: [Double]

      package init(_ name: Sentence, _ values: [Double]) {
        self.name = name
        self.values = values
      }
    }

    package var kind: Kind
    /// What is drawn, with its scale in words.
    package var caption: Sentence
    /// Where along the axis the values stand.
    package var places: [Double]
    package var series: [Series]

    package init(_ kind: Kind, caption: Sentence, places: [Double], series: [Series]) {
      self.kind = kind
      self.caption = caption
      self.places = places
      self.series = series
    }
  }

  package var isEmpty: Bool {
    switch self {
    case .heading(let sentence), .sentence(_, let sentence): sentence.isEmpty
    case .cards(let cards): cards.isEmpty
    case .table(let table): table.rows.isEmpty
    case .figure(let figure): figure.series.isEmpty
    case .fold(_, let blocks): blocks.allSatisfy(\.isEmpty)
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
