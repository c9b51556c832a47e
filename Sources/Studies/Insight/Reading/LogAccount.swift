/// What became of the rows of a log: nothing is dropped without being told.
package struct LogAccount: Sendable, Codable, Equatable {
  /// Rows with the same fault.
  package struct Fault: Sendable, Codable, Equatable {
    package enum Kind: String, Sendable, Codable {
      case width, customer, activity, time, value
    }

    package var kind: Kind
    package var rows: Int
    /// The first of them, the header being row 1, and what stands there.
    package var firstRow: Int
    package var found: String

    /// Whether such a row is left out; else only its number is.
    package var leavesRowOut: Bool { kind != .value }
  }

  package var file: String
  /// Rows below the header.
  package var rows = 0
  /// Rows that were left out because the options say so.
  package var leftOut = 0
  package var faults: [Fault] = []
  /// Which column tells what, and whether that was guessed.
  package var columns: [Column] = []
  /// What counts as an order, in words; empty when nothing does.
  package var orders: [String] = []

  package struct Column: Sendable, Codable, Equatable {
    package var role: String
    package var column: String
    package var isGuessed: Bool
  }

  mutating func add(_ kind: Fault.Kind, row: Int, found: @autoclosure () -> String) {
    guard let place = faults.firstIndex(where: { $0.kind == kind }) else {
      faults.append(Fault(kind: kind, rows: 1, firstRow: row, found: found()))
      return
    }
    faults[place].rows += 1
  }
}
