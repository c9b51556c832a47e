import Foundation

/// Numerical integration by weighted sums.
package enum Quadrature {
  /// Nodes and weights on the interval from -1 to 1.
  package struct Rule: Sendable, Hashable {
    package let nodes: [Double]
    /// Weights; their sum is 2.
    package let weights: [Double]

    package func integrate(
      from lower: Double, to upper: Double, _ function: (Double) -> Double
    ) -> Double {
      let middle = 0.5 * (lower + upper)
      let half = 0.5 * (upper - lower)
      var sum = 0.0
      for index in nodes.indices {
        sum += weights[index] * function(middle + half * nodes[index])
      }
      return half * sum
    }
  }

  /// Makes the Gauss-Legendre rule with a number of nodes (at least 1), exact to degree 2n − 1.
  ///
  /// Nodes by Newton's method on the Legendre polynomial; GSL's own rules are off by up to 1e-9
  /// where it has no table.
  package static func gaussLegendre(nodes count: Int) -> Rule {
    let count = max(count, 1)
    var nodes = [Double](repeating: 0, count: count)
    var weights = nodes
    for index in 0..<((count + 1) / 2) {
      var x = cos(.pi * (Double(index) + 0.75) / (Double(count) + 0.5))
      var slope = 1.0
      for _ in 0..<100 {
        var previous = 0.0
        var value = 1.0
        for degree in 0..<count {
          let k = Double(degree)
          (previous, value) = (value, ((2 * k + 1) * x * value - k * previous) / (k + 1))
        }
        slope = Double(count) * (previous - x * value) / (1 - x * x)
        let step = value / slope
        x -= step
        if abs(step) <= 2e-16 { break }
      }
      if count % 2 == 1, index == count / 2 { x = 0 }
      nodes[index] = -x
      nodes[count - 1 - index] = x
      let weight = 2 / ((1 - x * x) * slope * slope)
      weights[index] = weight
      weights[count - 1 - index] = weight
    }
    return Rule(nodes: nodes, weights: weights)
  }
}
