extension PotentialOutcomes {
  /// The same units with each one's expected outcome, as past data of its group would tell it.
  ///
  /// The covariate of a unit is the mean outcome, under one arm, of all units of its group; it is
  /// known before the experiment as far as groups are. Its unit is of no matter to CUPED.
  /// `arm` is the one whose outcomes stand for the past, `group` the measure with a unit's group.
  /// - Returns: The outcomes, the covariate being the last measure; nil when groups do not differ.
  package func appendingExpectation(
    of metric: OutcomeMetric, arm: Int, group: Int
  ) -> PotentialOutcomes? {
    var copies = [Double](repeating: 0, count: distinct)
    for row in rowOfUnit { copies[Int(row)] += 1 }
    func value(_ row: Int, _ measure: Int) -> Double {
      Double(rows[(row * arms + arm) * measures + measure])
    }
    let ratio = ratio(of: metric, arm: arm)
    var sums: [Int64: (sum: Double, count: Double)] = [:]
    for row in copies.indices {
      let below = metric.denominator.map { value(row, $0) } ?? 0
      let own = value(row, metric.numerator) - ratio * below
      sums[Int64(value(row, group)), default: (0, 0)].sum += own * copies[row]
      sums[Int64(value(row, group)), default: (0, 0)].count += copies[row]
    }
    let means = sums.mapValues { $0.sum / max(1, $0.count) }
    guard let least = means.values.min(), let most = means.values.max(), most > least else {
      return nil
    }
    return appending { row in
      let mean = means[row[row.startIndex + group]] ?? least
      return Int64(((mean - least) / (most - least) * 1e6).rounded())
    }
  }

  /// The same units with the numerator of a metric capped at a quantile over all arms.
  ///
  /// The cap is the quantile of the outcomes under each arm, weighted by the arms' shares: what the
  /// quantile over all units of a large experiment tends to, taken as fixed beforehand.
  /// - Returns: The outcomes, the capped value being the last measure, and the cap; nil when it
  ///   changes nothing.
  package func appendingCapped(
    _ metric: OutcomeMetric, quantile: Double, shares: [Double]
  ) -> (outcomes: PotentialOutcomes, cap: Double)? {
    var weights: [Int64: Double] = [:]
    for row in rowOfUnit {
      for arm in 0..<arms {
        weights[rows[(Int(row) * arms + arm) * measures + metric.numerator], default: 0] +=
          shares[arm]
      }
    }
    let values = weights.keys.sorted()
    let total = Double(count) * shares.reduce(0, +)
    var sum = 0.0
    let found = values.first { value in
      sum += weights[value] ?? 0
      return sum >= quantile * total
    }
    guard let cap = found, let most = values.last, cap < most, let least = values.first,
      cap > least
    else { return nil }
    return (
      appending { min($0[$0.startIndex + metric.numerator], cap) }, Double(cap) / metric.scale
    )
  }
}
