import GSL

/// Turns a standard normal into a draw of a trait, as a Gaussian copula needs it.
///
/// The value is the distribution's quantile at Φ(z). Where that is a formula of z it is used;
/// gamma and beta, whose quantiles take microseconds, are interpolated between exact knots.
enum CopulaMargin: Sendable {
  /// mean + sd · z.
  case normal(mean: Double, sd: Double)
  /// exp(mu + sigma · z).
  case lognormal(mu: Double, sigma: Double)
  case table(QuantileTable)
  case exact(Distribution)

  init(_ distribution: Distribution) {
    guard case .primitive(let primitive) = distribution else {
      self = .exact(distribution)
      return
    }
    switch primitive {
    case .normal(let family): self = .normal(mean: family.mean, sd: family.standardDeviation)
    case .lognormal(let family): self = .lognormal(mu: family.mu, sigma: family.sigma)
    case .gamma, .beta:
      self = QuantileTable(distribution).map(CopulaMargin.table) ?? .exact(distribution)
    default: self = .exact(distribution)
    }
  }

  func value(at z: Double) -> Double {
    switch self {
    case .normal(let mean, let sd): mean + sd * z
    case .lognormal(let mu, let sigma): ElementaryMath.exp(mu + sigma * z)
    case .table(let table): table.value(at: z)
    case .exact(let distribution): Self.quantile(of: distribution, at: z).settled
    }
  }

  /// The quantile at Φ(z), taken from the tail that is known more exactly.
  static func quantile(of distribution: Distribution, at z: Double) -> Double {
    z < 0
      ? distribution.quantile(StandardNormal.cdf(z))
      : distribution.upperQuantile(StandardNormal.upperTail(z))
  }
}

/// A smooth distribution's quantile at Φ(z) by cubic Hermite interpolation in z.
///
/// Knots lie 1/64 apart on -8.5...8.5, beyond which no 53-bit uniform maps; the slope at a knot is
/// φ(z) / f(x). A table is made only if it agrees with the exact quantile between its knots to
/// 1e-8 of the standard deviation.
struct QuantileTable: Sendable {
  private static let limit = 8.5
  private static let perUnit = 64.0

  private let values: [Double]
  private let slopes: [Double]

  /// Tabulates a distribution; nil where interpolation is not exact enough.
  init?(_ distribution: Distribution) {
    let count = Int(2 * Self.limit * Self.perUnit) + 1
    let knots = (0..<count).map { Double($0) / Self.perUnit - Self.limit }
    let values = knots.map { CopulaMargin.quantile(of: distribution, at: $0) }
    let slopes = zip(knots, values).map { z, x in
      StandardNormal.density(z) / distribution.density(x) / Self.perUnit
    }
    guard values.allSatisfy(\.isFinite), slopes.allSatisfy(\.isFinite) else { return nil }
    self.values = values.map(\.settled)
    self.slopes = slopes.map(\.settled)
    let tolerance = 1e-8 * distribution.variance.squareRoot()
    for knot in stride(from: 0, to: count - 1, by: 3) {
      let between = knots[knot] + 0.5 / Self.perUnit
      let exact = CopulaMargin.quantile(of: distribution, at: between)
      guard abs(value(at: between) - exact) <= tolerance else { return nil }
    }
  }

  func value(at z: Double) -> Double {
    let place = (min(max(z, -Self.limit), Self.limit) + Self.limit) * Self.perUnit
    let knot = min(Int(place), values.count - 2)
    let t = place - Double(knot)
    let rest = 1 - t
    return values[knot] * (1 + 2 * t) * rest * rest + slopes[knot] * t * rest * rest
      + values[knot + 1] * t * t * (3 - 2 * t) - slopes[knot + 1] * t * t * rest
  }
}
