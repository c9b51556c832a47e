import GSL
package import Support

/// A quantile of one arm with its outer interval (Deng, Knoblich and Lu 2018, section 4).
///
/// The interval's ends are order statistics, so no density is estimated: ranks n(p ∓ h) rounded
/// outward, with h = z s/√n. Independent units have s² = p(1-p); doi:10.1145/3219819.3219919.
package struct QuantileEstimate: Sendable, Equatable, Codable {
  package var probability: Double
  /// Type-7 quantile, linear between order statistics.
  package var value: Double
  package var interval: Interval
  /// Width of the interval over twice the normal quantile.
  package var standardError: Double
  package var count: Int

  /// Estimates a quantile of independent values.
  /// - Returns: The estimate; undefined with fewer than two values.
  package static func estimate(
    _ values: [Double], probability: Double, alpha: Double
  ) -> Estimate<QuantileEstimate> {
    outer(
      sorted: values.sorted(), probability: probability, alpha: alpha,
      spread: (probability * (1 - probability)).squareRoot())
  }

  /// Makes the estimate from sorted values and the spread of a value's being below.
  static func outer(
    sorted: [Double], probability: Double, alpha: Double, spread: Double
  ) -> Estimate<QuantileEstimate> {
    outer(
      count: sorted.count, probability: probability, alpha: alpha, variance: spread * spread
    ) { sorted[$0] }
  }

  /// Makes the estimate from values by rank, from 0, and the variance of a value's being below.
  static func outer(
    count: Int, probability: Double, alpha: Double, variance: Double, at figure: (Int) -> Double
  ) -> Estimate<QuantileEstimate> {
    guard count > 1 else { return .undefined(.tooFewUnits) }
    guard probability > 0, probability < 1, variance.isFinite else { return .undefined(.notFinite) }
    let n = Double(count)
    let z = StandardNormal.upperQuantile(alpha / 2)
    let half = z * (variance / n).squareRoot()
    let lower = max(1, Int((n * (probability - half)).rounded(.down)))
    let upper = min(count, max(1, Int((n * (probability + half)).rounded(.up))))
    let interval = Interval(lower: figure(lower - 1), upper: figure(upper - 1))
    return .defined(
      QuantileEstimate(
        probability: probability,
        value: Statistics.quantile(count: count, probability: probability, at: figure),
        interval: interval, standardError: interval.width / (2 * z), count: count))
  }

  /// Estimates the difference of the same quantile of two arms, by the normal distribution.
  /// - Returns: Treatment less control; undefined when both intervals have no width.
  package static func difference(
    treatment: QuantileEstimate, control: QuantileEstimate
  ) -> Estimate<EffectEstimate> {
    let (s0, s1) = (control.standardError, treatment.standardError)
    return EffectEstimate.defined(
      effect: treatment.value - control.value, variance: s0 * s0 + s1 * s1)
  }
}
