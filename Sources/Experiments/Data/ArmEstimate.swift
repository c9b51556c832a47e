package import Support

/// A value of an arm as a whole, such as a quantile, with a standard error of its own.
package struct ArmEstimate: Sendable, Equatable, Codable {
  package enum Kind: Sendable, Equatable, Codable {
    case quantile
    case restrictedMean
  }

  package var kind: Kind
  package var count: Int
  package var value: Double
  package var standardError: Double
  package var interval: Interval?
  /// Times of the units, for the log-rank test; empty for other values.
  package var times: [TimeCount]

  /// Measures the mean time without the event, up to a horizon.
  ///
  /// Times rise; the horizon is where the mean is cut off.
  /// - Returns: The value; undefined with fewer than two units, or a horizon beyond what was seen.
  package static func restrictedMean(
    _ times: [TimeCount], horizon: Double, alpha: Double
  ) -> Estimate<ArmEstimate> {
    let curve = KaplanMeier(times)
    guard curve.count > 1 else { return .undefined(.tooFewUnits) }
    guard let mean = try? RestrictedMean(curve, horizon: horizon) else {
      return .undefined(.horizonNotReached)
    }
    let error = mean.variance.squareRoot()
    return .defined(
      ArmEstimate(
        kind: .restrictedMean, count: curve.count, value: mean.value, standardError: error,
        interval: EffectEstimate(effect: mean.value, standardError: error).interval(alpha: alpha),
        times: times))
  }
}

extension ArmEstimate {
  package init(_ quantile: QuantileEstimate) {
    self.init(
      kind: .quantile, count: quantile.count, value: quantile.value,
      standardError: quantile.standardError, interval: quantile.interval, times: [])
  }
}

extension DifferenceTest {
  /// Compares values of arms as a whole by the normal distribution.
  ///
  /// Times to an event are tested by the log-rank test, whose root has the sign of the difference
  /// of restricted means; estimate and interval are of the restricted means.
  static func estimates(
    treatment: ArmEstimate, control: ArmEstimate, alpha: Double
  ) -> Estimate<DifferenceTest> {
    let found = EffectEstimate.defined(
      effect: treatment.value - control.value,
      variance: treatment.standardError * treatment.standardError
        + control.standardError * control.standardError)
    guard let effect = found.value else { return .undefined(found.reason ?? .zeroVariance) }
    var test = DifferenceTest(
      method: .quantile, difference: effect.effect, standardError: effect.standardError,
      nullStandardError: effect.standardError, statistic: effect.statistic, degreesOfFreedom: nil,
      interval: effect.interval(alpha: alpha), pValue: effect.pValue())
    guard treatment.kind == .restrictedMean else { return .defined(test) }
    let ranked = LogRank.test(counted: [control.times, treatment.times])
    guard let logRank = ranked.value else { return .undefined(ranked.reason ?? .zeroVariance) }
    test.method = .logRank
    test.statistic = logRank.test.value.squareRoot() * (effect.effect < 0 ? -1 : 1)
    test.pValue = logRank.test.pValue
    return .defined(test)
  }
}
