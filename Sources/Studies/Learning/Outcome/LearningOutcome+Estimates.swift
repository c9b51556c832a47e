extension LearningOutcome {
  /// A measure of a policy over markets and bins with its interval; nil without customers.
  ///
  /// A cluster's value is the ratio of its sums, so that each customer counts the same in it;
  /// clusters without customers are left out. Nil bins are all, nil markets those of the judgement.
  package func estimate(
    _ measure: LearningMeasure, policy: Int, bins: Range<Int>? = nil, markets: [Int]? = nil
  ) -> LearningEstimate? {
    let values = clusters(policy: policy, bins: bins, markets: markets).compactMap {
      measure.value(of: $0, in: self)
    }
    return LearningEstimate(values)
  }

  /// A policy's value less another's, paired within replications and markets; else as `estimate`.
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

  /// Sums by independent cluster: replications, or markets when there is only one replication.
  func clusters(
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

  /// Exact sums of a policy; nil bins are all, nil markets those of the judgement.
  package func total(
    policy: Int, bins: Range<Int>? = nil, markets: [Int]? = nil
  ) -> LearningSums {
    var total = LearningSums()
    for cluster in clusters(policy: policy, bins: bins, markets: markets) { total.add(cluster) }
    return total
  }
}
