/// The rows of one logistic model, kept because each fit reads them again.
struct LogisticRows: Sendable, Hashable {
  let dimension: Int
  private(set) var features: [Double] = []
  private(set) var outcomes: [Double] = []
  private(set) var weights: [Double] = []

  init(dimension: Int) {
    self.dimension = dimension
  }

  var count: Int { outcomes.count }

  /// Adds a row; the outcome is cut to 0...1.
  mutating func add(features row: [Double], outcome: Double, weight: Double) {
    for index in 0..<dimension { features.append(index < row.count ? row[index] : 0) }
    outcomes.append(min(max(outcome, 0), 1))
    weights.append(weight)
  }

  mutating func removeAll() {
    features.removeAll(keepingCapacity: true)
    outcomes.removeAll(keepingCapacity: true)
    weights.removeAll(keepingCapacity: true)
  }

  mutating func discount(by factor: Double) {
    for index in weights.indices { weights[index] *= factor }
  }
}
