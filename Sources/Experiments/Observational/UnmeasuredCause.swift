import Foundation
import Support

/// How strong a cause that nobody measured would have to be to explain an effect away.
///
/// E = R + √(R(R - 1)), the risk ratio that it must have with both arm and outcome beyond the
/// covariates (VanderWeele and Ding 2017, doi:10.7326/M16-2607).
package struct UnmeasuredCause: Sendable, Equatable, Codable {
  /// Risk ratio that brings the estimate to zero.
  package var forEstimate: Double
  /// Risk ratio that brings the nearer end of the interval to zero; 1 when it includes zero.
  package var forInterval: Double

  /// Converts an effect to a risk ratio: of shares as they are, of means by exp(0.91 d), d being
  /// the effect in standard deviations.
  init?(_ found: DoublyRobustEffect, kind: MetricKind, deviation: Double, alpha: Double) {
    func ratio(_ effect: Double) -> Double? {
      if kind == .proportion {
        guard found.controlLevel > 0, found.controlLevel + effect > 0 else { return nil }
        return (found.controlLevel + effect) / found.controlLevel
      }
      return deviation > 0 ? exp(0.91 * effect / deviation) : nil
    }
    let interval = found.effect.interval(alpha: alpha)
    let nearer = found.effect.effect > 0 ? interval.lower : interval.upper
    guard let whole = ratio(found.effect.effect) else { return nil }
    forEstimate = Self.strength(whole)
    let includesZero = interval.lower <= 0 && interval.upper >= 0
    forInterval = includesZero ? 1 : ratio(nearer).map(Self.strength) ?? 1
  }

  private static func strength(_ ratio: Double) -> Double {
    let above = ratio >= 1 ? ratio : 1 / ratio
    return above + (above * (above - 1)).squareRoot()
  }
}
