/// Exact sums of measures alone, by cell: for roll-outs and days.
package struct Sums: Sendable, Equatable, Codable {
  package let measures: Int
  /// Customers by cell.
  package private(set) var counts: [Int64]
  private var sums: [Int64]
  /// Whether a sum left the range of 64-bit integers; then no sum may be used.
  package private(set) var hasOverflowed = false

  init(cells: Int, measures: Int) {
    self.measures = measures
    counts = [Int64](repeating: 0, count: cells)
    sums = [Int64](repeating: 0, count: cells * measures)
  }

  /// Adds the measures of journeys to their cells.
  mutating func add(_ outcomes: borrowing OutcomeColumns) {
    let cells = outcomes.cells
    for index in 0..<outcomes.count { counts[Int(cells[index])] += 1 }
    for measure in 0..<measures {
      let values = outcomes[measure]
      for index in 0..<outcomes.count where values[index] != 0 {
        let place = Int(cells[index]) &* measures &+ measure
        let (sum, overflow) = sums[place].addingReportingOverflow(values[index])
        sums[place] = sum
        hasOverflowed = hasOverflowed || overflow
      }
    }
  }

  mutating func add(_ other: borrowing Sums) {
    hasOverflowed = hasOverflowed || other.hasOverflowed
    for index in counts.indices { counts[index] += other.counts[index] }
    for index in sums.indices {
      let (sum, overflow) = sums[index].addingReportingOverflow(other.sums[index])
      sums[index] = sum
      hasOverflowed = hasOverflowed || overflow
    }
  }

  /// Adds cells after these.
  mutating func append(_ other: borrowing Sums) {
    hasOverflowed = hasOverflowed || other.hasOverflowed
    counts += other.counts
    sums += other.sums
  }

  package func sum(cell: Int, measure: Int) -> Int64 { sums[cell * measures + measure] }
}
