import GSL

/// A test that all arms have one mean.
struct AnalysisOfVariance: Sendable, Equatable, Codable {
  var statistic: Double
  var numeratorDegrees: Double
  /// Degrees of freedom of the error; not whole in Welch's test.
  var denominatorDegrees: Double
  var pValue: Double

  private init(statistic: Double, numeratorDegrees: Double, denominatorDegrees: Double) {
    self.statistic = statistic
    self.numeratorDegrees = numeratorDegrees
    self.denominatorDegrees = denominatorDegrees
    pValue = FDistribution.upperTail(statistic, numeratorDegrees, denominatorDegrees)
  }

  /// Tests arms that share one variance (Fisher 1925).
  /// - Returns: The test; undefined for one arm, for arms of fewer than two units, or without
  ///   variance within arms.
  static func fisher(_ arms: [Moments]) -> Estimate<AnalysisOfVariance> {
    guard arms.count > 1, arms.allSatisfy({ $0.count > 1 }) else {
      return .undefined(.tooFewUnits)
    }
    let units = Double(arms.reduce(0) { $0 + $1.count })
    let groups = Double(arms.count)
    let mean = CompensatedSum(arms.map { Double($0.count) * $0.mean }).value / units
    let between = CompensatedSum(
      arms.map { Double($0.count) * ($0.mean - mean) * ($0.mean - mean) }
    ).value
    let within = CompensatedSum(arms.map { Double($0.count - 1) * $0.variance }).value
    guard within > 0 else { return .undefined(.zeroVariance) }
    guard within.isFinite, between.isFinite else { return .undefined(.notFinite) }
    return .defined(
      AnalysisOfVariance(
        statistic: (between / (groups - 1)) / (within / (units - groups)),
        numeratorDegrees: groups - 1, denominatorDegrees: units - groups))
  }

  /// Tests arms whose variances may differ (Welch 1951, doi:10.2307/2332579).
  /// - Returns: The test; undefined for one arm, for arms of fewer than two units, or when an arm
  ///   has no variance.
  static func welch(_ arms: [Moments]) -> Estimate<AnalysisOfVariance> {
    guard arms.count > 1, arms.allSatisfy({ $0.count > 1 }) else {
      return .undefined(.tooFewUnits)
    }
    guard arms.allSatisfy({ $0.variance > 0 }) else { return .undefined(.zeroVariance) }
    let groups = Double(arms.count)
    let weights = arms.map { Double($0.count) / $0.variance }
    let total = CompensatedSum(weights).value
    let mean = CompensatedSum(zip(weights, arms).map { $0 * $1.mean }).value / total
    let imbalance = CompensatedSum(
      zip(weights, arms).map { weight, arm in
        (1 - weight / total) * (1 - weight / total) / Double(arm.count - 1)
      }
    ).value
    let between = CompensatedSum(
      zip(weights, arms).map { $0 * ($1.mean - mean) * ($1.mean - mean) }
    ).value
    let squares = groups * groups - 1
    let statistic =
      (between / (groups - 1)) / (1 + 2 * (groups - 2) / squares * imbalance)
    guard statistic.isFinite, imbalance > 0 else { return .undefined(.notFinite) }
    return .defined(
      AnalysisOfVariance(
        statistic: statistic, numeratorDegrees: groups - 1,
        denominatorDegrees: squares / (3 * imbalance)))
  }
}
