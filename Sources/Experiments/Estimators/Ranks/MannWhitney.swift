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
  /// Share of pairs in which the treatment is greater: U/(n0 n1).
  var probabilityOfSuperiority: Double

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
        probabilityOfSuperiority: statistic / (n0 * n1)))
  }
}
