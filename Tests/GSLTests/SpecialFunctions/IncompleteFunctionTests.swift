import Foundation
import Testing

@testable import GSL

@Suite struct `Incomplete gamma and beta functions` {
  @Test(
    arguments: [
      (0.01, 1, 0.92034432544594204),
      (3.841458820694124, 1, 0.050000000000000057),
      (10, 2, 0.0067379469990854671),
      (3, 7.5, 0.91256878763532949),
      (80, 50, 0.0044826565655732046),
      (300, 400, 0.99994290311425792),
      (500, 400, 0.00048221275959343374),
      (5100, 5000, 0.15863934861940395),
      (200, 3, 4.2185411071920423e-43),
    ] as [(Double, Double, Double)])
  func `chi-squared tail`(x: Double, degrees: Double, tail: Double) {
    expectClose(ChiSquared.upperTail(x, degreesOfFreedom: degrees), tail, within: 1e-12)
    expectClose(
      1 - ChiSquared.cdf(x, degreesOfFreedom: degrees), tail, within: 1e-12 + 1e-15 / tail)
  }

  @Test(
    arguments: [
      (0.95, 1, 3.8414588206941245),
      (0.01, 7.5, 1.4381581490758796),
      (0.5, 400, 399.33353122493135),
      (1e-10, 3, 5.2093976214344803e-7),
      (0.999, 50, 86.660815190403135),
    ] as [(Double, Double, Double)])
  func `chi-squared quantile`(p: Double, degrees: Double, x: Double) {
    expectClose(ChiSquared.quantile(p, degreesOfFreedom: degrees), x, within: 1e-12)
    if p > 1e-9 {
      expectClose(ChiSquared.upperQuantile(1 - p, degreesOfFreedom: degrees), x, within: 1e-12)
    }
  }

  @Test(
    arguments: [
      (0.5, 1, 3, 0.53047777093295697),
      (4.0, 1, 500, 0.046040682769031443),
      (2.5, 5, 20, 0.064927046100945159),
      (50.0, 5, 500, 5.5361263396955186e-42),
      (1.2, 200, 500, 0.05751332183829323),
      (1.0, 30, 100000.0, 0.46566907168689637),
      (10.0, 2, 20, 0.0009765625),
    ] as [(Double, Double, Double, Double)])
  func `F tail`(f: Double, numerator: Double, denominator: Double, tail: Double) {
    expectClose(FDistribution.upperTail(f, numerator, denominator), tail, within: 1e-12)
    expectClose(
      1 - FDistribution.cdf(f, numerator, denominator), tail, within: 1e-12 + 1e-15 / tail)
  }

  @Test(
    arguments: [
      (1e-06, 10, 12, 3.5271247285616595e-55),
      (0.02, 80, 0.5, 7.690125207543171e-138),
      (0.3, 0.001, 3, 0.99974085931569037),
      (0.5, 0.5, 0.5, 0.5),
      (0.7, 3000, 200, 3.0510522371606451e-247),
      (0.97, 10, 0.01, 0.0093312187057226352),
      (0.3, 80, 200, 0.70625311249233145),
      (0.999, 2.5, 0.1, 0.43351826939916038),
    ] as [(Double, Double, Double, Double)])
  func `incomplete beta function`(x: Double, a: Double, b: Double, value: Double) {
    expectClose(Beta.regularized(x, a, b), value, within: 1e-12)
  }

  @Test func `logarithms of the complete functions`() {
    expectClose(GammaFunction.logGamma(0.5), 0.572_364_942_924_700_1, within: 1e-14)
    expectClose(GammaFunction.logGamma(5), 3.178_053_830_347_945_6, within: 1e-14)
    expectClose(Beta.logBeta(2, 3), -2.484_906_649_788_000_3, within: 1e-14)
    // B(a, 1) = 1/a and B(a, 2) = 1/(a (a + 1))
    for a in [0.3, 9.9, 10.1, 1e3, 1e6, 1e9] {
      expectClose(Beta.logBeta(a, 1), -log(a), within: 1e-12)
    }
    #expect(GammaFunction.logGamma(-1).isNaN)
    #expect(Beta.logBeta(0, 1).isNaN)
  }

  @Test func `arguments outside the domain give NaN`() {
    #expect(Beta.regularized(-0.1, 1, 1).isNaN)
    #expect(Beta.regularized(1.1, 1, 1).isNaN)
    #expect(Beta.regularized(0.5, 0, 1).isNaN)
    #expect(ChiSquared.quantile(2, degreesOfFreedom: 3).isNaN)
    #expect(ChiSquared.upperTail(1, degreesOfFreedom: 0).isNaN)
    #expect(FDistribution.upperTail(1, 0, 3).isNaN)
  }
}
