internal import Support

/// All probability on one value.
package struct ConstantDistribution: ScalarDistribution {
  package static let family = DistributionFamily(
    "constant", [.value("value")],
    ways: [
      .by("value") { (v) throws(DistributionError) in
        .constant(try Self(value: v[0]))
      }
    ], isContinuous: false)
  package let value: Double

  init(value: Double) throws(DistributionError) {
    try Self.check(("value", value))
    self.value = value
  }

  package var support: DistributionSupport { DistributionSupport(value, value, isDiscrete: true) }
  package var mean: Double { value }
  package var variance: Double { 0 }

  package func sample(using stream: inout RandomStream) -> Double { value }

  package func density(_ x: Double) -> Double { x == value ? 1 : 0 }

  package func cdf(_ x: Double) -> Double { x >= value ? 1 : 0 }

  package func upperTail(_ x: Double) -> Double { x >= value ? 0 : 1 }

  package func quantile(_ p: Double) -> Double { p >= 0 && p <= 1 ? value : .nan }

  package func upperQuantile(_ q: Double) -> Double { quantile(q) }

  package func scaled(by factor: Double) throws(DistributionError) -> PrimitiveDistribution? {
    .constant(try ConstantDistribution(value: value * factor))
  }
}
