package import Support

extension Moments {
  /// Computes the moments of values held in memory, in two passes with compensated sums.
  package init(of values: [Double]) {
    let count = Double(values.count)
    let mean = values.isEmpty ? 0 : CompensatedSum(values).value / count
    var squares = CompensatedSum()
    var rest = CompensatedSum()
    for value in values {
      squares.add((value - mean) * (value - mean))
      rest.add(value - mean)
    }
    let spread = squares.value - rest.value * rest.value / max(count, 1)
    self.init(
      count: values.count, mean: mean,
      variance: values.count > 1 ? max(0, spread) / (count - 1) : 0)
  }
}

extension JointMoments {
  /// Computes the moments of pairs held in memory, in two passes with compensated sums.
  ///
  /// - Throws: `ArgumentError` when the columns differ in length.
  package init(numerator: [Double], denominator: [Double]) throws(ArgumentError) {
    guard numerator.count == denominator.count else {
      throw ArgumentError(
        "denominator", found: "\(denominator.count) values",
        allowed: "as many as the numerator's \(numerator.count)")
    }
    let first = Moments(of: numerator)
    let second = Moments(of: denominator)
    var products = CompensatedSum()
    var firstRest = CompensatedSum()
    var secondRest = CompensatedSum()
    for (x, y) in zip(numerator, denominator) {
      products.add((x - first.mean) * (y - second.mean))
      firstRest.add(x - first.mean)
      secondRest.add(y - second.mean)
    }
    let count = Double(numerator.count)
    let spread = products.value - firstRest.value * secondRest.value / max(count, 1)
    self.init(
      numerator: first, denominator: second, covariance: count > 1 ? spread / (count - 1) : 0)
  }

  /// Merges the moments of disjoint groups of units (Chan, Golub and LeVeque 1983).
  package static func pooled(_ parts: [JointMoments]) -> JointMoments {
    let count = parts.reduce(0) { $0 + $1.count }
    let units = Double(max(count, 1))
    let x = CompensatedSum(parts.map { Double($0.count) * $0.numerator.mean }).value / units
    let y = CompensatedSum(parts.map { Double($0.count) * $0.denominator.mean }).value / units
    func spread(
      _ within: (JointMoments) -> Double, _ between: (JointMoments) -> Double
    ) -> Double {
      guard count > 1 else { return 0 }
      let sums = parts.map { part in
        Double(max(part.count - 1, 0)) * within(part) + Double(part.count) * between(part)
      }
      return CompensatedSum(sums).value / Double(count - 1)
    }
    let varianceX = spread({ $0.numerator.variance }) {
      ($0.numerator.mean - x) * ($0.numerator.mean - x)
    }
    let varianceY = spread({ $0.denominator.variance }) {
      ($0.denominator.mean - y) * ($0.denominator.mean - y)
    }
    return JointMoments(
      numerator: Moments(count: count, mean: x, variance: varianceX),
      denominator: Moments(count: count, mean: y, variance: varianceY),
      covariance: spread(\.covariance) { ($0.numerator.mean - x) * ($0.denominator.mean - y) })
  }
}
