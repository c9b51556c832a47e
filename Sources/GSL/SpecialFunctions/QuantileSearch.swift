import Foundation

/// The inversion of distribution functions.
enum QuantileSearch {
  /// Gives the x in lower...upper with upperTail(x) = tail, for a falling function.
  ///
  /// Newton's method on the logarithm of the tail, held in a bracket that each step narrows, so
  /// that a bad start or a flat stretch costs halvings and no more.
  static func upperTailPoint(
    tail: Double, start: Double, lower: Double, upper: Double,
    upperTail: (Double) -> Double, density: (Double) -> Double
  ) -> Double {
    solve(start: start, lower: lower, upper: upper) { x in
      let value = upperTail(x)
      let slope = density(x) / value
      return (excess: log(value / tail), slope: slope)
    }
  }

  /// Gives the x in lower...upper with cdf(x) = probability, for a rising function.
  static func lowerTailPoint(
    probability: Double, start: Double, lower: Double, upper: Double,
    cdf: (Double) -> Double, density: (Double) -> Double
  ) -> Double {
    solve(start: start, lower: lower, upper: upper) { x in
      let value = cdf(x)
      let slope = density(x) / value
      return (excess: -log(value / probability), slope: slope)
    }
  }

  /// Finds where the excess, positive to the left of the root and negative to its right, is 0.
  private static func solve(
    start: Double, lower: Double, upper: Double,
    _ evaluate: (Double) -> (excess: Double, slope: Double)
  ) -> Double {
    var low = lower
    var high = upper
    var x = start
    if !(x > low && x < high) { x = between(low, high) }
    for _ in 0..<400 {
      let (excess, slope) = evaluate(x)
      if excess == 0 { return x }
      if excess > 0 { low = x } else { high = x }
      var next = x + excess / slope
      if !(next > low && next < high) { next = between(low, high) }
      if abs(next - x) <= 1e-13 * abs(next) || next == low || next == high { return next }
      x = next
    }
    return x
  }

  /// Gives a point inside an interval: in the middle, by magnitude where it spans many.
  private static func between(_ low: Double, _ high: Double) -> Double {
    if low == -.infinity, high == .infinity { return 0 }
    if high == .infinity { return low > 0 ? 2 * low + 1 : 1 }
    if low == -.infinity { return high < 0 ? 2 * high - 1 : -1 }
    if low > 0, high / low > 16 { return sqrt(low) * sqrt(high) }
    if low == 0, high > 0 { return high / 16 }
    return low + 0.5 * (high - low)
  }
}
