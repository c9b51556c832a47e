package import Support

/// A picture as data: what it finds, what is drawn, and the numbers behind it.
///
/// Renderers draw it (``PageRenderer``) or write its table instead (``TextRenderer``).
package struct Figure: Sendable, Hashable {
  /// What the picture shows; empty where its section says it.
  package var finding: Sentence
  /// What is drawn, its unit, and which way is better.
  package var caption: Sentence
  package var content: Content
  /// The numbers behind the picture, for those who do not see it; nil where it holds them itself.
  package var table: Table?

  package init(
    finding: Sentence = "", caption: Sentence, _ content: Content, table: Table? = nil
  ) {
    self.finding = finding
    self.caption = caption
    self.content = content
    self.table = table
  }

  package indirect enum Content: Sendable, Hashable {
    case curves(Curves)
    case strips(Strips)
    case flow(Flow)
    case shares(Shares)

    var isEmpty: Bool {
      switch self {
      case .curves(let curves): curves.lines.isEmpty
      case .strips(let strips): strips.rows.isEmpty
      case .flow(let flow): flow.stages.isEmpty
      case .shares(let shares): shares.rows.isEmpty
      }
    }
  }

  /// Whose mark or line it is, which decides colour and shape.
  package enum Role: Sendable, Hashable {
    /// An arm, or a policy, by its place; the first is the control.
    case arm(Int)
    case truth
    /// A limit that is drawn to be compared with.
    case boundary
  }

  /// Lines along one axis, such as an effect by day.
  package struct Curves: Sendable, Hashable {
    package struct Line: Sendable, Hashable {
      package var name: Sentence
      package var role: Role
      /// By place; nil where the line has a gap.
      package var values: [Double?]
      /// Ends of the band around the line, by place; empty for none.
      package var low: [Double?]
      package var high: [Double?]
      /// Whether its values are marked without a line between them.
      package var isDots: Bool

      package init(
        _ name: Sentence, _ role: Role, _ values: [Double?], low: [Double?] = [],
        high: [Double?] = [], isDots: Bool = false
      ) {
        self.name = name
        self.role = role
        self.values = values
        self.low = low
        self.high = high
        self.isDots = isDots
      }
    }

    /// What stands along the axis below.
    package var axis: Sentence
    /// Where along it the values stand.
    package var places: [Double]
    /// What the places are called, where they are no plain numbers.
    package var names: [Sentence]
    package var unit: DisplayUnit
    package var lines: [Line]

    package init(
      axis: Sentence, places: [Double], names: [Sentence] = [], unit: DisplayUnit, lines: [Line]
    ) {
      self.axis = axis
      self.places = places
      self.names = names
      self.unit = unit
      self.lines = lines
    }
  }

  /// Estimates with their intervals and truths on one scale, a row each.
  package struct Strips: Sendable, Hashable {
    package struct Mark: Sendable, Hashable {
      package var role: Role
      package var value: Double?
      package var low: Double?
      package var high: Double?

      package init(_ role: Role, _ value: Double?, low: Double? = nil, high: Double? = nil) {
        self.role = role
        self.value = value
        self.low = low
        self.high = high
      }
    }

    package struct Row: Sendable, Hashable {
      package var name: Sentence
      /// Whose row it is, where the whole row is one arm's.
      package var arm: Int?
      package var marks: [Mark]
      package var truth: Double?
      /// What is written beside the marks.
      package var cells: [Sentence]

      package init(
        _ name: Sentence, arm: Int? = nil, marks: [Mark], truth: Double? = nil, cells: [Sentence]
      ) {
        self.name = name
        self.arm = arm
        self.marks = marks
        self.truth = truth
        self.cells = cells
      }
    }

    /// Headings of names, marks and cells.
    package var headings: [Sentence]
    package var unit: DisplayUnit
    /// Whether numbers on the scale are differences, with a line at zero.
    package var isDifference: Bool
    /// Names of the marks, where a row has several.
    package var legend: [Name]
    package var rows: [Row]

    package struct Name: Sendable, Hashable {
      package var name: Sentence
      package var role: Role
    }

    package init(
      headings: [Sentence], unit: DisplayUnit, isDifference: Bool,
      legend: [Name] = [], rows: [Row]
    ) {
      self.headings = headings
      self.unit = unit
      self.isDifference = isDifference
      self.rows = rows
      self.legend = legend
    }

    var hasTruth: Bool { rows.contains { $0.truth != nil } }
  }

  /// A graph of stages with how many people go each way, beside another arm's.
  package struct Flow: Sendable, Hashable {
    package struct Stage: Sendable, Hashable {
      package var name: String
      package var isEnd: Bool
      /// Visits per 1,000 customers.
      package var people: Double
      /// The same less the other arm's; nil without one.
      package var change: Double?

      package init(name: String, isEnd: Bool, people: Double, change: Double? = nil) {
        self.name = name
        self.isEnd = isEnd
        self.people = people
        self.change = change
      }
    }

    package struct Edge: Sendable, Hashable {
      package var from: Int
      package var to: Int
      /// Steps per 1,000 customers.
      package var people: Double
      package var change: Double?
      /// Standard error of the change, steps taken as independent.
      package var error: Double?

      package init(
        from: Int, to: Int, people: Double, change: Double? = nil, error: Double? = nil
      ) {
        self.from = from
        self.to = to
        self.people = people
        self.change = change
        self.error = error
      }

      /// Whether the change is at least twice its standard error, and which way it goes.
      var direction: Int {
        guard let change, let error, abs(change) >= 2 * error, change != 0 else { return 0 }
        return change > 0 ? 1 : -1
      }
    }

    package var start: Int
    package var stages: [Stage]
    package var edges: [Edge]

    /// Keeps the edges that lead from stage to stage.
    package init(start: Int, stages: [Stage], edges: [Edge]) {
      self.start = stages.indices.contains(start) ? start : 0
      self.stages = stages
      self.edges = edges.filter {
        stages.indices.contains($0.from) && stages.indices.contains($0.to)
          && !stages[$0.from].isEnd
      }
    }
  }

  /// How a whole is divided, a bar per row.
  package struct Shares: Sendable, Hashable {
    package struct Row: Sendable, Hashable {
      package var name: Sentence
      package var note: Sentence
      /// By part, shares that sum to 1.
      package var values: [Double]

      package init(_ name: Sentence, note: Sentence = "", _ values: [Double]) {
        self.name = name
        self.note = note
        self.values = values
      }
    }

    package var parts: [Sentence]
    package var rows: [Row]

    package init(parts: [Sentence], rows: [Row]) {
      self.parts = parts
      self.rows = rows
    }
  }
}
