internal import GSL

/// The fit of one logistic task as a snapshot holds it.
///
/// A fit depends on what other tasks told when it was made, so rows alone do not give it back.
struct LogisticFit: Sendable, Hashable, Codable {
  var mean: [Double]
  var covariance: [Double]
  /// What it tells of the mean of all tasks; nil for learners without one.
  var site: LinearStatistics?
  /// Whether decisions use it without another fit.
  var isCurrent: Bool

  /// The belief over the task's weights.
  func belief(dimension: Int) throws(LearningError) -> GaussianBelief {
    try LearningError.checkLength("snapshot's mean", mean.count, dimension)
    try LearningError.checkLength(
      "snapshot's covariance", covariance.count, dimension * dimension)
    var matrix = Matrix(rows: dimension, columns: dimension)
    for row in 0..<dimension {
      for column in 0..<dimension { matrix[row, column] = covariance[row * dimension + column] }
    }
    return try GaussianBelief(mean: mean, covariance: matrix)
  }
}
