import Foundation

extension TruncatedDistribution {
  /// Expected value, by summation or by quadrature to about 1e-10 of the standard deviation.
  var mean: Double { moments.mean }

  /// Variance, by summation or by quadrature.
  var variance: Double { moments.variance }

  private var moments: (mean: Double, variance: Double) {
    // Measured from the median: no cancellation where the bounds are far from 0.
    let center = quantile(0.5)
    let first = expectation { $0 - center }
    let second = expectation { ($0 - center - first) * ($0 - center - first) }
    return (center + first, second)
  }

  private func expectation(_ function: (Double) -> Double) -> Double {
    let lower = minimum.isFinite ? minimum : quantile(1e-17)
    let upper = maximum.isFinite ? maximum : upperQuantile(1e-17)
    if !base.isContinuous, upper - lower <= 200_000 {
      var sum = 0.0
      var x = lower.rounded(.up)
      while x <= upper {
        sum += density(x) * function(x)
        x += 1
      }
      return sum
    }
    let shares = [1e-15, 1e-12, 1e-9, 1e-6, 1e-4, 1e-3, 0.01, 0.05, 0.15, 0.3]
    let edges =
      [lower] + shares.map(quantile) + [quantile(0.5)] + shares.reversed().map(upperQuantile)
      + [upper]
    // A lattice as wide as this is as good as continuous.
    return zip(edges, edges.dropFirst()).reduce(0) { sum, panel in
      guard panel.1 > panel.0 else { return sum }
      return sum
        + Self.rule.integrate(from: panel.0, to: panel.1) { x in
          density(base.isContinuous ? x : x.rounded()) * function(x)
        }
    }
  }

  private static let rule = Quadrature.gaussLegendre(nodes: 48)
}
