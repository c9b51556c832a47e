/// Pearson's test that the rows of a table of counts have the same shares.
enum ContingencyTable {
  /// Tests rows of counts, such as successes and failures of each arm.
  /// - Returns: Chi-square test with (rows - 1)(columns - 1) degrees of freedom; undefined when a
  ///   row or a column is empty.
  static func test(_ rows: [[Int]]) -> Estimate<TestStatistic> {
    let width = rows.first?.count ?? 0
    guard rows.count > 1, width > 1, rows.allSatisfy({ $0.count == width }) else {
      return .undefined(.tooFewUnits)
    }
    let rowSums = rows.map { Double($0.reduce(0, +)) }
    let columnSums = (0..<width).map { column in
      Double(rows.reduce(0) { $0 + $1[column] })
    }
    guard rowSums.allSatisfy({ $0 > 0 }) else { return .undefined(.tooFewUnits) }
    guard columnSums.allSatisfy({ $0 > 0 }) else { return .undefined(.zeroVariance) }
    let total = rowSums.reduce(0, +)
    var sum = CompensatedSum()
    for (row, rowSum) in zip(rows, rowSums) {
      for (count, columnSum) in zip(row, columnSums) {
        let expected = rowSum * columnSum / total
        sum.add((Double(count) - expected) * (Double(count) - expected) / expected)
      }
    }
    return .defined(
      .chiSquared(sum.value, degreesOfFreedom: (rows.count - 1) * (width - 1)))
  }
}
