import Support

/// Finitely many values with given probabilities.
package struct DiscreteDistribution: RealDistribution, Hashable {
  /// Different values, rising.
  let values: [Double]
  /// Probability of each value; their sum is 1.
  let probabilities: [Double]
  /// P(X ≤ value) for each value.
  private let cumulative: [Double]
  private let table: AliasTable

  /// Makes the distribution from values with weights, which need not sum to 1.
  ///
  /// A value may occur repeatedly; its weights add up.
  init(_ points: [(value: Double, weight: Double)]) throws(DistributionError) {
    try Self.check(points, family: "discrete")
    var values: [Double] = []
    var weights: [Double] = []
    for point in points.sorted(by: { $0.value < $1.value }) where point.weight > 0 {
      if point.value == values.last {
        weights[weights.count - 1] += point.weight
      } else {
        values.append(point.value)
        weights.append(point.weight)
      }
    }
    let sum = weights.reduce(0, +)
    self.values = values
    probabilities = weights.map { $0 / sum }
    var running = 0.0
    var cumulative = weights.map { weight in
      running += weight
      return min(running / sum, 1)
    }
    cumulative[cumulative.count - 1] = 1
    self.cumulative = cumulative
    table = AliasTable(weights: weights)
  }

  /// Throws unless there are points, all finite, with weights of which one is above 0.
  static func check(
    _ points: [(value: Double, weight: Double)], family: String
  ) throws(DistributionError) {
    guard !points.isEmpty, points.count <= 1_000_000 else {
      throw DistributionError(
        family: family, parameter: "number of values", value: Double(points.count),
        requirement: "must be from 1 to 1000000")
    }
    for point in points {
      try DistributionParameter("value", .value).check(point.value, family: family)
      try DistributionParameter("weight of \(point.value)", .plain, .notNegative)
        .check(point.weight, family: family)
    }
    let sum = points.reduce(0) { $0 + $1.weight }
    guard sum >= 1e-150 else {
      throw DistributionError(
        family: family, parameter: "sum of the weights", value: sum,
        requirement: "must be greater than 0")
    }
  }

  var support: DistributionSupport {
    DistributionSupport(values[0], values[values.count - 1], isDiscrete: true)
  }

  var mean: Double {
    zip(values, probabilities).reduce(0) { $0 + $1.0 * $1.1 }
  }

  var variance: Double {
    let center = mean
    return zip(values, probabilities).reduce(0) {
      $0 + ($1.0 - center) * ($1.0 - center) * $1.1
    }
  }

  func sample(using stream: inout RandomStream) -> Double {
    values[table.sample(using: &stream)]
  }

  func density(_ x: Double) -> Double {
    let index = firstIndex { $0 >= x }
    return index < values.count && values[index] == x ? probabilities[index] : 0
  }

  func cdf(_ x: Double) -> Double {
    let index = firstIndex { $0 > x }
    return index == 0 ? 0 : cumulative[index - 1]
  }

  func upperTail(_ x: Double) -> Double {
    probabilities[firstIndex { $0 > x }...].reduce(0, +)
  }

  func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    var low = 0
    var high = values.count - 1
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] >= p { high = middle } else { low = middle + 1 }
    }
    return values[low]
  }

  func scaled(by factor: Double) throws(DistributionError) -> DiscreteDistribution {
    try DiscreteDistribution(
      zip(values, probabilities).map { (value: $0 * factor, weight: $1) })
  }

  /// Gives the values between two bounds, both included, with their probabilities.
  func points(from minimum: Double, to maximum: Double) -> [(value: Double, weight: Double)] {
    zip(values, probabilities).filter { $0.0 >= minimum && $0.0 <= maximum }
      .map { (value: $0, weight: $1) }
  }

  /// Gives the index of the first value for which a monotone condition holds, or the count.
  private func firstIndex(where holds: (Double) -> Bool) -> Int {
    var low = 0
    var high = values.count
    while low < high {
      let middle = (low + high) / 2
      if holds(values[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
