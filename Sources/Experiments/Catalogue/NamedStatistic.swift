import Support

/// One statistic of an analysis under a path such as `comparisons/b/revenue/welch/p`.
struct NamedStatistic: Sendable, Equatable {
  /// The path, parts separated by slashes.
  var key: String
  var value: Double
}

/// Statistics in the order of their making; those that the data do not define are left out.
struct StatisticList {
  let options: StatisticOptions
  private(set) var figures: [NamedStatistic] = []

  init(options: StatisticOptions) {
    self.options = options
  }

  /// Adds a statistic unless it is undefined or not finite.
  mutating func add(_ key: String, _ value: Double?) {
    guard let value, value.isFinite else { return }
    figures.append(NamedStatistic(key: key, value: value))
  }

  mutating func add(_ key: String, _ value: Int?) { add(key, value.map(Double.init)) }

  mutating func add(_ key: String, _ interval: Interval?) {
    add("\(key)_lo", interval?.lower)
    add("\(key)_hi", interval?.upper)
  }
}
