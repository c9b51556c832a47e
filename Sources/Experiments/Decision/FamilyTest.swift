/// One test of the family that a correction covers.
package struct FamilyTest: Sendable, Equatable, Codable {
  /// Index of the metric in the plan.
  package var metric: Int
  /// P-value before correction, of the side that the plan tests for this metric.
  package var pValue: Double
  /// The control's share of the variance of the difference; its root is the loading by which
  /// tests of several treatments are correlated.
  package var controlShare: Double

  package init(metric: Int, pValue: Double, controlShare: Double) {
    self.metric = metric
    self.pValue = pValue
    self.controlShare = controlShare
  }
}

/// What a correction makes of one test: the value that decides, and the level of its interval.
package struct CorrectedTest: Sendable, Equatable, Codable {
  /// P-value for comparison with the plan's alpha.
  package var adjustedPValue: Double
  /// Error level at which this very hypothesis is tested; its interval has confidence 1 - level and
  /// excludes no effect exactly where the hypothesis is rejected.
  package var level: Double
  package var isRejected: Bool
}

extension AnalysisPlan {
  /// The side of zero that a metric's effect is tested against.
  package func side(of metric: Int) -> Alternative {
    metric == primary ? alternative : .twoSided
  }

  /// Judges the tests of a family, in their order: the one rule by which experiments are decided.
  package func judge(_ tests: [FamilyTest]) -> [CorrectedTest] {
    let adjusted = adjust(tests)
    let levels = levels(tests)
    return tests.indices.map {
      CorrectedTest(
        adjustedPValue: adjusted[$0], level: levels[$0], isRejected: adjusted[$0] < alpha)
    }
  }

  /// Adjusts p-values for comparison with alpha; the quick part of ``judge(_:)``.
  package func adjust(_ tests: [FamilyTest]) -> [Double] {
    guard correction == .dunnett else { return correction.adjust(tests.map(\.pValue)) }
    let metrics = Set(tests.map(\.metric))
    let distributions = distributions(tests)
    return tests.map { test in
      let adjusted = distributions[test.metric]?.adjust(test.pValue) ?? test.pValue
      return min(1, Double(metrics.count) * adjusted)
    }
  }

  private func levels(_ tests: [FamilyTest]) -> [Double] {
    guard correction == .dunnett else {
      return correction.levels(tests.map(\.pValue), alpha: alpha)
    }
    let distributions = distributions(tests)
    let share = alpha / Double(max(1, distributions.count))
    let levels = distributions.mapValues { $0.level(alpha: share) }
    return tests.map { levels[$0.metric] ?? share }
  }

  /// The joint distribution of the treatments' statistics, by metric.
  private func distributions(_ tests: [FamilyTest]) -> [Int: MaximumDistribution] {
    Dictionary(grouping: tests, by: \.metric).mapValues { tests in
      MaximumDistribution(
        loadings: tests.map { min(max($0.controlShare, 0), 1 - 1e-9).squareRoot() },
        isTwoSided: side(of: tests[0].metric) == .twoSided)
    }
  }
}
