import Foundation

extension DistributionSpec {
  /// The values that may be met: the support, without tails of a probability below 1e-9.
  ///
  /// Tails are cut for the normal and lognormal, by their closed forms for the exponential, Weibull
  /// and Pareto, and for the gamma by the cube-root approximation of Wilson and Hilferty (1931).
  /// Ends that are never met, such as 0 for the beta, are moved inwards by a millionth.
  var reach: ClosedRange<Double> {
    switch family {
    case "constant": range(self["value"], self["value"])
    case "uniform", "triangular": range(self["min"], self["max"])
    case "normal":
      if let mean = self["mean"], let sd = self["sd"] {
        range(mean - Self.far * sd, mean + Self.far * sd)
      } else {
        throughQuantiles {
          $0
        } inverse: {
          $0
        }
      }
    case "lognormal": lognormal
    case "exponential":
      range(0, (self["mean"] ?? self["median"].map { $0 / log(2) } ?? 1 / (self["rate"] ?? 1)) * 21)
    case "gamma": gamma
    case "beta", "bernoulli": family == "beta" ? 1e-6...(1 - 1e-6) : 0...1
    case "weibull": weibull
    case "pareto":
      range(self["min"], (self["min"] ?? 1) * pow(1e-9, -1 / (self["shape"] ?? 1)))
    case "binomial": range(0, self["n"])
    case "poisson": range(0, count(mean: self["mean"] ?? 1, dispersion: 0))
    case "negative_binomial":
      if let size = self["size"], let p = self["p"] {
        range(0, count(mean: size * (1 - p) / p, dispersion: 1 / size))
      } else {
        range(0, count(mean: self["mean"] ?? 1, dispersion: self["dispersion"] ?? 1))
      }
    case "geometric":
      range(1, 1 + 21 * (self["mean"] ?? 1 / (self["p"] ?? 1)))
    case "discrete", "empirical":
      range(
        points.filter { $0.weight > 0 }.map(\.value).min(),
        points.filter { $0.weight > 0 }.map(\.value).max())
    case "mixture": mixture
    case "truncated": truncated
    default: 0...0
    }
  }

  /// Standard normal deviate that is passed with a probability of 1e-9.
  private static let far = 6.0

  private func range(_ lower: Double?, _ upper: Double?) -> ClosedRange<Double> {
    let lower = lower ?? 0
    return lower...Swift.max(lower, upper ?? lower)
  }

  private var mixture: ClosedRange<Double> {
    let parts = components.filter { $0.weight > 0 }.map(\.distribution.reach)
    return range(parts.map(\.lowerBound).min(), parts.map(\.upperBound).max())
  }

  private var truncated: ClosedRange<Double> {
    let inner = components.first?.distribution.reach ?? 0...0
    let lower = Swift.max(self["min"] ?? -.infinity, inner.lowerBound)
    let upper = Swift.min(self["max"] ?? .infinity, inner.upperBound)
    guard lower > upper else { return range(lower, upper) }
    // All that the limits leave lies in the tail.
    let end = self["min"] == lower ? lower : upper
    return end...end
  }

  private var lognormal: ClosedRange<Double> {
    var location: (mu: Double, sigma: Double)?
    if let mu = self["mu"], let sigma = self["sigma"] { location = (mu, sigma) }
    if let median = self["median"], let sigma = self["sigma"] { location = (log(median), sigma) }
    if let mean = self["mean"], let sd = self["sd"] {
      let variance = log1p(sd * sd / (mean * mean))
      location = (log(mean) - variance / 2, variance.squareRoot())
    }
    guard let (mu, sigma) = location else { return throughQuantiles(log, inverse: exp) }
    return range(exp(mu - Self.far * sigma), exp(mu + Self.far * sigma))
  }

  private var gamma: ClosedRange<Double> {
    let mean = self["mean"] ?? (self["shape"] ?? 1) * (self["scale"] ?? 1)
    let shape = self["shape"] ?? self["sd"].map { mean * mean / ($0 * $0) } ?? 1
    func quantile(_ deviate: Double) -> Double {
      let root = 1 - 1 / (9 * shape) + deviate / (3 * shape.squareRoot())
      return root > 0 ? mean * root * root * root : mean * 1e-9
    }
    return range(quantile(-Self.far), quantile(Self.far))
  }

  private var weibull: ClosedRange<Double> {
    if let shape = self["shape"], let scale = self["scale"] {
      return range(scale * pow(1e-9, 1 / shape), scale * pow(21, 1 / shape))
    }
    // Logarithms of Weibull values are linear in log(-log(1 - p)).
    guard let (first, second) = levels else { return 0...0 }
    let (x, y) = (log(-log1p(-first.level)), log(-log1p(-second.level)))
    let slope = (log(second.value) - log(first.value)) / (y - x)
    let start = log(first.value) - slope * x
    return range(exp(start + slope * log(1e-9)), exp(start + slope * log(21)))
  }

  private func count(mean: Double, dispersion: Double) -> Double {
    mean + 30 + 21 * (mean + dispersion * mean * mean).squareRoot()
  }

  /// Two quantiles such as `p10` and `p90` with their levels in 0...1.
  private var levels: ((level: Double, value: Double), (level: Double, value: Double))? {
    let found = parameters.compactMap { parameter in
      Double(parameter.name.dropFirst()).map { (level: $0 / 100, value: parameter.value) }
    }
    return found.count == 2 ? (found[0], found[1]) : nil
  }

  private func throughQuantiles(
    _ transform: (Double) -> Double, inverse: (Double) -> Double
  ) -> ClosedRange<Double> {
    guard let (first, second) = levels else { return 0...0 }
    let (low, high) = (Self.deviate(first.level), Self.deviate(second.level))
    let sd = (transform(second.value) - transform(first.value)) / (high - low)
    let mean = transform(first.value) - sd * low
    return range(inverse(mean - Self.far * sd), inverse(mean + Self.far * sd))
  }

  /// The standard normal quantile, by bisection of the error function.
  private static func deviate(_ level: Double) -> Double {
    var low = -far
    var high = far
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if erfc(-middle / 2.0.squareRoot()) / 2 < level { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}

extension Variation {
  /// The values that markets may have.
  func reach(features: [TaskFeature]) -> ClosedRange<Double> {
    var (lower, upper) = (constant, constant)
    for (coefficient, feature) in zip(coefficients, features) where coefficient != 0 {
      let reach = feature.law.reach
      let ends = [coefficient * reach.lowerBound, coefficient * reach.upperBound]
      lower += ends.min() ?? 0
      upper += ends.max() ?? 0
    }
    if let reach = law?.reach {
      lower += reach.lowerBound
      upper += reach.upperBound
    }
    return lower...Swift.max(lower, upper)
  }
}
