/// A running mean and variance of streamed values (Welford 1962, doi:10.2307/1266577).
package struct MomentsAccumulator: Sendable, Equatable, Codable {
  package private(set) var count = 0
  /// Mean of the values; 0 before the first.
  package private(set) var mean = 0.0
  private var squares = 0.0

  package init() {}

  package mutating func add(_ value: Double) {
    count += 1
    let deviation = value - mean
    mean += deviation / Double(count)
    squares += deviation * (value - mean)
  }

  /// Adds all values of another accumulator (Chan, Golub and LeVeque 1983).
  mutating func merge(_ other: MomentsAccumulator) {
    guard other.count > 0 else { return }
    guard count > 0 else {
      self = other
      return
    }
    let total = count + other.count
    let deviation = other.mean - mean
    let share = Double(other.count) / Double(total)
    squares += other.squares + deviation * deviation * Double(count) * share
    mean += deviation * share
    count = total
  }

  package var moments: Moments {
    Moments(
      count: count, mean: mean,
      variance: count > 1 ? max(0, squares) / Double(count - 1) : 0)
  }

  /// The mean squared distance from the mean, with divisor n; 0 before the first.
  package var meanSquare: Double { count > 0 ? max(0, squares) / Double(count) : 0 }
}
