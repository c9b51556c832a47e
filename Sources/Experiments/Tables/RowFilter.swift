/// Rows of a table that do not count: those of arms left out, and those that lack a cell.
struct RowFilter: Sendable {
  enum Reason: Sendable {
    /// With the column of arms, in which each reason stands.
    case leftOut(Int)
    case missing(Int)

    var column: Int {
      switch self {
      case .leftOut(let column), .missing(let column): column
      }
    }
  }

  /// Rows of one arm that were passed over.
  struct Count: Sendable, Equatable {
    var name: String
    var leftOut = 0
    var missing = 0
  }

  private let arm: Int
  private let leftOut: [CellKey]
  /// Columns of which no cell may be missing; empty when that is a fault and no reason.
  private let needed: [Int]
  private var counted: [CellKey: Count] = [:]

  /// `arm` and `needed` are places of columns; `leftOut` are names of arms.
  init(arm: Int, leftOut: [String], needed: [Int]) {
    self.arm = arm
    self.leftOut = leftOut.map { name in
      let bytes = Array(name.utf8)
      return CellKey(bytes, from: 0, to: bytes.count)
    }
    self.needed = needed
  }

  var counts: [Count] { Array(counted.values) }

  /// Why the reader's row does not count; nil when it does.
  func reason(_ reader: borrowing CSVReader) -> Reason? {
    if !leftOut.isEmpty, leftOut.contains(reader.key(at: arm)) { return .leftOut(arm) }
    return needed.contains { reader.isMissing(at: $0) } ? .missing(arm) : nil
  }

  mutating func count(_ reason: Reason, key: CellKey, name: String) {
    switch reason {
    case .leftOut: counted[key, default: Count(name: name)].leftOut += 1
    case .missing: counted[key, default: Count(name: name)].missing += 1
    }
  }
}
