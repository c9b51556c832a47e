import Foundation

/// A check that arms received units in the planned shares.
package struct SampleRatioCheck: Sendable, Equatable, Codable {
  /// P-values below this say that assignment or recording is broken.
  package static let threshold = 0.001

  /// Units per arm.
  package var counts: [Int]
  package var expected: [Double]
  /// Pearson's chi-square.
  package var statistic: Double
  package var degreesOfFreedom: Double
  /// Probability of so great a deviation when assignment works; 1 without units.
  package var pValue: Double

  /// Whether the counts contradict the planned shares (p below `threshold`).
  package var isFailed: Bool { pValue < Self.threshold }

  /// The likelihood-ratio test of the same: G = 2 Σ n ln(n/e).
  static func likelihoodRatio(counts: [Int], expected: [Double]) -> TestStatistic {
    let terms = zip(counts, expected).map { count, expected in
      count > 0 && expected > 0 ? Double(count) * log(Double(count) / expected) : 0
    }
    return .chiSquared(2 * CompensatedSum(terms).value, degreesOfFreedom: counts.count - 1)
  }

  /// Shares or weights are in the order of the counts; all positive.
  init(counts: [Int], shares: [Double]) {
    let total = Double(counts.reduce(0, +))
    let weight = shares.reduce(0, +)
    let expected = shares.map { $0 / weight * total }
    var statistic = 0.0
    for (count, expected) in zip(counts, expected) where expected > 0 {
      statistic += (Double(count) - expected) * (Double(count) - expected) / expected
    }
    self.counts = counts
    self.expected = expected
    self.statistic = statistic
    let test = TestStatistic.chiSquared(statistic, degreesOfFreedom: counts.count - 1)
    degreesOfFreedom = test.degreesOfFreedom
    pValue = test.pValue
  }
}
