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
        interval: EffectEstimate(effect: mean.value, standardError: error).interval(alpha: alpha)))
  }
}

extension ArmEstimate {
  package init(_ quantile: QuantileEstimate) {
    self.init(
      kind: .quantile, count: quantile.count, value: quantile.value,
      standardError: quantile.standardError, interval: quantile.interval)
  }
}

extension DifferenceTest {
  /// Compares values of arms as a whole by the normal distribution.
  /// - Returns: The test; undefined where both values have no error, as in ties.
  static func estimates(
    treatment: ArmEstimate, control: ArmEstimate, alpha: Double, alternative: Alternative
  ) -> Estimate<DifferenceTest> {
    let isQuantile = treatment.kind == .quantile
    let found = EffectEstimate.defined(
      effect: treatment.value - control.value,
      variance: treatment.standardError * treatment.standardError
        + control.standardError * control.standardError)
    guard let effect = found.value else {
      let reason = found.reason ?? .zeroVariance
      return .undefined(isQuantile && reason == .zeroVariance ? .tiedQuantile : reason)
    }
    return .defined(
      DifferenceTest(
        method: isQuantile ? .quantile : .restrictedMean, effect, alpha: alpha,
        alternative: alternative))
  }
}
