/// One figure of an analysis under a path such as `comparisons/b/revenue/welch/p`.
public struct Figure: Sendable, Equatable {
  /// The path, parts separated by slashes.
  public var key: String
  /// The figure.
  public var value: Double

  /// Names a figure.
  public init(key: String, value: Double) {
    self.key = key
    self.value = value
  }
}

/// Figures in the order of their making; those that the data do not define are left out.
struct FigureList {
  let options: FigureOptions
  private(set) var figures: [Figure] = []

  init(options: FigureOptions) {
    self.options = options
  }

  /// Adds a figure unless it is undefined or not finite.
  mutating func add(_ key: String, _ value: Double?) {
    guard let value, value.isFinite else { return }
    figures.append(Figure(key: key, value: value))
  }

  mutating func add(_ key: String, _ value: Int?) { add(key, value.map(Double.init)) }

  /// Adds the ends of an interval.
  mutating func add(_ key: String, _ interval: Interval?) {
    add("\(key)_lo", interval?.lower)
    add("\(key)_hi", interval?.upper)
  }
}
