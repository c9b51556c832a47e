import Support

package struct UniformDistribution: ScalarDistribution {
  static let family = DistributionFamily(
    "uniform", [.value("min"), .value("max")],
    ways: [
      .by("min", "max") { (v) throws(DistributionError) in
        .uniform(try Self(min: v[0], max: v[1]))
      }
    ])
  let minimum: Double
  let maximum: Double

  /// Makes the distribution between two bounds, min < max.
  init(min: Double, max: Double) throws(DistributionError) {
    try Self.check(("min", min), ("max", max))
    guard min < max else {
      throw Self.error(
        "max", max, "must be greater than min = \(min)",
        clash: "has a `min` that is not less than its `max`")
    }
    minimum = min
    maximum = max
  }

  var support: DistributionSupport { DistributionSupport(minimum, maximum) }
  var mean: Double { 0.5 * (minimum + maximum) }
  var variance: Double { (maximum - minimum) * (maximum - minimum) / 12 }

  func sample(using stream: inout RandomStream) -> Double {
    minimum + (maximum - minimum) * stream.uniform()
  }

  func density(_ x: Double) -> Double {
    x >= minimum && x <= maximum ? 1 / (maximum - minimum) : 0
  }

  func cdf(_ x: Double) -> Double {
    min(max((x - minimum) / (maximum - minimum), 0), 1)
  }

  func upperTail(_ x: Double) -> Double {
    min(max((maximum - x) / (maximum - minimum), 0), 1)
  }

  func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    return p == 1 ? maximum : minimum + (maximum - minimum) * p
  }

  func upperQuantile(_ q: Double) -> Double {
    guard q >= 0, q <= 1 else { return .nan }
    return q == 1 ? minimum : maximum - (maximum - minimum) * q
  }

  func scaled(by factor: Double) throws(DistributionError) -> PrimitiveDistribution? {
    .uniform(try UniformDistribution(min: minimum * factor, max: maximum * factor))
  }
}
