import GSL

/// The noise variance of all rows, from what is left of them after least squares in each group.
///
/// A group is a set of weights in a task. Its residual sum of squares has n − rank degrees of
/// freedom whatever the weights are, so the pooled value needs no prior of weights and is unbiased;
/// it is shrunk towards a first guess that counts as so many rows.
struct PooledNoise: Sendable, Hashable, Codable {
  struct Part: Sendable, Hashable, Codable {
    var residual = 0.0
    var degrees = 0.0
  }

  let guess: Double
  let degrees: Double
  /// What decisions use: follows the estimate in steps of more than 2 %, so that a batch does not
  /// recompute all tasks for nothing.
  private(set) var variance: Double

  init(guess: Double, degrees: Double) {
    self.guess = guess
    self.degrees = degrees
    variance = guess
  }

  /// Pools the groups; true if the variance in use has moved.
  mutating func pool(_ parts: some Sequence<Part>) -> Bool {
    var residual = guess * degrees
    var total = degrees
    for part in parts {
      residual += part.residual
      total += part.degrees
    }
    let estimate = residual / total
    guard estimate > 0, estimate.isFinite, abs(estimate - variance) > 0.02 * variance else {
      return false
    }
    variance = estimate
    return true
  }

  /// Residual sum of squares of a group, and its degrees of freedom.
  ///
  /// Factors XᵀX row by row, leaving out features that earlier ones determine.
  static func part(of data: LinearStatistics) -> Part {
    guard data.count > 1 else { return Part() }
    let size = data.dimension
    var factor = data.gram
    var solved = [Double](repeating: 0, count: size)
    var isKept = [Bool](repeating: false, count: size)
    var explained = 0.0
    var rank = 0.0
    for column in 0..<size {
      var pivot = data.gram[column * size + column]
      for k in 0..<column where isKept[k] {
        pivot -= factor[column * size + k] * factor[column * size + k]
      }
      guard pivot > 1e-9 * data.gram[column * size + column], pivot > 0 else { continue }
      isKept[column] = true
      rank += 1
      let root = pivot.squareRoot()
      for row in (column + 1)..<max(size, column + 1) {
        var sum = data.gram[row * size + column]
        for k in 0..<column where isKept[k] {
          sum -= factor[row * size + k] * factor[column * size + k]
        }
        factor[row * size + column] = sum / root
      }
      var moment = data.moment[column]
      for k in 0..<column where isKept[k] { moment -= factor[column * size + k] * solved[k] }
      solved[column] = moment / root
      explained += solved[column] * solved[column]
    }
    guard data.count > rank else { return Part() }
    let residual = max(data.square - explained, 0)
    return residual.isFinite ? Part(residual: residual, degrees: data.count - rank) : Part()
  }
}
