/// Greatest difference between two lists.
package func largestDifference(_ left: [Double], _ right: [Double]) -> Double {
  left.count == right.count ? zip(left, right).map { abs($0 - $1) }.max() ?? 0 : .infinity
}

/// Tells whether a value agrees with a golden one, relative to it.
package func isClose(_ value: Double, _ golden: Double, within tolerance: Double) -> Bool {
  value == golden || abs(value - golden) <= tolerance * max(abs(golden), 1e-300)
}
