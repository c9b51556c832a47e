import Support

package struct TriangularDistribution: ScalarDistribution {
  static let family = DistributionFamily(
    "triangular", [.value("min"), .value("mode"), .value("max")],
    ways: [
      .by("min", "mode", "max") { (v) throws(DistributionError) in
        .triangular(try Self(min: v[0], mode: v[1], max: v[2]))
      }
    ])
  let minimum: Double
  let mode: Double
  let maximum: Double

  /// Makes the distribution from min ≤ mode ≤ max, where min < max.
  init(min: Double, mode: Double, max: Double) throws(DistributionError) {
    try Self.check(("min", min), ("mode", mode), ("max", max))
    let clash = "must have `min` ≤ `mode` ≤ `max` and `min` < `max`"
    guard min < max else {
      throw Self.error("max", max, "must be greater than min = \(min)", clash: clash)
    }
    guard mode >= min, mode <= max else {
      throw Self.error("mode", mode, "must be from min = \(min) to max = \(max)", clash: clash)
    }
    minimum = min
    self.mode = mode
    maximum = max
  }

  var support: DistributionSupport { DistributionSupport(minimum, maximum) }
  var mean: Double { (minimum + mode + maximum) / 3 }
  var variance: Double {
    let left = mode - minimum
    let right = maximum - mode
    return (left * left + left * right + right * right) / 18
  }

  func sample(using stream: inout RandomStream) -> Double {
    quantile(stream.uniform())
  }

  func density(_ x: Double) -> Double {
    guard x >= minimum, x <= maximum else { return 0 }
    if x == mode { return 2 / width }
    return x < mode
      ? 2 / width * ((x - minimum) / (mode - minimum))
      : 2 / width * ((maximum - x) / (maximum - mode))
  }

  func cdf(_ x: Double) -> Double {
    if x <= minimum { return 0 }
    return x < mode
      ? (x - minimum) / width * ((x - minimum) / (mode - minimum)) : 1 - upperTail(x)
  }

  func upperTail(_ x: Double) -> Double {
    if x >= maximum { return 0 }
    return x >= mode
      ? (maximum - x) / width * ((maximum - x) / (maximum - mode)) : 1 - cdf(x)
  }

  func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    return p * width <= mode - minimum
      ? minimum + (p * width * (mode - minimum)).squareRoot()
      : maximum - ((1 - p) * width * (maximum - mode)).squareRoot()
  }

  func upperQuantile(_ q: Double) -> Double {
    guard q >= 0, q <= 1 else { return .nan }
    return q * width <= maximum - mode
      ? maximum - (q * width * (maximum - mode)).squareRoot() : quantile(1 - q)
  }

  func scaled(by factor: Double) throws(DistributionError) -> PrimitiveDistribution? {
    .triangular(
      try TriangularDistribution(
        min: minimum * factor, mode: mode * factor, max: maximum * factor))
  }

  private var width: Double { maximum - minimum }
}
