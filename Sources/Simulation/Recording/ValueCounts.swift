/// How often each value of a number was met, by cell; exact, and the same in any order.
package struct ValueCounts: Sendable, Equatable, Codable {
  package struct Entry: Sendable, Equatable, Codable {
    package var value: Int64
    package var count: Int
  }

  package let figures: [CountedMeasure]
  private var customers: [Int]
  /// Values other than zero, by cell and number.
  private var counts: [[Int64: Int]]

  init(cells: Int, figures: [CountedMeasure]) {
    self.figures = figures
    let cells = figures.isEmpty ? 0 : cells
    customers = [Int](repeating: 0, count: cells)
    counts = [[Int64: Int]](repeating: [:], count: cells * figures.count)
  }

  mutating func add(_ row: borrowing [Int64], to cell: Int) {
    guard !customers.isEmpty else { return }
    customers[cell] += 1
    for index in figures.indices {
      let value = figures[index].value(of: row)
      guard value != 0 else { continue }
      counts[cell * figures.count + index][value, default: 0] += 1
    }
  }

  mutating func add(_ other: borrowing ValueCounts) {
    for index in customers.indices { customers[index] += other.customers[index] }
    for index in counts.indices {
      counts[index].merge(other.counts[index]) { $0 + $1 }
    }
  }

  /// Adds cells after these.
  mutating func append(_ other: borrowing ValueCounts) {
    customers += other.customers
    counts += other.counts
  }

  /// The values over several cells, rising.
  package func values(cells: [Int], figure: Int) -> [Entry] {
    var sums: [Int64: Int] = [:]
    var customers = 0
    for cell in cells {
      customers += self.customers[cell]
      sums.merge(counts[cell * figures.count + figure]) { $0 + $1 }
    }
    let others = sums.values.reduce(0, +)
    if customers > others { sums[0] = customers - others }
    return sums.map { Entry(value: $0.key, count: $0.value) }.sorted { $0.value < $1.value }
  }
}
