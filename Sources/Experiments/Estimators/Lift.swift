import GSL
package import Support

/// The relative change from control to treatment.
package struct Lift: Sendable, Equatable, Codable {
  /// How an interval of the lift was made.
  package enum Method: String, Sendable, Equatable, Codable {
    /// Fieller's theorem, exact for normal means.
    case fieller
    /// Delta method, when the control's mean is too near zero for Fieller.
    case delta
  }

  package var value: Double
  package var standardError: Double
  /// Fieller's g: squared ratio of the control's margin of error to its mean; 1 or more is bad.
  var g: Double
  /// Fieller's interval, or nil when g is 1 or more and the set of plausible lifts is unbounded.
  package var fieller: Interval?
  /// Delta interval: normal for proportions, with Welch's degrees of freedom for the others.
  package var delta: Interval

  /// The interval to show: Fieller's, or the delta interval where Fieller's is unbounded.
  package var interval: Interval { fieller ?? delta }
  package var method: Method { fieller == nil ? .delta : .fieller }

  /// Estimates the relative change.
  ///
  /// With a = v0/n0, b = v1/n1 and r = m1/m0, Fieller's ends are
  /// [r ∓ (z/m0) √(b(1-g) + r² a)]/(1-g) - 1 with g = z² a/m0² (Fieller 1954); the delta variance
  /// is b/m0² + a m1²/m0⁴.
  /// - Returns: The lift; undefined without variance, or with a control at or below zero.
  package static func estimate(
    treatment: MetricSample, control: MetricSample, alpha: Double
  ) -> Estimate<Lift> {
    guard treatment.count > 1, control.count > 1 else { return .undefined(.tooFewUnits) }
    guard let treated = treatment.perUnit, let baseline = control.perUnit else {
      return .undefined(.zeroDenominator)
    }
    guard baseline.mean != 0 else { return .undefined(.zeroBaseline) }
    guard baseline.mean > 0 else { return .undefined(.negativeBaseline) }
    let variance = WelchVariance(control: baseline, treatment: treated)
    guard variance.sum > 0 else { return .undefined(.zeroVariance) }
    let ratio = treated.mean / baseline.mean
    let value = (treated.mean - baseline.mean) / baseline.mean
    // Relative variances: dividing first keeps money in minor or major units alike in range.
    let relativeControl = variance.control / baseline.mean / baseline.mean
    let relativeTreatment = variance.treatment / baseline.mean / baseline.mean
    let error = (relativeTreatment + relativeControl * ratio * ratio).squareRoot()
    let normal = StandardNormal.upperQuantile(alpha / 2)
    let g = normal * normal * relativeControl
    guard value.isFinite, error.isFinite, g.isFinite else { return .undefined(.notFinite) }
    let quantile =
      control.kind == .proportion || control.kind == .estimate
      ? normal
      : StudentT.upperQuantile(alpha / 2, degreesOfFreedom: variance.degreesOfFreedom)
    var fieller: Interval?
    if g < 1 {
      let root = (relativeTreatment * (1 - g) + ratio * ratio * relativeControl).squareRoot()
      fieller = Interval(
        lower: (ratio - normal * root) / (1 - g) - 1,
        upper: (ratio + normal * root) / (1 - g) - 1)
    }
    return .defined(
      Lift(
        value: value, standardError: error, g: g, fieller: fieller,
        delta: Interval(centre: value, halfWidth: quantile * error)))
  }
}
