import CGSL
import CKeyedRandom
import Support

package struct PoissonDistribution: LatticeDistribution {
  static let family = DistributionFamily(
    "poisson", [.plain("mean", Bounds(lower: 0, upper: 1e9, excludesLower: true))],
    ways: [
      .by("mean") { (v) throws(DistributionError) in
        .poisson(try Self(mean: v[0]))
      }
    ], isContinuous: false, fitsTime: false)
  let mean: Double

  package init(mean: Double) throws(DistributionError) {
    try Self.check(("mean", mean))
    self.mean = mean
  }

  var support: DistributionSupport { DistributionSupport(0, .infinity, isDiscrete: true) }
  var variance: Double { mean }

  package func sample(using stream: inout RandomStream) -> Double {
    unsafe keyed_random_poisson(&stream.state, mean)
  }

  func density(_ x: Double) -> Double {
    guard x >= 0, x < 4e9, x == x.rounded() else { return 0 }
    GSLLibrary.prepare()
    return gsl_ran_poisson_pdf(UInt32(x), mean)
  }

  func cdf(_ x: Double) -> Double {
    x < 0 ? 0 : GammaFunction.regularizedUpper(mean, shape: x.rounded(.down) + 1)
  }

  func upperTail(_ x: Double) -> Double {
    x < 0 ? 1 : GammaFunction.regularizedLower(mean, shape: x.rounded(.down) + 1)
  }
}
