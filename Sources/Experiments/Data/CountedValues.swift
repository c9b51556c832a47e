import GSL
package import Support

/// Values in rising order, each kept once with how often it was met.
package struct CountedValues: Sendable, Equatable, Codable {
  /// The different values, rising.
  package let values: [Double]
  /// Units up to and including each value.
  private let ends: [Int]

  /// They come in rising order, each once, with a count above zero.
  package init(_ counts: [(value: Double, count: Int)]) {
    values = counts.map(\.value)
    var sum = 0
    ends = counts.map { item in
      sum += item.count
      return sum
    }
  }

  package var count: Int { ends.last ?? 0 }

  /// The value at a rank, from 0.
  package subscript(rank: Int) -> Double {
    var (low, high) = (0, ends.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] > rank { high = middle } else { low = middle + 1 }
    }
    return values[low]
  }

  func units(at index: Int) -> Int { ends[index] - (index > 0 ? ends[index - 1] : 0) }

  /// The type-7 quantile, linear between order statistics; nil without units.
  package func quantile(_ probability: Double) -> Double? {
    guard count > 0 else { return nil }
    return Statistics.quantile(count: count, probability: probability) { self[$0] }
  }

  package var positive: CountedValues {
    CountedValues(
      values.indices.filter { values[$0] > 0 }.map { (values[$0], units(at: $0)) })
  }

  package static func pooled(_ parts: [CountedValues]) -> CountedValues {
    var counts: [Double: Int] = [:]
    for part in parts {
      for index in part.values.indices {
        counts[part.values[index], default: 0] += part.units(at: index)
      }
    }
    return CountedValues(counts.sorted { $0.key < $1.key }.map { (value: $0.key, count: $0.value) })
  }

  package func moments(cappedAt limit: Double = .infinity) -> Moments {
    let units = Double(max(count, 1))
    let mean =
      CompensatedSum(
        values.indices.map { Double(self.units(at: $0)) * min(values[$0], limit) }
      ).value / units
    var squares = CompensatedSum()
    var rest = CompensatedSum()
    for index in values.indices {
      let deviation = min(values[index], limit) - mean
      squares.add(Double(self.units(at: index)) * deviation * deviation)
      rest.add(Double(self.units(at: index)) * deviation)
    }
    let spread = squares.value - rest.value * rest.value / units
    return Moments(
      count: count, mean: count > 0 ? mean : 0,
      variance: count > 1 ? max(0, spread) / Double(count - 1) : 0)
  }

  package func units(above limit: Double) -> Int {
    values.indices.reduce(0) { $0 + (values[$1] > limit ? units(at: $1) : 0) }
  }
}

extension QuantileEstimate {
  /// Estimates a quantile of independent values that were counted by value.
  /// - Returns: The estimate; undefined with fewer than two values.
  package static func estimate(
    _ values: CountedValues, probability: Double, alpha: Double
  ) -> Estimate<QuantileEstimate> {
    outer(
      count: values.count, probability: probability, alpha: alpha,
      variance: probability * (1 - probability)
    ) { values[$0] }
  }
}

extension Capping {
  /// Finds the limit over the pooled values of all arms, counted by value.
  /// - Throws: `ArgumentError` for a limit that is not a number, or when no unit is in scope.
  package init(over values: CountedValues, rule: Rule, scope: Scope = .allUnits)
    throws(ArgumentError)
  {
    switch rule {
    case .value: try self.init(over: [], rule: rule, scope: scope)
    case .quantile(let probability):
      guard probability > 0, probability <= 1 else {
        throw ArgumentError(
          "cap quantile", found: "\(probability)", allowed: "above 0 and at most 1")
      }
      let pool = scope == .allUnits ? values : values.positive
      guard let limit = pool.quantile(probability) else {
        throw ArgumentError("values", found: "no unit in scope of the cap", allowed: "at least one")
      }
      try self.init(over: [], rule: .value(limit), scope: scope)
      self.rule = rule
    }
  }
}
