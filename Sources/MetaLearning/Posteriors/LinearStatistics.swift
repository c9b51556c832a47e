/// What a linear model has to know of its data: sums over rows, in any order.
struct LinearStatistics: Sendable, Hashable, Codable {
  let dimension: Int
  /// Σ w x xᵀ, row by row.
  var gram: [Double]
  /// Σ w x y.
  var moment: [Double]
  /// Σ w y².
  var square = 0.0
  /// Σ w, the number of rows if none is discounted.
  var count = 0.0

  init(dimension: Int) {
    self.dimension = max(dimension, 1)
    gram = Array(repeating: 0, count: self.dimension * self.dimension)
    moment = Array(repeating: 0, count: self.dimension)
  }

  /// Stacks the sums of blocks of weights of equal size, no row of which tells of two.
  init(stacking blocks: [LinearStatistics]) {
    let part = blocks.first?.dimension ?? 1
    self.init(dimension: part * blocks.count)
    for (number, block) in blocks.enumerated() {
      let start = number * part
      for row in 0..<part {
        moment[start + row] = block.moment[row]
        for column in 0..<part {
          gram[(start + row) * dimension + start + column] = block.gram[row * part + column]
        }
      }
      square += block.square
      count += block.count
    }
  }

  /// Adds a row; features beyond the dimension are ignored, missing ones count as 0.
  mutating func add(features: [Double], reward: Double, weight: Double = 1) {
    let size = min(dimension, features.count)
    for row in 0..<size {
      let scaled = weight * features[row]
      guard scaled != 0 else { continue }
      moment[row] += scaled * reward
      let start = row * dimension
      for column in 0..<size { gram[start + column] += scaled * features[column] }
    }
    square += weight * reward * reward
    count += weight
  }

  mutating func add(_ other: LinearStatistics) {
    for index in gram.indices { gram[index] += other.gram[index] }
    for index in moment.indices { moment[index] += other.moment[index] }
    square += other.square
    count += other.count
  }

  /// Multiplies all sums, which makes old rows count less; the prior is kept elsewhere.
  ///
  /// Equal to stabilised forgetting: Kulhavý & Zarrop (1993), doi:10.1080/00207179308923034.
  mutating func discount(by factor: Double) {
    for index in gram.indices { gram[index] *= factor }
    for index in moment.indices { moment[index] *= factor }
    square *= factor
    count *= factor
  }

  var isValid: Bool {
    // The lists are what is there; a dimension alone may be any number.
    dimension > 0 && moment.count == dimension && gram.count == moment.count * moment.count
      && gram.allSatisfy(\.isFinite) && moment.allSatisfy(\.isFinite) && square.isFinite
      && count.isFinite
  }
}
