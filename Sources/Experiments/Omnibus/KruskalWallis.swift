/// The rank test that no arm's values tend to be greater than another's.
enum KruskalWallis {
  /// Tests samples by mid-ranks, H corrected for ties (1952, doi:10.1080/01621459.1952.10483441).
  /// - Returns: Chi-square test with arms - 1 degrees of freedom; undefined for one arm, an empty
  ///   arm, or when all values are equal.
  static func test(_ arms: [[Double]]) -> Estimate<TestStatistic> {
    guard arms.count > 1, arms.allSatisfy({ !$0.isEmpty }) else {
      return .undefined(.tooFewUnits)
    }
    let all = MidRanks(arms.flatMap { $0 })
    let n = Double(all.ranks.count)
    var start = 0
    var squares = CompensatedSum()
    for arm in arms {
      let sum = CompensatedSum(all.ranks[start..<(start + arm.count)]).value
      squares.add(sum * sum / Double(arm.count))
      start += arm.count
    }
    let correction = 1 - all.tieTerm / (n * n * n - n)
    guard correction > 0 else { return .undefined(.zeroVariance) }
    let statistic = (12 / (n * (n + 1)) * squares.value - 3 * (n + 1)) / correction
    return .defined(.chiSquared(max(0, statistic), degreesOfFreedom: arms.count - 1))
  }
}
