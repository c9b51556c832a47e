package import Support

/// Rows and columns of a document; a cell is a sentence, mostly one value.
package struct Table: Sendable, Hashable {
  package struct Column: Sendable, Hashable {
    package var heading: Sentence
    /// Whether cells end at the same place, as numbers do.
    package var isNumber: Bool

    package init(_ heading: String, isNumber: Bool = true) {
      self.heading = Sentence(heading)
      self.isNumber = isNumber
    }

    /// Describes a column of numbers under a value, such as a change.
    package init(_ heading: StatedValue) {
      self.heading = "\(heading)"
      isNumber = true
    }

    package static func words(_ heading: String) -> Column { Column(heading, isNumber: false) }
  }

  package let columns: [Column]
  package private(set) var rows: [[Sentence]] = []

  package init(_ columns: [Column]) { self.columns = columns }

  /// Starts a table whose first column is words and whose other columns are numbers.
  package init(_ first: String, _ others: [String]) {
    self.init([.words(first)] + others.map { Column($0) })
  }

  /// Adds a row; what is missing of it stays empty.
  package mutating func add(_ cells: [Sentence]) {
    let missing = max(0, columns.count - cells.count)
    rows.append(Array(cells.prefix(columns.count)) + Array(repeating: "", count: missing))
  }
}

extension Sentence {
  package static func value(_ value: StatedValue) -> Sentence { "\(value)" }
  package static var missing: Sentence { .value(StatedValue(nil, .number)) }
}
