import GSL

/// Mann and Whitney's test that one arm's values tend to be greater (doi:10.1214/aoms/1177730491).
struct MannWhitney: Sendable, Equatable, Codable {
  /// Pairs in which the treatment's value is greater, ties counting a half.
  var statistic: Double
  /// U less its mean, over its standard deviation corrected for ties.
  var z: Double
  /// Two-sided normal p-value without continuity correction.
  var pValue: Double
  /// Two-sided normal p-value after drawing U towards its mean by a half.
  var continuityCorrectedPValue: Double
  /// Share of pairs in which the treatment is greater, ties counting a half: U/(n0 n1).
  var probabilityOfSuperiority: Double
  /// Share of pairs that are equal.
  var probabilityOfTie: Double

  /// Share of pairs in which the treatment is truly greater.
  var probabilityAbove: Double { probabilityOfSuperiority - probabilityOfTie / 2 }

  /// Tests two samples by mid-ranks.
  /// - Returns: The test; undefined for an empty sample or when all values are equal.
  static func test(treatment: [Double], control: [Double]) -> Estimate<MannWhitney> {
    guard !treatment.isEmpty, !control.isEmpty else { return .undefined(.tooFewUnits) }
    let (n0, n1) = (Double(control.count), Double(treatment.count))
    let all = MidRanks(treatment + control)
    let sum = CompensatedSum(all.ranks.prefix(treatment.count)).value
    let statistic = sum - n1 * (n1 + 1) / 2
    let n = n0 + n1
    let variance = n0 * n1 / 12 * ((n + 1) - all.tieTerm / (n * (n - 1)))
    guard variance > 0, variance.isFinite else { return .undefined(.zeroVariance) }
    let deviation = statistic - n0 * n1 / 2
    let spread = variance.squareRoot()
    let corrected = (abs(deviation) - 0.5) / spread
    return .defined(
      MannWhitney(
        statistic: statistic, z: deviation / spread,
        pValue: min(1, 2 * StandardNormal.upperTail(abs(deviation / spread))),
        continuityCorrectedPValue: min(1, 2 * StandardNormal.upperTail(corrected)),
        probabilityOfSuperiority: statistic / (n0 * n1),
        probabilityOfTie: ties(treatment, control) / (n0 * n1)))
  }

  /// Pairs of one value of either arm that are equal.
  private static func ties(_ treatment: [Double], _ control: [Double]) -> Double {
    let (first, second) = (treatment.sorted(), control.sorted())
    var (i, j) = (0, 0)
    var pairs = 0.0
    while i < first.count, j < second.count {
      guard first[i] == second[j] else {
        if first[i] < second[j] { i += 1 } else { j += 1 }
        continue
      }
      let value = first[i]
      let start = (i, j)
      while i < first.count, first[i] == value { i += 1 }
      while j < second.count, second[j] == value { j += 1 }
      pairs += Double(i - start.0) * Double(j - start.1)
    }
    return pairs
  }
}
