/// Observed values, each as likely as the others.
package struct EmpiricalDistribution: RealDistribution, Hashable {
  /// The values, rising; repeated ones are as often here as they were observed.
  let values: [Double]

  /// Makes the distribution of at least one value.
  init(_ values: [Double]) throws(DistributionError) {
    try DiscreteDistribution.check(
      values.map { (value: $0, weight: 1) }, family: "empirical")
    self.values = values.sorted()
  }

  var support: DistributionSupport {
    DistributionSupport(values[0], values[values.count - 1], isDiscrete: true)
  }

  var mean: Double { values.reduce(0, +) / Double(values.count) }

  var variance: Double {
    let center = mean
    return values.reduce(0) { $0 + ($1 - center) * ($1 - center) } / Double(values.count)
  }

  func sample(using stream: inout RandomStream) -> Double {
    values[Int(stream.uniform(below: UInt64(values.count)))]
  }

  func density(_ x: Double) -> Double { share(countThrough(x) - countBelow(x)) }
  func cdf(_ x: Double) -> Double { share(countThrough(x)) }
  func upperTail(_ x: Double) -> Double { share(values.count - countThrough(x)) }

  func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    let guess = Int((p * Double(values.count)).rounded(.up))
    var rank = min(max(guess, 1), values.count)
    // The product above is rounded: the share of a rank decides.
    if rank > 1, share(rank - 1) >= p { rank -= 1 }
    if rank < values.count, share(rank) < p { rank += 1 }
    return values[rank - 1]
  }

  func scaled(by factor: Double) throws(DistributionError) -> EmpiricalDistribution {
    try EmpiricalDistribution(values.map { $0 * factor })
  }

  /// Gives the number of values at or below x.
  private func countThrough(_ x: Double) -> Int { count { $0 > x } }

  /// Gives the number of values below x.
  private func countBelow(_ x: Double) -> Int { count { $0 >= x } }

  /// Gives the number of values before the first for which a monotone condition holds.
  private func count(until holds: (Double) -> Bool) -> Int {
    var low = 0
    var high = values.count
    while low < high {
      let middle = (low + high) / 2
      if holds(values[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private func share(_ count: Int) -> Double { Double(count) / Double(values.count) }
}
