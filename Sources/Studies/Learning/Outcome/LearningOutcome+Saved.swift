import GSL
package import Support

extension LearningOutcome {
  /// How many customers of a new market a policy saves beside another that learns it alone.
  package struct CustomersSaved: Sendable, Equatable {
    /// Regret per customer of the other policy in its best bin, the level to reach.
    package var level: LearningEstimate
    /// That bin.
    package var bin: Int
    /// Customers after whom the policy's regret is at that level for good; nil where never.
    package var policyNeeds: Int?
    /// Customers after whom the other's best bin begins.
    package var otherNeeds: Int
    /// Customers saved by resampling of the clusters; nil where they are too few to tell.
    package var interval: Interval?

    /// Customers saved, negative if the policy needs more; nil where it never gets there.
    package var saved: Int? { policyNeeds.map { otherNeeds - $0 } }

    /// Whether the clusters agree that customers are saved, or that they are not.
    package var isClear: Bool { interval.map { !$0.contains(0) } ?? false }
  }

  /// Fewest independent clusters from whose resampling an interval is taken.
  static let fewestClusters = 6
  private static let resamples = 1_000

  /// Compares how soon two policies reach the least regret that the other one has in any bin.
  ///
  /// A policy is there from the first bin on whose regret per customer is at most the level, and so
  /// is the regret of that bin and all later ones together. All are means over clusters, those of
  /// the few-shot curves. The interval is the percentile bootstrap over clusters (Efron 1979,
  /// doi:10.1214/aos/1176344552), the level found anew each time. Nil without customers.
  func customersSaved(by policy: Int, against other: Int) -> CustomersSaved? {
    let own = RegretCurve(self, policy: policy)
    let others = RegretCurve(self, policy: other)
    let all = Array(0..<others.clusters)
    guard let best = others.best(all),
      let level = estimate(.regretContext, policy: other, bins: best.bin..<(best.bin + 1))
    else { return nil }
    func customers(before bin: Int) -> Int { firstCustomer(ofBin: bin) - 1 }
    var saved = CustomersSaved(
      level: level, bin: best.bin,
      policyNeeds: own.arrival(at: best.level, all).map(customers),
      otherNeeds: customers(before: best.bin))
    guard others.clusters >= Self.fewestClusters else { return saved }
    var stream = RandomStream(
      key: RandomKey(seed: seed), customer: 0, place: Place("learning", "customers saved"),
      purpose: .bootstrap)
    var values: [Double] = []
    for _ in 0..<Self.resamples {
      let drawn = all.map { _ in Int(stream.uniform(below: UInt64(all.count))) }
      guard let best = others.best(drawn) else { continue }
      // Who never gets there needs all customers, at least.
      let needs = own.arrival(at: best.level, drawn).map(customers) ?? customersPerMarket
      values.append(Double(customers(before: best.bin) - needs))
    }
    values.sort()
    guard let last = values.indices.last else { return saved }
    let tail = Int((Double(last) * (1 - Self.confidence) / 2).rounded(.down))
    saved.interval = Interval(lower: values[tail], upper: values[last - tail])
    return saved
  }
}

/// A policy's regret per customer by bin and cluster.
private struct RegretCurve {
  let clusters: Int
  /// By bin and cluster; nil where a cluster has no customers.
  private let alone: [[Double?]]
  /// The same of a bin and all later ones together.
  private let onward: [[Double?]]

  init(_ outcome: LearningOutcome, policy: Int) {
    func values(_ bins: Range<Int>) -> [Double?] {
      outcome.clusters(policy: policy, bins: bins, markets: nil).map {
        LearningMeasure.regretContext.value(of: $0, in: outcome)
      }
    }
    let bins = outcome.bins.indices
    alone = bins.map { values($0..<($0 + 1)) }
    onward = bins.map { values($0..<bins.upperBound) }
    clusters = alone.first?.count ?? 0
  }

  private static func mean(_ values: [Double?], _ clusters: [Int]) -> Double? {
    let known = clusters.compactMap { values[$0] }
    return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
  }

  /// The bin of least regret, the first of equals, and that regret.
  func best(_ clusters: [Int]) -> (bin: Int, level: Double)? {
    var best: (bin: Int, level: Double)?
    for bin in alone.indices {
      guard let regret = Self.mean(alone[bin], clusters) else { continue }
      if regret < best?.level ?? .infinity { best = (bin, regret) }
    }
    return best
  }

  /// The first bin from which on regret is at a level for good.
  func arrival(at level: Double, _ clusters: [Int]) -> Int? {
    alone.indices.first { bin in
      guard let regret = Self.mean(alone[bin], clusters),
        let later = Self.mean(onward[bin], clusters)
      else { return false }
      // Means of equal numbers may differ by rounding.
      let limit = level + 1e-12 * max(1, abs(level))
      return regret <= limit && later <= limit
    }
  }
}
