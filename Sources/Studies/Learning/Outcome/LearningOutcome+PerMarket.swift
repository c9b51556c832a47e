import MetaLearning

extension LearningOutcome {
  /// A sum per market of the judgement: its mean with an interval over independent clusters.
  ///
  /// Clusters are the replications, or the markets when there is only one replication, as in
  /// ``LearningOutcome/estimate(_:policy:bins:markets:)``.
  ///
  /// - Parameters:
  ///   - amount: The sum in units of its kind, such as regret over ``unitsPerReward``.
  ///   - policy: Index of the policy.
  ///   - other: Index of a policy whose sum is subtracted, pair by pair; nil for none.
  ///   - bins: Indices of the bins; nil for all.
  /// - Returns: The estimate; nil without markets.
  package func perMarket(
    _ amount: (LearningSums) -> Double, policy: Int, minus other: Int? = nil,
    bins: Range<Int>? = nil
  ) -> LearningEstimate? {
    let markets = testMarkets
    guard !markets.isEmpty, replications > 0 else { return nil }
    func total(_ policy: Int, _ markets: [Int], _ replication: Int) -> Double {
      var total = LearningSums()
      for market in markets {
        for bin in bins ?? self.bins.indices {
          total.add(sums(policy: policy, market: market, bin: bin, replication: replication))
        }
      }
      return amount(total) / Double(markets.count)
    }
    func value(_ markets: [Int], _ replication: Int) -> Double {
      total(policy, markets, replication)
        - (other.map { total($0, markets, replication) } ?? 0)
    }
    let values =
      replications > 1
      ? (0..<replications).map { value(markets, $0) } : markets.map { value([$0], 0) }
    return LearningEstimate(values)
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
