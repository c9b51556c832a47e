import Foundation
import Testing

@testable import GSL

/// The elementary functions of this package beside the platform's, which are right to half a unit
/// in the last place.
struct ElementaryTests {
  /// How many units in the last place a value is off.
  private func error(_ found: Double, _ right: Double) -> Double {
    found == right ? 0 : abs(found - right) / right.ulp
  }

  @Test func `exponentials and logarithms are right within two units in the last place`() {
    var worst = 0.0
    for step in 0...20_000 {
      let share = Double(step) / 20_000
      for x in [1400 * share - 700, 2 * share - 1, 1e-9 * share] {
        worst = max(worst, error(Elementary.exp(x), Foundation.exp(x)))
      }
      for x in [Foundation.exp(1400 * share - 700), 0.5 + share, 1 + 1e-6 * (share - 0.5)] {
        worst = max(worst, error(Elementary.log(x), Foundation.log(x)))
      }
    }
    #expect(worst <= 2 && worst > 0)
  }

  @Test func `log1p, expm1 and powers are right`() {
    for step in 1...2000 {
      let x = Foundation.pow(10, -12 + 13 * Double(step) / 2000)
      #expect(error(Elementary.log1p(x), Foundation.log1p(x)) <= 5)
      #expect(error(Elementary.expm1(x), Foundation.expm1(x)) <= 5)
      #expect(error(Elementary.expm1(-x), Foundation.expm1(-x)) <= 5)
      if x < 1 { #expect(error(Elementary.log1p(-x), Foundation.log1p(-x)) <= 5) }
      #expect(error(Elementary.pow(x, 0.3), Foundation.pow(x, 0.3)) <= 20)
    }
  }

  @Test func `the ends of the ranges are as they should be`() {
    #expect(
      Elementary.exp(0) == 1 && Elementary.exp(-.infinity) == 0
        && Elementary.exp(.infinity) == .infinity)
    #expect(
      Elementary.exp(-745) == Double.leastNonzeroMagnitude && Elementary.exp(710) == .infinity
        && Elementary.exp(.nan).isNaN)
    #expect(Elementary.exp(709.78) == Foundation.exp(709.78))
    #expect(Elementary.log(1) == 0 && Elementary.log(0) == -.infinity && Elementary.log(-1).isNaN)
    #expect(Elementary.log(.infinity) == .infinity && Elementary.log(.nan).isNaN)
    #expect(
      error(
        Elementary.log(Double.leastNonzeroMagnitude), Foundation.log(Double.leastNonzeroMagnitude))
        <= 2)
    #expect(Elementary.log1p(-1) == -.infinity && Elementary.expm1(-.infinity) == -1)
    #expect(
      Elementary.pow(0, 2) == 0 && Elementary.pow(0, -1) == .infinity && Elementary.pow(3, 0) == 1)
  }

  @Test func `the normal quantile is GSL's`() {
    for step in 1..<4000 {
      let p = Double(step) / 4000
      for level in [p, p * 1e-9, p * 1e-200] {
        let z = StandardNormal.quantile(level)
        #expect(abs(StandardNormal.cdf(z) - level) <= 4e-15 * level * max(1, z * z))
        #expect(StandardNormal.upperQuantile(level) == -z)
      }
    }
    #expect(StandardNormal.quantile(0) == -.infinity && StandardNormal.quantile(1) == .infinity)
  }

  @Test func `a settled number keeps 40 bits`() {
    #expect(1.0.settled == 1 && 0.1.settled != 0.1)
    #expect(abs(0.1.settled / 0.1 - 1) < 0x1p-40)
    #expect(0.3.settled == 0.3.nextUp.settled && (-0.3).settled == -(0.3.settled))
    #expect(Double.infinity.settled == .infinity && 0.0.settled == 0)
  }
}
