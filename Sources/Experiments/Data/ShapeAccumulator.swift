/// The skewness and the largest of streamed values.
package struct ShapeAccumulator: Sendable, Equatable, Codable {
  package private(set) var count = 0
  /// The greatest value; minus infinity before the first.
  package private(set) var largest = -Double.infinity
  /// The least value; infinity before the first, minus infinity where it is not known.
  package private(set) var smallest = Double.infinity
  private var mean = 0.0
  private var squares = 0.0
  private var cubes = 0.0

  package init() {}

  package init(moments: Moments, sumOfCubes: Double, largest: Double) {
    let total = Double(moments.count)
    count = moments.count
    mean = moments.mean
    squares = moments.variance * max(0, total - 1)
    // Σ(x - m)³ = Σx³ - 3 m Σ(x - m)² - n m³.
    cubes = sumOfCubes - 3 * mean * squares - total * mean * mean * mean
    self.largest = largest
    smallest = -.infinity
  }

  package mutating func add(_ value: Double) {
    let before = Double(count)
    count += 1
    let deviation = value - mean
    let step = deviation / Double(count)
    let term = deviation * step * before
    mean += step
    cubes += term * step * (before - 1) - 3 * step * squares
    squares += term
    if value > largest { largest = value }
    if value < smallest { smallest = value }
  }

  /// Adds all values of another accumulator (Pébay 2008, doi:10.2172/1028931).
  mutating func merge(_ other: ShapeAccumulator) {
    guard other.count > 0 else { return }
    guard count > 0 else {
      self = other
      return
    }
    let (first, second) = (Double(count), Double(other.count))
    let total = first + second
    let deviation = other.mean - mean
    cubes +=
      other.cubes
      + deviation * deviation * deviation * first * second * (first - second) / total / total
      + 3 * deviation * (first * other.squares - second * squares) / total
    squares += other.squares + deviation * deviation * first * second / total
    mean += deviation * second / total
    count += other.count
    largest = max(largest, other.largest)
    smallest = min(smallest, other.smallest)
  }

  /// Third central moment over the standard deviation cubed, divisors n; nil without spread.
  package var skewness: Double? {
    guard count > 2, squares > 0 else { return nil }
    let variance = squares / Double(count)
    return cubes / Double(count) / (variance * variance.squareRoot())
  }
}
