/// A correction of p-values for testing several hypotheses at once.
public enum Correction: String, Sendable, Equatable, CaseIterable {
  /// Holm's step-down procedure (1979): family-wise error under any dependence.
  case holm
  /// Bonferroni: each p-value times the size of the family.
  case bonferroni

  /// The name in results.
  public var name: String {
    switch self {
    case .holm: "Holm"
    case .bonferroni: "Bonferroni"
    }
  }

  /// Adjusts the p-values of one family, which may then be compared with alpha.
  /// - Parameter pValues: P-values of the family, in any order.
  /// - Returns: Adjusted p-values in the same order, at most 1.
  public func adjust(_ pValues: [Double]) -> [Double] {
    switch self {
    case .bonferroni:
      return pValues.map { min(1, $0 * Double(pValues.count)) }
    case .holm:
      var adjusted = pValues
      var largest = 0.0
      for (rank, index) in pValues.indices.sorted(by: { pValues[$0] < pValues[$1] }).enumerated() {
        largest = max(largest, min(1, pValues[index] * Double(pValues.count - rank)))
        adjusted[index] = largest
      }
      return adjusted
    }
  }
}
