import Support

/// All probability on one value.
package struct ConstantDistribution: ScalarDistribution {
  static let family = DistributionFamily(
    "constant", [.value("value")],
    ways: [
      .by("value") { (v) throws(DistributionError) in
        .constant(try Self(value: v[0]))
      }
    ], isContinuous: false)
  let value: Double

  init(value: Double) throws(DistributionError) {
    try Self.check(("value", value))
    self.value = value
  }

  var support: DistributionSupport { DistributionSupport(value, value, isDiscrete: true) }
  var mean: Double { value }
  var variance: Double { 0 }
  func sample(using stream: inout RandomStream) -> Double { value }
  func density(_ x: Double) -> Double { x == value ? 1 : 0 }
  func cdf(_ x: Double) -> Double { x >= value ? 1 : 0 }
  func upperTail(_ x: Double) -> Double { x >= value ? 0 : 1 }
  func quantile(_ p: Double) -> Double { p >= 0 && p <= 1 ? value : .nan }
  func upperQuantile(_ q: Double) -> Double { quantile(q) }

  func scaled(by factor: Double) throws(DistributionError) -> PrimitiveDistribution? {
    .constant(try ConstantDistribution(value: value * factor))
  }
}
