import Testing

@testable import GSL

// Golden values of this folder: mpmath with 40 digits.

@Suite struct `Standard normal` {
  @Test(
    arguments: [
      (-40, 1.0),
      (-8, 0.99999999999999938),
      (-1.5, 0.93319279873114193),
      (0, 0.5),
      (0.25, 0.40129367431707628),
      (1.959963984540054, 0.025000000000000011),
      (6, 9.8658764503769814e-10),
      (20, 2.7536241186062337e-89),
      (37, 5.7255712225245768e-300),
    ] as [(Double, Double)])
  func `upper tail agrees with erfc`(z: Double, tail: Double) {
    expectClose(StandardNormal.upperTail(z), tail, within: 1e-13)
    expectClose(StandardNormal.cdf(-z), tail, within: 1e-13)
  }

  @Test(
    arguments: [
      (1e-300, 37.047096299361199),
      (1e-20, 9.2623400897984076),
      (1e-05, 4.2648907939228246),
      (0.025, 1.9599639845400542),
      (0.3, 0.52440051270804082),
    ] as [(Double, Double)])
  func `upper quantile agrees with its inverse`(q: Double, z: Double) {
    expectClose(StandardNormal.upperQuantile(q), z, within: 1e-13)
    expectClose(StandardNormal.quantile(q), -z, within: 1e-13)
  }

  @Test func `quantiles end at infinity`() {
    #expect(StandardNormal.quantile(0) == -.infinity)
    #expect(StandardNormal.quantile(1) == .infinity)
    #expect(StandardNormal.quantile(-0.1).isNaN)
    #expect(StandardNormal.upperQuantile(1.1).isNaN)
  }
}
