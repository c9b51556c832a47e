import Support

/// An estimated effect beside the true one.
package struct TruthComparison: Sendable, Equatable, Codable {
  package var effect: TrueEffect
  /// Estimate less truth of the absolute difference; nil without an estimate.
  package var bias: Double?
  /// Standard error of the bias: estimate's and truth's combined; nil when either is missing.
  package var biasStandardError: Double?
  /// Whether the estimate's interval contains the true difference; nil without an interval.
  package var isCovered: Bool?

  /// Whether the bias exceeds three of its standard errors, more than chance explains.
  package var exceedsChance: Bool {
    guard let bias, let biasStandardError, biasStandardError > 0 else { return false }
    return abs(bias) > 3 * biasStandardError
  }

  package init(effect: TrueEffect, comparison: Comparison) {
    self.effect = effect
    bias = comparison.difference.map { $0 - effect.difference }
    if let estimated = comparison.standardError {
      let simulated = effect.standardError ?? 0
      biasStandardError = (estimated * estimated + simulated * simulated).squareRoot()
    }
    isCovered = comparison.interval?.contains(effect.difference)
  }
}
