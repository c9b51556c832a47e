extension LearningOutcome {
  /// A measure of a policy over markets and bins, with its interval.
  ///
  /// Independent clusters are the replications, or the markets when there is only one replication.
  /// A cluster's value is the ratio of its sums, so that each customer counts the same in it;
  /// clusters without customers are left out.
  ///
  /// - Parameters:
  ///   - measure: What is measured.
  ///   - policy: Index of the policy.
  ///   - bins: Indices of the bins; nil for all.
  ///   - markets: Indices of the markets; nil for those in which policies are judged.
  /// - Returns: The estimate; nil when no cluster has customers.
  package func estimate(
    _ measure: LearningMeasure, policy: Int, bins: Range<Int>? = nil, markets: [Int]? = nil
  ) -> LearningEstimate? {
    let values = clusters(policy: policy, bins: bins, markets: markets).compactMap {
      measure.value(of: $0, in: self)
    }
    return LearningEstimate(values)
  }

  /// The difference of two policies' values, paired within replications and markets.
  ///
  /// - Parameters:
  ///   - measure: What is measured.
  ///   - policy: Index of the policy whose value counts positive.
  ///   - other: Index of the policy whose value counts negative.
  ///   - bins: Indices of the bins; nil for all.
  ///   - markets: Indices of the markets; nil for those in which policies are judged.
  /// - Returns: The estimate; nil when no cluster has customers.
  package func difference(
    _ measure: LearningMeasure, policy: Int, minus other: Int, bins: Range<Int>? = nil,
    markets: [Int]? = nil
  ) -> LearningEstimate? {
    let pairs = zip(
      clusters(policy: policy, bins: bins, markets: markets),
      clusters(policy: other, bins: bins, markets: markets))
    let values = pairs.compactMap { left, right -> Double? in
      guard let first = measure.value(of: left, in: self),
        let second = measure.value(of: right, in: self)
      else { return nil }
      return first - second
    }
    return LearningEstimate(values)
  }

  /// Sums of a policy by independent cluster.
  private func clusters(
    policy: Int, bins: Range<Int>?, markets: [Int]?
  ) -> [LearningSums] {
    let bins = bins ?? self.bins.indices
    let markets = markets ?? testMarkets
    func total(_ markets: [Int], _ replication: Int) -> LearningSums {
      var total = LearningSums()
      for market in markets {
        for bin in bins {
          total.add(sums(policy: policy, market: market, bin: bin, replication: replication))
        }
      }
      return total
    }
    return replications > 1
      ? (0..<replications).map { total(markets, $0) } : markets.map { total([$0], 0) }
  }

  /// Sums of a policy over markets, bins and replications.
  ///
  /// - Parameters:
  ///   - policy: Index of the policy.
  ///   - bins: Indices of the bins; nil for all.
  ///   - markets: Indices of the markets; nil for those in which policies are judged.
  /// - Returns: Exact sums.
  package func total(
    policy: Int, bins: Range<Int>? = nil, markets: [Int]? = nil
  ) -> LearningSums {
    var total = LearningSums()
    for cluster in clusters(policy: policy, bins: bins, markets: markets) { total.add(cluster) }
    return total
  }
}
