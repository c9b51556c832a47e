import Foundation
import GSL
package import Support

/// An interval and p-value that stay valid however often one looks and whenever one stops.
package struct AlwaysValid: Sendable, Equatable, Codable {
  package var interval: Interval
  package var halfWidth: Double
  /// Half the width in standard errors, to be held against 1.96.
  package var criticalValue: Double
  /// Logarithm of the evidence against no effect (an e-value or likelihood ratio); nil without one.
  var logEvidence: Double?
  /// Always-valid p-value at this look, 1/evidence and at most 1; nil without evidence.
  package var pValue: Double?

  init(
    estimate: Double, standardError: Double, halfWidth: Double, logEvidence: Double? = nil
  ) {
    interval = Interval(centre: estimate, halfWidth: halfWidth)
    self.halfWidth = halfWidth
    criticalValue = halfWidth / standardError
    self.logEvidence = logEvidence
    pValue = logEvidence.map { min(1, exp(-$0)) }
  }

  /// The squared tuning of an asymptotic confidence sequence that is tightest at a number of units.
  ///
  /// ρ² = (-2 ln α + ln(1 - 2 ln α))/N*.
  static func tuning(tightestAt units: Double, alpha: Double) -> Double {
    let doubled = -2 * log(alpha)
    return (doubled + log(doubled + 1)) / units
  }

  /// An asymptotic confidence sequence.
  ///
  /// Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (arXiv:2103.06476, equation 9). With k = Nρ² + 1 the half-width is √(VN) √(2k ln(√k/α)/(Nρ)²) and the evidence
  /// ln E = ρ² d² N/V/(2k) - ½ ln k.
  /// `units` are those of both arms so far, `alpha` is the error rate over all time.
  /// - Returns: The interval, or nil without variance.
  package static func confidenceSequence(
    estimate: Double, variance: Double, units: Int, tightestAt: Double = 5000, alpha: Double = 0.05
  ) -> AlwaysValid? {
    guard variance > 0, variance.isFinite, estimate.isFinite, units > 0, tightestAt > 0 else {
      return nil
    }
    let count = Double(units)
    let tuning = tuning(tightestAt: tightestAt, alpha: alpha)
    let k = count * tuning + 1
    let width =
      (variance * count).squareRoot()
      * (2 * k * log(k.squareRoot() / alpha) / (count * count * tuning)).squareRoot()
    let evidence = tuning * (estimate * estimate * count / variance) / (2 * k) - 0.5 * log(k)
    return AlwaysValid(
      estimate: estimate, standardError: variance.squareRoot(), halfWidth: width,
      logEvidence: evidence)
  }

  /// Half the width of `confidenceSequence`, in standard errors, when it is tightest at the planned
  /// end: it depends on the share of the planned units alone.
  static func sequenceCriticalValue(at fraction: Double, alpha: Double) -> Double {
    let scaled = fraction * tuning(tightestAt: 1, alpha: alpha)
    let k = scaled + 1
    return (2 * k * log(k.squareRoot() / alpha) / scaled).squareRoot()
  }

  /// The mixture sequential probability ratio test.
  ///
  /// Johari, Koomen, Pekelis and Walsh 2022 (doi:10.1287/opre.2021.2135). The effect is mixed over N(0, τ²): ln Λ = ½ ln(V/(V+τ²)) + d²τ²/(2V(V+τ²)).
  /// `mixing` is the standard deviation τ of effects, in the metric's unit.
  /// - Returns: The interval, or nil without variance.
  static func mixtureTest(
    estimate: Double, variance: Double, mixing: Double, alpha: Double = 0.05
  ) -> AlwaysValid? {
    let square = mixing * mixing
    guard variance > 0, variance.isFinite, estimate.isFinite, square > 0 else { return nil }
    let sum = variance + square
    let evidence =
      0.5 * log(variance / sum) + estimate * estimate * square / (2 * variance * sum)
    let width =
      (variance * sum / square * (2 * log(1 / alpha) + log(sum / variance))).squareRoot()
    return AlwaysValid(
      estimate: estimate, standardError: variance.squareRoot(), halfWidth: width,
      logEvidence: evidence)
  }

  /// Statsig's variant of the mixture test, whose mixing variance follows from the data.
  ///
  /// τ = z²(v₀+v₁)/(n₀+n₁) and Z* = √((V+τ)/τ (-2 ln(α/2) - ln(V/(V+τ)))).
  /// - Returns: The interval, or nil without variance.
  static func statsig(
    estimate: Double, control: (variance: Double, count: Int),
    treatment: (variance: Double, count: Int), alpha: Double = 0.05
  ) -> AlwaysValid? {
    guard control.count > 0, treatment.count > 0 else { return nil }
    let variance =
      control.variance / Double(control.count) + treatment.variance / Double(treatment.count)
    guard variance > 0, variance.isFinite, estimate.isFinite else { return nil }
    let z = StandardNormal.upperQuantile(alpha / 2)
    let mixing =
      z * z * (control.variance + treatment.variance) / Double(control.count + treatment.count)
    let sum = variance + mixing
    let critical = (sum / mixing * (-2 * log(alpha / 2) - log(variance / sum))).squareRoot()
    return AlwaysValid(
      estimate: estimate, standardError: variance.squareRoot(),
      halfWidth: critical * variance.squareRoot())
  }
}
