import GSL

/// Turns a standard normal into a draw of a trait, as a Gaussian copula needs it.
///
/// The value is the distribution's quantile at Φ(z). Where that is a formula of z it is used, and
/// else a table, where there is one: the quantiles of gamma and beta take microseconds.
enum CopulaMargin: Sendable {
  /// mean + sd · z.
  case normal(mean: Double, sd: Double)
  /// exp(mu + sigma · z).
  case lognormal(mu: Double, sigma: Double)
  case table(QuantileTable)
  case exact(Distribution)

  init(_ distribution: Distribution) {
    switch distribution {
    case .primitive(.normal(let family)):
      self = .normal(mean: family.mean, sd: family.standardDeviation)
    case .primitive(.lognormal(let family)):
      self = .lognormal(mu: family.mu, sigma: family.sigma)
    default: self = QuantileTable.of(distribution).map(CopulaMargin.table) ?? .exact(distribution)
    }
  }

  func value(at z: Double) -> Double {
    switch self {
    case .normal(let mean, let sd): mean + sd * z
    case .lognormal(let mu, let sigma): ElementaryMath.exp(mu + sigma * z)
    case .table(let table):
      (z < 0
        ? table.value(above: StandardNormal.cdf(z))
        : table.value(below: StandardNormal.upperTail(z))).settled
    case .exact(let distribution): distribution.value(atNormal: z).settled
    }
  }
}
