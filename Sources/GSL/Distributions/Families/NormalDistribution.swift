import CKeyedRandom
import Support

package struct NormalDistribution: ScalarDistribution {
  static let family = DistributionFamily(
    "normal", [.value("mean"), .value("sd", .positive)],
    ways: [
      .by("mean", "sd") { (v) throws(DistributionError) in
        .normal(try Self(mean: v[0], sd: v[1]))
      }
    ],
    quantiles: .init(bounds: .any) { (first, second) throws(DistributionError) in
      .normal(try Self(quantiles: first, second))
    })
  package let mean: Double
  package let standardDeviation: Double

  /// Mean 0 and standard deviation 1.
  static let standard = NormalDistribution()

  private init() {
    mean = 0
    standardDeviation = 1
  }

  init(mean: Double, sd: Double) throws(DistributionError) {
    try Self.check(("mean", mean), ("sd", sd))
    self.mean = mean
    standardDeviation = sd
  }

  init(quantiles first: KnownQuantile, _ second: KnownQuantile) throws(DistributionError) {
    try KnownQuantile.check(first, second, of: Self.family)
    let lowerScore = StandardNormal.quantile(first.probability)
    let upperScore = StandardNormal.quantile(second.probability)
    let sd = (second.value - first.value) / (upperScore - lowerScore)
    try self.init(mean: first.value - lowerScore * sd, sd: sd)
  }

  var support: DistributionSupport { DistributionSupport(-.infinity, .infinity) }
  var variance: Double { standardDeviation * standardDeviation }

  func sample(using stream: inout RandomStream) -> Double {
    unsafe keyed_random_normal(&stream.state, mean, standardDeviation)
  }

  func density(_ x: Double) -> Double {
    StandardNormal.density((x - mean) / standardDeviation) / standardDeviation
  }

  func cdf(_ x: Double) -> Double {
    StandardNormal.cdf((x - mean) / standardDeviation)
  }

  func upperTail(_ x: Double) -> Double {
    StandardNormal.upperTail((x - mean) / standardDeviation)
  }

  func quantile(_ p: Double) -> Double {
    mean + standardDeviation * StandardNormal.quantile(p)
  }

  func upperQuantile(_ q: Double) -> Double {
    mean + standardDeviation * StandardNormal.upperQuantile(q)
  }

  func scaled(by factor: Double) throws(DistributionError) -> PrimitiveDistribution? {
    .normal(try NormalDistribution(mean: mean * factor, sd: standardDeviation * factor))
  }
}
