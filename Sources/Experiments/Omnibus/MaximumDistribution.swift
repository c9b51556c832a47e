import Foundation
import GSL

/// The distribution of the greatest of several normal statistics that share a control.
///
/// Statistics i and j have correlation λi λj, where λ² is the share of the control's variance in
/// that of the difference. One integral over the control's error gives its tail (Dunnett 1955,
/// doi:10.2307/2281208).
struct MaximumDistribution: Sendable {
  var loadings: [Double]
  /// Whether statistics count by their size, or only in one direction.
  var isTwoSided = true
  private static let rule = Quadrature.gaussLegendre(nodes: 300)

  /// Gives the chance that any statistic is beyond a bound.
  func upperTail(_ bound: Double) -> Double {
    let tail = Self.rule.integrate(from: -9, to: 9) { x in
      var logInside = 0.0
      for loading in loadings {
        let rest = (1 - loading * loading).squareRoot()
        var outside = StandardNormal.upperTail((bound - loading * x) / rest)
        if isTwoSided { outside += StandardNormal.upperTail((loading * x + bound) / rest) }
        logInside += log1p(-min(1, outside))
      }
      return -expm1(logInside) * StandardNormal.density(x)
    }
    return min(1, tail)
  }

  /// Gives the bound that any statistic exceeds with a probability.
  func upperQuantile(_ probability: Double) -> Double? {
    try? RootFinder.brent(lower: isTwoSided ? 0 : -9, upper: 9, absoluteTolerance: 1e-14) {
      upperTail($0) - probability
    }
  }

  /// Adjusts the p-value of one of the statistics for its being one of several.
  func adjust(_ pValue: Double) -> Double {
    guard loadings.count > 1, pValue > 0, pValue < 1 else { return pValue }
    let bound = StandardNormal.upperQuantile(isTwoSided ? pValue / 2 : pValue)
    // Bonferroni's and the p-value itself are bounds, also where the quadrature has no digits left.
    return min(max(upperTail(bound), pValue), Double(loadings.count) * pValue, 1)
  }

  /// The p-value below which each statistic counts, so that any does with probability alpha.
  func level(alpha: Double) -> Double {
    guard loadings.count > 1, let bound = upperQuantile(alpha) else {
      return alpha / Double(max(1, loadings.count))
    }
    return (isTwoSided ? 2 : 1) * StandardNormal.upperTail(bound)
  }
}
