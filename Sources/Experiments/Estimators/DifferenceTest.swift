package import Support

/// A test of the absolute difference between a treatment and the control.
///
/// P-value and interval are of one test: the interval excludes zero exactly where the p-value is
/// below its level.
package struct DifferenceTest: Sendable, Equatable, Codable {
  package var method: TestMethod
  /// Treatment less control.
  package var difference: Double
  /// Standard error of the difference: unpooled for proportions.
  package var standardError: Double
  /// Standard error under no difference: pooled for proportions, else the same as above.
  var nullStandardError: Double
  /// Difference over its standard error under no difference.
  package var statistic: Double
  /// Welch-Satterthwaite degrees of freedom; nil for a normal statistic.
  package var degreesOfFreedom: Double?
  /// All differences that the test does not reject; open on one side where it is one-sided.
  package var interval: Interval
  /// P-value of the side that is tested, from survival functions.
  package var pValue: Double

  /// Compares a treatment with the control by the test that belongs to their kind of metric.
  /// - Returns: The test, or why the data do not define one.
  package static func compare(
    treatment: MetricSample, control: MetricSample, alpha: Double,
    alternative: Alternative = .twoSided
  ) -> Estimate<DifferenceTest> {
    guard treatment.count > 1, control.count > 1 else { return .undefined(.tooFewUnits) }
    if let pair = ProportionPair(treatment: treatment, control: control) {
      return twoProportionZ(pair, alpha: alpha, alternative: alternative)
    }
    if case .estimate(let treated) = treatment, case .estimate(let baseline) = control {
      return estimates(
        treatment: treated, control: baseline, alpha: alpha, alternative: alternative)
    }
    for case .missing(_, let reason) in [treatment, control] { return .undefined(reason) }
    guard let treatmentMoments = treatment.perUnit, let controlMoments = control.perUnit else {
      return .undefined(.zeroDenominator)
    }
    return welch(
      treatment: treatmentMoments, control: controlMoments, alpha: alpha,
      alternative: alternative, method: treatment.kind == .ratio ? .welchRatio : .welch)
  }
}

/// A test of an absolute difference.
package enum TestMethod: String, Sendable, Equatable, CaseIterable, Codable {
  /// Two-proportion z with the pooled share, and the score interval that agrees with it.
  case twoProportionZ
  case welch
  /// Welch's t on a ratio whose variance comes from the delta method.
  case welchRatio
  /// Welch's t on means adjusted by covariates.
  case adjusted
  /// Welch's t on means weighted by strata.
  case stratified
  /// Welch's t on sums over clusters that were assigned as a whole.
  case clustered
  /// The normal distribution for quantiles with outer intervals.
  case quantile
  /// The normal distribution for restricted means of times.
  case restrictedMean

  package var name: String {
    switch self {
    case .twoProportionZ: "two-proportion z"
    case .welch: "Welch t"
    case .welchRatio: "Welch t, delta method"
    case .adjusted: "Welch t, CUPED"
    case .stratified: "Welch t, post-stratified"
    case .clustered: "Welch t, clusters"
    case .quantile: "z, outer intervals"
    case .restrictedMean: "z, restricted mean"
    }
  }
}

extension MetricSample {
  /// Count, value and variance per unit as moments, or nil without a value.
  var perUnit: Moments? {
    guard let value, let unitVariance else { return nil }
    return Moments(count: count, mean: value, variance: unitVariance)
  }
}
