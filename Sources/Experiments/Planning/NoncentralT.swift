import Foundation
import GSL

/// Tails of the noncentral t distribution.
///
/// GSL has none. T = (Z + δ)/S with S² = χ²/ν: the normal tails given S are averaged over the
/// density of S by Gauss-Legendre quadrature.
enum NoncentralT {
  private static let rule = Quadrature.gaussLegendre(nodes: 200)

  /// Gives P(|T| > t).
  static func twoSidedTail(
    _ t: Double, degreesOfFreedom: Double, noncentrality: Double
  ) -> Double {
    // S has standard deviation 1/√(2ν): beyond 14 of them nothing is left.
    let half = 14 / (2 * degreesOfFreedom).squareRoot()
    let lower = max(1e-9, 1 - half)
    let upper = 1 + half
    let constant =
      log(2) + 0.5 * degreesOfFreedom * log(degreesOfFreedom / 2)
      - GammaFunction.logGamma(degreesOfFreedom / 2)
    var tails = 0.0
    var mass = 0.0
    for index in rule.nodes.indices {
      let s = 0.5 * (upper - lower) * rule.nodes[index] + 0.5 * (upper + lower)
      let density = exp(
        constant + (degreesOfFreedom - 1) * log(s) - degreesOfFreedom * s * s / 2)
      let weight = rule.weights[index] * density
      mass += weight
      tails +=
        weight
        * (StandardNormal.upperTail(t * s - noncentrality)
          + StandardNormal.cdf(-t * s - noncentrality))
    }
    return tails / mass
  }
}
