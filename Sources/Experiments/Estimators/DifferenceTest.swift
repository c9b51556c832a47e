package import Support

/// A two-sided test of the absolute difference between a treatment and the control.
package struct DifferenceTest: Sendable, Equatable, Codable {
  package var method: TestMethod
  /// Treatment less control.
  package var difference: Double
  /// Standard error for the interval: unpooled for proportions.
  package var standardError: Double
  /// Standard error under no difference: pooled for proportions, else the same as above.
  var nullStandardError: Double
  /// Difference over its standard error under no difference.
  package var statistic: Double
  /// Welch-Satterthwaite degrees of freedom; nil for a normal statistic.
  package var degreesOfFreedom: Double?
  /// Interval of the difference; nil when both arms' shares are 0 or 1 and it would collapse.
  package var interval: Interval?
  /// Two-sided p-value, from survival functions.
  package var pValue: Double

  /// Compares a treatment with the control by the test that belongs to their kind of metric.
  /// - Returns: The test, or why the data do not define one.
  package static func compare(
    treatment: MetricSample, control: MetricSample, alpha: Double
  ) -> Estimate<DifferenceTest> {
    guard treatment.count > 1, control.count > 1 else { return .undefined(.tooFewUnits) }
    if case .proportion(let treated, let treatedCount) = treatment,
      case .proportion(let baseline, let baselineCount) = control
    {
      return twoProportionZ(
        treatmentSuccesses: treated, treatmentCount: treatedCount,
        controlSuccesses: baseline, controlCount: baselineCount, alpha: alpha)
    }
    if case .estimate(let treated) = treatment, case .estimate(let baseline) = control {
      return estimates(treatment: treated, control: baseline, alpha: alpha)
    }
    for case .missing(_, let reason) in [treatment, control] { return .undefined(reason) }
    guard let treatmentMoments = treatment.perUnit, let controlMoments = control.perUnit else {
      return .undefined(.zeroDenominator)
    }
    return welch(
      treatment: treatmentMoments, control: controlMoments, alpha: alpha,
      method: treatment.kind == .ratio ? .welchRatio : .welch)
  }
}

/// A test of an absolute difference.
package enum TestMethod: String, Sendable, Equatable, CaseIterable, Codable {
  /// Two-proportion z: pooled for the test, unpooled (Wald) for the interval.
  case twoProportionZ
  case welch
  /// Welch's t on a ratio whose variance comes from the delta method.
  case welchRatio
  /// Welch's t on means adjusted by covariates.
  case adjusted
  /// Welch's t on means weighted by strata.
  case stratified
  /// The normal distribution for quantiles with outer intervals.
  case quantile
  /// The log-rank test, beside the difference of restricted means.
  case logRank

  package var name: String {
    switch self {
    case .twoProportionZ: "two-proportion z"
    case .welch: "Welch t"
    case .welchRatio: "Welch t, delta method"
    case .adjusted: "Welch t, CUPED"
    case .stratified: "Welch t, post-stratified"
    case .quantile: "z, outer intervals"
    case .logRank: "log-rank; restricted mean"
    }
  }
}

extension DifferenceTest {
  /// The same comparison with the p-value of one side of zero; the interval stays two-sided.
  func against(_ alternative: Alternative) -> DifferenceTest {
    guard alternative != .twoSided else { return self }
    var result = self
    result.pValue = EffectEstimate(
      effect: statistic, standardError: 1, degreesOfFreedom: degreesOfFreedom
    ).pValue(alternative)
    return result
  }
}

extension MetricSample {
  /// Count, value and variance per unit as moments, or nil without a value.
  var perUnit: Moments? {
    guard let value, let unitVariance else { return nil }
    return Moments(count: count, mean: value, variance: unitVariance)
  }
}
