/// Means and centred products of several streamed columns over the same units.
///
/// Memory grows with the square of the columns and not with the units. Pairs are updated as
/// variances are (Welford 1962, doi:10.2307/1266577; Chan, Golub and LeVeque 1983).
struct CrossMoments: Sendable, Equatable, Codable {
  /// Number of units added.
  private(set) var count = 0
  private(set) var means: [Double]
  /// Σ (a - ā)(b - b̄) of columns b ≤ a, row by row.
  private var products: [Double]
  private var steps: [Double]

  var width: Int { means.count }

  init(width: Int) {
    means = Array(repeating: 0, count: width)
    steps = means
    products = Array(repeating: 0, count: width * (width + 1) / 2)
  }

  mutating func add(_ values: borrowing [Double]) {
    count += 1
    let weight = 1 / Double(count)
    for column in means.indices {
      steps[column] = values[column] - means[column]
      means[column] += steps[column] * weight
    }
    var place = 0
    for column in means.indices {
      let rest = values[column] - means[column]
      for other in 0...column {
        products[place] += rest * steps[other]
        place += 1
      }
    }
  }

  /// Adds all units of another accumulator of as many columns.
  mutating func merge(_ other: CrossMoments) {
    guard other.count > 0 else { return }
    guard count > 0 else {
      self = other
      return
    }
    let total = Double(count + other.count)
    let weight = Double(count) * Double(other.count) / total
    let distances = zip(other.means, means).map { $0 - $1 }
    var place = 0
    for column in means.indices {
      for before in 0...column {
        products[place] +=
          other.products[place] + distances[column] * distances[before] * weight
        place += 1
      }
    }
    for column in means.indices {
      means[column] += distances[column] * Double(other.count) / total
    }
    count += other.count
  }

  /// Sample covariance of two columns, or the variance of one; 0 with fewer than two units.
  func covariance(_ first: Int, _ second: Int) -> Double {
    guard count > 1 else { return 0 }
    let (high, low) = (max(first, second), min(first, second))
    return products[high * (high + 1) / 2 + low] / Double(count - 1)
  }

  func moments(_ column: Int) -> Moments {
    Moments(
      count: count, mean: means[column], variance: max(0, covariance(column, column)))
  }

  /// The moments of linear combinations of the columns.
  /// - Parameter rows: Weights of all columns and a constant, by combination.
  /// - Returns: The moments, a column per combination.
  func combined(_ rows: [(weights: [Double], constant: Double)]) -> CrossMoments {
    var result = CrossMoments(width: rows.count)
    result.count = count
    for (index, row) in rows.enumerated() {
      result.means[index] = row.constant + zip(row.weights, means).reduce(0) { $0 + $1.0 * $1.1 }
      for before in 0...index {
        var sum = 0.0
        for (column, weight) in row.weights.enumerated() where weight != 0 {
          for (other, second) in rows[before].weights.enumerated() where second != 0 {
            sum += weight * second * covariance(column, other)
          }
        }
        result.products[index * (index + 1) / 2 + before] = sum * Double(max(count - 1, 0))
      }
    }
    return result
  }
}
