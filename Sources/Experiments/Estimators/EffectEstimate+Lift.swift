import Foundation
import Support

extension EffectEstimate {
  /// Estimates the relative change by the delta method.
  ///
  /// L = (m1 - m0)/b0 with variance v1/(b0² n1) + v0 b1²/(b0⁴ n0), where b0 and b1 are the means
  /// themselves unless a base is given; degrees of freedom are Welch's of the difference.
  /// - Returns: The lift; undefined without variance or where the control's base is zero.
  static func deltaLift(
    treatment: Moments, control: Moments, base: (control: Double, treatment: Double)? = nil
  ) -> Estimate<EffectEstimate> {
    guard treatment.count > 1, control.count > 1 else { return .undefined(.tooFewUnits) }
    let (b0, b1) = base ?? (control.mean, treatment.mean)
    guard b0 != 0 else { return .undefined(.zeroBaseline) }
    let variance = WelchVariance(control: control, treatment: treatment)
    let ratio = b1 / b0
    return defined(
      effect: (treatment.mean - control.mean) / b0,
      variance: variance.treatment / b0 / b0 + variance.control / b0 / b0 * ratio * ratio,
      degreesOfFreedom: variance.sum > 0 ? variance.degreesOfFreedom : nil)
  }
}

/// The relative change on the scale of logarithms, where its interval cannot fall below -100 %.
struct LogLift: Sendable, Equatable, Codable {
  /// ln(m1/m0) with s² = v0/(n0 m0²) + v1/(n1 m1²) and Welch's degrees of freedom on those parts.
  var logRatio: EffectEstimate

  /// m1/m0 - 1.
  var value: Double { expm1(logRatio.effect) }

  /// Estimates the relative change of two positive means.
  /// - Returns: The lift; undefined without variance or when a mean is not positive.
  static func estimate(treatment: Moments, control: Moments) -> Estimate<LogLift> {
    guard treatment.count > 1, control.count > 1 else { return .undefined(.tooFewUnits) }
    guard control.mean != 0, treatment.mean != 0 else { return .undefined(.zeroBaseline) }
    guard control.mean > 0, treatment.mean > 0 else { return .undefined(.negativeBaseline) }
    var (relativeControl, relativeTreatment) = (control, treatment)
    relativeControl.variance = control.variance / control.mean / control.mean
    relativeTreatment.variance = treatment.variance / treatment.mean / treatment.mean
    let variance = WelchVariance(control: relativeControl, treatment: relativeTreatment)
    return EffectEstimate.defined(
      effect: log(treatment.mean / control.mean), variance: variance.sum,
      degreesOfFreedom: variance.sum > 0 ? variance.degreesOfFreedom : nil
    ).map { LogLift(logRatio: $0) }
  }

  /// Gives the interval of the relative change: r exp(∓ q s) - 1.
  ///
  /// `isNormal` takes q from the normal distribution instead of Student's.
  func interval(alpha: Double, isNormal: Bool = false) -> Interval {
    let logs = (isNormal ? logRatio.normal : logRatio).interval(alpha: alpha)
    return Interval(lower: exp(logs.lower) - 1, upper: exp(logs.upper) - 1)
  }
}
