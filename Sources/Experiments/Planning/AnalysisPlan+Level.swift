extension AnalysisPlan {
  /// The error level at which the plan tests one treatment on the primary metric as long as no
  /// other test of its family has been won.
  package var levelOfOneTest: Double {
    let control = arms[control].share
    let family = treatments.flatMap { arm in
      familyMetrics.map { metric in
        // Variances go with the inverse of shares; a p-value of 1 wins nothing.
        FamilyTest(
          metric: metric, pValue: 1, controlShare: arms[arm].share / (arms[arm].share + control))
      }
    }
    return judge(family).map(\.level).min() ?? alpha
  }
}
