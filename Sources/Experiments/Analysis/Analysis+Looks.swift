import Support

extension Analysis {
  /// Decides the primary metric by its looks instead of by its test at the end.
  ///
  /// A treatment is reported as it stood at the look that decided: with its estimate, the
  /// interval at the level of that look's boundary, and the p-value of the whole path times the
  /// number of treatments that share the error rate.
  package func deciding(by looks: FollowedLooks) -> Analysis {
    var result = self
    for index in comparisons.indices {
      let (arm, metric) = (comparisons[index].treatment, comparisons[index].metric)
      guard comparisons[index].segment == nil, metric == plan.primary,
        let path = looks.paths[arm], let pair = looks.decisive[arm]
      else { continue }
      var comparison = pair.comparison(
        plan: plan, treatment: arm, metric: metric, segment: nil, level: path.decisiveLevel)
      comparison.adjustedPValue = path.pValue.map { min(1, $0 * Double(looks.sharing)) }
      comparison.decision = Decision(
        test: comparison.test, isRejected: path.stop != nil,
        higherIsBetter: plan.metrics[metric].higherIsBetter)
      comparison.look = DecisiveLook(
        number: path.decisive + 1, planned: looks.planned, stops: path.stop != nil)
      result.comparisons[index] = comparison
    }
    result.conclude()
    return result
  }
}
