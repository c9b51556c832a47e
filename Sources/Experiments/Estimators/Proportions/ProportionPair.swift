import GSL
import Support

/// Successes of two arms: all that a comparison of two shares needs.
struct ProportionPair: Sendable, Equatable, Codable {
  /// Units of the control that did it.
  let controlSuccesses: Int
  let controlCount: Int
  /// Units of the treatment that did it.
  let treatmentSuccesses: Int
  let treatmentCount: Int

  /// Checks and wraps the counts.
  /// - Throws: `ArgumentError` unless each arm has units and no more successes than units.
  init(
    controlSuccesses: Int, controlCount: Int, treatmentSuccesses: Int, treatmentCount: Int
  ) throws(ArgumentError) {
    for (name, successes, count) in [
      ("control", controlSuccesses, controlCount),
      ("treatment", treatmentSuccesses, treatmentCount),
    ] where count < 1 || successes < 0 || successes > count {
      throw ArgumentError(
        name, found: "\(successes) of \(count)",
        allowed: "at least one unit, and 0 to all of them successes")
    }
    self.controlSuccesses = controlSuccesses
    self.controlCount = controlCount
    self.treatmentSuccesses = treatmentSuccesses
    self.treatmentCount = treatmentCount
  }

  var n0: Double { Double(controlCount) }
  var n1: Double { Double(treatmentCount) }
  var controlShare: Double { Double(controlSuccesses) / n0 }
  var treatmentShare: Double { Double(treatmentSuccesses) / n1 }
  var difference: Double { treatmentShare - controlShare }

  var pooledShare: Double { Double(controlSuccesses + treatmentSuccesses) / (n0 + n1) }
  private var pooledVariance: Double {
    pooledShare * (1 - pooledShare) * (1 / n0 + 1 / n1)
  }

  /// The arms' moments with variance p(1-p), as used for lifts and margins.
  var moments: (control: Moments, treatment: Moments) {
    let (p0, p1) = (controlShare, treatmentShare)
    return (
      Moments(count: controlCount, mean: p0, variance: p0 * (1 - p0)),
      Moments(count: treatmentCount, mean: p1, variance: p1 * (1 - p1))
    )
  }

  /// The z test with the error of the pooled share, p(1-p)(1/n0 + 1/n1).
  var pooledZ: Estimate<EffectEstimate> {
    EffectEstimate.defined(effect: difference, variance: pooledVariance)
  }

  /// The pooled z test with the difference drawn towards zero by (1/n0 + 1/n1)/2 (Yates 1934).
  var continuityCorrectedZ: Estimate<EffectEstimate> {
    let shrunk = max(abs(difference) - 0.5 * (1 / n0 + 1 / n1), 0)
    return EffectEstimate.defined(
      effect: difference < 0 ? -shrunk : shrunk, variance: pooledVariance)
  }

  /// The z test with each arm's own error, p0(1-p0)/n0 + p1(1-p1)/n1; its interval is Wald's.
  var unpooledZ: Estimate<EffectEstimate> {
    let (p0, p1) = (controlShare, treatmentShare)
    return EffectEstimate.defined(
      effect: difference, variance: p0 * (1 - p0) / n0 + p1 * (1 - p1) / n1)
  }
}
