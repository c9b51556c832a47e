/// A distribution given that the value lies between two bounds, both included.
///
/// Sampled by the inverse distribution function where that is a formula, or where little of the
/// base lies inside; else by rejection, with at least 0.2 acceptance.
package struct TruncatedDistribution: RealDistribution, Hashable, BitwiseCopyable {
  let base: PrimitiveDistribution
  let minimum: Double
  let maximum: Double
  /// P(min ≤ X ≤ max) before truncation.
  let acceptance: Double
  private let below: Double
  private let from: Double
  private let through: Double
  private let above: Double
  private let usesRejection: Bool

  /// Makes the distribution; nil if less than 1e-290 of the base lies between the bounds.
  init?(_ base: PrimitiveDistribution, from minimum: Double, to maximum: Double) {
    let support = base.support
    self.base = base
    self.minimum = max(minimum, support.lower)
    self.maximum = min(maximum, support.upper)
    below = base.cdf(below: minimum)
    from = base.upperTail(from: minimum)
    through = base.cdf(maximum)
    above = base.upperTail(maximum)
    acceptance = below > 0.5 ? from - above : through - below
    guard acceptance >= 1e-290, self.minimum <= self.maximum else { return nil }
    usesRejection = acceptance >= 0.2 && !base.hasQuantileFormula
  }

  var support: DistributionSupport {
    DistributionSupport(minimum, maximum, isDiscrete: !base.isContinuous)
  }

  func sample(using stream: inout RandomStream) -> Double {
    if usesRejection {
      // The chance to leave this loop empty-handed is 0.8^2000, or 1e-193.
      for _ in 0..<2000 {
        let value = base.sample(using: &stream)
        if value >= minimum, value <= maximum { return value }
      }
    }
    return quantile(stream.uniformOpen()).settled
  }

  func density(_ x: Double) -> Double {
    x >= minimum && x <= maximum ? base.density(x) / acceptance : 0
  }

  func cdf(_ x: Double) -> Double {
    if x < minimum { return 0 }
    if x >= maximum { return 1 }
    let share =
      below > 0.5 ? (from - base.upperTail(x)) / acceptance : (base.cdf(x) - below) / acceptance
    return min(max(share, 0), 1)
  }

  func upperTail(_ x: Double) -> Double {
    if x < minimum { return 1 }
    if x >= maximum { return 0 }
    let cdf = base.cdf(x)
    let share =
      cdf > 0.5 ? (base.upperTail(x) - above) / acceptance : (through - cdf) / acceptance
    return min(max(share, 0), 1)
  }

  func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return p == 0 ? minimum : p == 1 ? maximum : .nan }
    let target = below + p * acceptance
    let isLower = base.isContinuous ? target <= 0.5 : below <= 0.5
    let x = clamp(
      isLower ? base.quantile(target) : base.upperQuantile(max(from - p * acceptance, 0)))
    guard !base.isContinuous else { return x }
    // The share above is rounded: the distribution function decides between neighbours.
    if x - 1 >= minimum, cdf(x - 1) >= p { return x - 1 }
    return cdf(x) < p && x + 1 <= maximum ? x + 1 : x
  }

  func upperQuantile(_ q: Double) -> Double {
    guard q > 0, q < 1 else { return q == 0 ? maximum : q == 1 ? minimum : .nan }
    let target = above + q * acceptance
    return clamp(
      target <= 0.5 ? base.upperQuantile(target) : base.quantile(max(through - q * acceptance, 0)))
  }

  private func clamp(_ x: Double) -> Double { min(max(x, minimum), maximum) }
}

extension PrimitiveDistribution {
  /// Whether the quantile is a formula and not a search.
  fileprivate var hasQuantileFormula: Bool {
    switch self {
    case .constant, .uniform, .normal, .lognormal, .exponential, .weibull, .pareto, .triangular:
      true
    case .gamma, .beta, .bernoulli, .binomial, .poisson, .negativeBinomial, .geometric:
      false
    }
  }
}
