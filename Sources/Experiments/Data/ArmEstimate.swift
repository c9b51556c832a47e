package import Support

/// A figure of an arm as a whole, such as a quantile, with a standard error of its own.
package struct ArmEstimate: Sendable, Equatable, Codable {
  /// What kind of figure it is.
  package enum Kind: Sendable, Equatable, Codable {
    /// A quantile with its outer interval.
    case quantile
    /// A restricted mean of times to an event.
    case restrictedMean
  }

  /// What kind of figure it is.
  package var kind: Kind
  /// Units behind it.
  package var count: Int
  /// The figure.
  package var value: Double
  /// Its standard error.
  package var standardError: Double
  /// Its confidence interval.
  package var interval: Interval?
  /// Times of the units, for the log-rank test; empty for other figures.
  package var times: [TimeCount]

  /// Wraps a quantile.
  package init(_ quantile: QuantileEstimate) {
    kind = .quantile
    count = quantile.count
    value = quantile.value
    standardError = quantile.standardError
    interval = quantile.interval
    times = []
  }

  /// Measures the mean time without the event, up to a horizon.
  /// - Parameters:
  ///   - times: Times of the arm's units, rising.
  ///   - horizon: Where the mean is cut off.
  ///   - alpha: One less the confidence of the interval.
  /// - Returns: The figure; undefined with fewer than two units, or a horizon beyond what was seen.
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

  private init(
    kind: Kind, count: Int, value: Double, standardError: Double, interval: Interval?,
    times: [TimeCount]
  ) {
    self.kind = kind
    self.count = count
    self.value = value
    self.standardError = standardError
    self.interval = interval
    self.times = times
  }
}

extension DifferenceTest {
  /// Compares figures of arms as a whole by the normal law.
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
