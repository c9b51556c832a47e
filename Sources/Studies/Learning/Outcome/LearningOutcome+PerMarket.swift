extension LearningOutcome {
  /// A sum per market of the judgement, less another policy's where named; nil without markets.
  ///
  /// Clusters are those of ``LearningOutcome/estimate(_:policy:bins:markets:)``; the amount is in
  /// units of its kind, such as regret over ``unitsPerReward``.
  package func perMarket(
    _ amount: (LearningSums) -> Double, policy: Int, minus other: Int? = nil,
    bins: Range<Int>? = nil
  ) -> LearningEstimate? {
    guard !testMarkets.isEmpty, replications > 0 else { return nil }
    let markets = Double(replications > 1 ? testMarkets.count : 1)
    func values(_ policy: Int) -> [Double] {
      clusters(policy: policy, bins: bins, markets: nil).map { amount($0) / markets }
    }
    let own = values(policy)
    return LearningEstimate(other.map { zip(own, values($0)).map(-) } ?? own)
  }

  /// Margin lost to the best action of each context, in major units.
  var lostMargin: (LearningSums) -> Double {
    let unit = minorUnitsPerMajor
    return { Double($0.marginLostContext) / unit }
  }

  /// Reward as a share of what the best action of each context would have brought, over the
  /// markets of the judgement; nil where that is nothing.
  package func shareOfBest(policy: Int) -> Double? {
    let total = total(policy: policy)
    let best = Double(total.reward + total.regretContext)
    return best > 0 ? Double(total.reward) / best : nil
  }
}
