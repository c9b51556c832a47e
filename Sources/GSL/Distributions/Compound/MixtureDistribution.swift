/// A distribution whose parts are chosen at random.
package struct MixtureDistribution: RealDistribution, Hashable {
  package let components: [Distribution]
  /// Probability of each part; their sum is 1.
  package let probabilities: [Double]
  private let table: AliasTable

  /// Makes the distribution from parts with weights, which need not sum to 1.
  init(
    _ components: [(weight: Double, distribution: Distribution)]
  ) throws(DistributionError) {
    try DiscreteDistribution.check(
      components.enumerated().map { (value: Double($0.offset), weight: $0.element.weight) },
      family: "mixture")
    let used = components.filter { $0.weight > 0 }
    let sum = used.reduce(0) { $0 + $1.weight }
    self.components = used.map(\.distribution)
    probabilities = used.map { $0.weight / sum }
    table = AliasTable(weights: used.map(\.weight))
  }

  var support: DistributionSupport {
    let supports = components.map(\.support)
    return DistributionSupport(
      supports.reduce(.infinity) { min($0, $1.lower) },
      supports.reduce(-.infinity) { max($0, $1.upper) },
      isDiscrete: supports.contains(where: \.isDiscrete))
  }

  var mean: Double { average(\.mean) }

  var variance: Double {
    let center = mean
    guard center.isFinite else { return .infinity }
    return average { $0.variance + ($0.mean - center) * ($0.mean - center) }
  }

  func sample(using stream: inout RandomStream) -> Double {
    components[table.sample(using: &stream)].sample(using: &stream)
  }

  func density(_ x: Double) -> Double { average { $0.density(x) } }
  func cdf(_ x: Double) -> Double { min(average { $0.cdf(x) }, 1) }
  func upperTail(_ x: Double) -> Double { min(average { $0.upperTail(x) }, 1) }

  func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return p == 0 ? support.lower : p == 1 ? support.upper : .nan }
    return leastPoint(components.map { $0.quantile(p) }) { cdf($0) >= p }
  }

  func upperQuantile(_ q: Double) -> Double {
    guard q > 0, q < 1 else { return q == 0 ? support.upper : q == 1 ? support.lower : .nan }
    return leastPoint(components.map { $0.upperQuantile(q) }) { upperTail($0) <= q }
  }

  /// Finds the least x for which a monotone condition holds, between the parts' own quantiles.
  private func leastPoint(_ quantiles: [Double], _ holds: (Double) -> Bool) -> Double {
    guard var low = quantiles.min(), var high = quantiles.max() else { return .nan }
    if holds(low) { return low }
    for _ in 0..<200 {
      let middle = low + 0.5 * (high - low)
      guard middle > low, middle < high, high - low > 1e-15 * abs(high) else { break }
      if holds(middle) { high = middle } else { low = middle }
    }
    // Where the function jumps, the answer is exactly a value of a discrete part.
    let jumps = components.filter { !$0.isContinuous }.map { $0.quantile($0.cdf(high)) }
    return jumps.filter { $0 > low && $0 < high && holds($0) }.min() ?? high
  }

  private func average(_ value: (Distribution) -> Double) -> Double {
    zip(components, probabilities).reduce(0) { $0 + $1.1 * value($1.0) }
  }
}
