/// A multiple of a variable whose family has no scale of its own.
package struct ScaledDistribution: RealDistribution, Hashable {
  let base: Distribution
  /// The multiple, above 0.
  let factor: Double

  var support: DistributionSupport { base.support.scaled(by: factor) }
  var mean: Double { base.mean * factor }
  var variance: Double { base.variance * factor * factor }

  func sample(using stream: inout RandomStream) -> Double {
    base.sample(using: &stream) * factor
  }

  func density(_ x: Double) -> Double {
    base.isContinuous ? base.density(x / factor) / factor : base.density(unscaled(x))
  }

  func cdf(_ x: Double) -> Double { base.cdf(unscaled(x)) }
  func upperTail(_ x: Double) -> Double { base.upperTail(unscaled(x)) }
  func quantile(_ p: Double) -> Double { base.quantile(p) * factor }
  func upperQuantile(_ q: Double) -> Double { base.upperQuantile(q) * factor }

  /// Undoes the multiplication; lattice points come out whole in spite of rounding.
  private func unscaled(_ x: Double) -> Double {
    let quotient = x / factor
    let whole = quotient.rounded()
    return !base.isContinuous && abs(quotient - whole) <= 4 * quotient.ulp ? whole : quotient
  }
}
