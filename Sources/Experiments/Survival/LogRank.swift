import GSL
import Support

/// The log-rank test that arms have one hazard at every time (Mantel 1966).
struct LogRank: Sendable, Equatable, Codable {
  /// Events seen in each arm.
  var observed: [Int]
  /// Events expected in each arm when all have one hazard.
  var expected: [Double]
  /// Chi-square with arms - 1 degrees of freedom.
  var test: TestStatistic

  /// Tests arms whose times were counted, each in rising order.
  /// - Returns: The test; undefined for one arm, an empty arm, or when no event tells arms apart.
  static func test(counted arms: [[TimeCount]]) -> Estimate<LogRank> {
    guard arms.count > 1, arms.allSatisfy({ !$0.isEmpty }) else {
      return .undefined(.tooFewUnits)
    }
    let size = arms.count
    let all = arms.indices.flatMap { arm in arms[arm].map { (item: $0, arm: arm) } }
      .sorted { $0.item.time < $1.item.time }
    var atRisk = arms.map { arm in Double(arm.reduce(0) { $0 + $1.events + $1.censored }) }
    var observed = Array(repeating: 0, count: size)
    var expected = Array(repeating: 0.0, count: size)
    var covariance = Matrix(rows: size - 1, columns: size - 1)
    var start = 0
    while start < all.count {
      var end = start
      var leaving = Array(repeating: 0.0, count: size)
      var events = 0.0
      while end < all.count, all[end].item.time == all[start].item.time {
        let (item, arm) = all[end]
        leaving[arm] += Double(item.events + item.censored)
        events += Double(item.events)
        observed[arm] += item.events
        end += 1
      }
      let total = atRisk.reduce(0, +)
      if events > 0 {
        let spread = total > 1 ? events * (total - events) / (total - 1) : 0
        for arm in 0..<size { expected[arm] += events * atRisk[arm] / total }
        for row in 0..<(size - 1) {
          for column in 0..<(size - 1) {
            let share = atRisk[row] / total
            covariance[row, column] +=
              spread * share * ((row == column ? 1 : 0) - atRisk[column] / total)
          }
        }
      }
      for arm in 0..<size { atRisk[arm] -= leaving[arm] }
      start = end
    }
    let deviations = (0..<(size - 1)).map { Double(observed[$0]) - expected[$0] }
    guard let solved = try? LinearSystem.solve(covariance, deviations) else {
      return .undefined(.zeroVariance)
    }
    let statistic = zip(deviations, solved).reduce(0) { $0 + $1.0 * $1.1 }
    return .defined(
      LogRank(
        observed: observed, expected: expected,
        test: .chiSquared(max(0, statistic), degreesOfFreedom: size - 1)))
  }
}
