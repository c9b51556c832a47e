import Foundation
import GSL
import Support

/// The odds of the treatment over those of the control (Woolf 1955).
struct OddsRatio: Sendable, Equatable, Codable {
  /// ln of the ratio, with s² = 1/s0 + 1/s1 + 1/(n0-s0) + 1/(n1-s1) and the normal distribution.
  var logarithm: EffectEstimate

  var value: Double { exp(logarithm.effect) }

  func interval(alpha: Double) -> Interval {
    let logs = logarithm.interval(alpha: alpha)
    return Interval(lower: exp(logs.lower), upper: exp(logs.upper))
  }
}

extension ProportionPair {
  /// Gives Wilson's score intervals of both shares (1927, doi:10.1080/01621459.1927.10502953).
  func wilson(alpha: Double) -> (control: Interval, treatment: Interval) {
    let z = StandardNormal.upperQuantile(alpha / 2)
    return (
      PointEstimate.wilson(share: controlShare, count: n0, quantile: z),
      PointEstimate.wilson(share: treatmentShare, count: n1, quantile: z)
    )
  }

  /// Gives Newcombe's hybrid score interval of the difference.
  ///
  /// d - √((p1-l1)² + (u0-p0)²) to d + √((u1-p1)² + (p0-l0)²) with Wilson's ends l and u
  /// (Newcombe 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I).
  func newcombe(alpha: Double) -> Interval {
    let (control, treatment) = wilson(alpha: alpha)
    let (p0, p1) = (controlShare, treatmentShare)
    func root(_ first: Double, _ second: Double) -> Double {
      (first * first + second * second).squareRoot()
    }
    return Interval(
      lower: difference - root(p1 - treatment.lower, control.upper - p0),
      upper: difference + root(treatment.upper - p1, p0 - control.lower))
  }

  /// Gives Wald's interval after adding a success and a failure to each arm.
  ///
  /// Agresti and Caffo 2000, doi:10.1080/00031305.2000.10474560; its centre is the difference of
  /// the shares so changed.
  func agrestiCaffo(alpha: Double) -> Interval {
    let (m0, m1) = (n0 + 2, n1 + 2)
    let (q0, q1) = (Double(controlSuccesses + 1) / m0, Double(treatmentSuccesses + 1) / m1)
    let error = (q0 * (1 - q0) / m0 + q1 * (1 - q1) / m1).squareRoot()
    return Interval(
      centre: q1 - q0, halfWidth: StandardNormal.upperQuantile(alpha / 2) * error)
  }

  /// The odds ratio; nil when an arm has no success or no failure.
  var oddsRatio: OddsRatio? {
    let (s0, s1) = (Double(controlSuccesses), Double(treatmentSuccesses))
    guard s0 > 0, s1 > 0, s0 < n0, s1 < n1 else { return nil }
    let effect = log((s1 / (n1 - s1)) / (s0 / (n0 - s0)))
    let variance = 1 / s0 + 1 / s1 + 1 / (n0 - s0) + 1 / (n1 - s1)
    return OddsRatio(
      logarithm: EffectEstimate(effect: effect, standardError: variance.squareRoot()))
  }
}
