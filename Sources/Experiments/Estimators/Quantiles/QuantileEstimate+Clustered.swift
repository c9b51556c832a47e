/// A value that belongs to a cluster, such as one page load of a customer.
package struct ClusteredValue: Sendable, Equatable, Codable {
  /// Number of the cluster; any whole numbers do.
  package var cluster: Int
  package var value: Double
}

extension QuantileEstimate {
  /// Estimates a quantile over values that come in clusters of units assigned together.
  ///
  /// The share below the quantile is a ratio of sums over clusters: its variance comes from the
  /// delta method, and widens the ranks of the outer interval (Deng, Knoblich and Lu 2018,
  /// section 4.3). Clusters of one value give the independent interval but for a factor
  /// n/(n-1) of the variance.
  /// - Returns: The estimate; undefined with fewer than two clusters.
  package static func estimate(
    clustered values: [ClusteredValue], probability: Double, alpha: Double
  ) -> Estimate<QuantileEstimate> {
    let sorted = values.map(\.value).sorted()
    guard sorted.count > 1 else { return .undefined(.tooFewUnits) }
    let quantile = sorted[max(1, Int((Double(sorted.count) * probability).rounded(.up))) - 1]
    var clusters: [Int: (below: Double, count: Double)] = [:]
    for item in values {
      clusters[item.cluster, default: (0, 0)].count += 1
      if item.value <= quantile { clusters[item.cluster, default: (0, 0)].below += 1 }
    }
    guard clusters.count > 1 else { return .undefined(.tooFewUnits) }
    var joint = JointMomentsAccumulator()
    for key in clusters.keys.sorted() {
      guard let cluster = clusters[key] else { continue }
      joint.add(numerator: cluster.below, denominator: cluster.count)
    }
    guard let variance = joint.moments.ratioVariance else { return .undefined(.zeroDenominator) }
    // The share's variance is v/K over K clusters; the ranks are counted over n values.
    let spread = (variance / Double(clusters.count) * Double(sorted.count)).squareRoot()
    return outer(sorted: sorted, probability: probability, alpha: alpha, spread: spread)
  }
}
