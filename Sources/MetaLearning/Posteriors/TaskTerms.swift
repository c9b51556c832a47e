import Foundation
import GSL

/// What one task contributes to the posterior of the mean of all tasks.
///
/// With the factor L of the task covariance: M = I + p LᵀGL = CCᵀ, K = L⁻ᵀM⁻¹Lᵀ, precision
/// W = K p G and information v = K p B. Both are 0 without data; G need not have full rank.
struct TaskTerms: Sendable, Hashable {
  /// C, the factor of M.
  var factor: [Double]
  /// W.
  var precision: [Double]
  /// v.
  var information: [Double]
  /// ln p(data | mean of all tasks = 0), without the part that depends on that mean.
  var logLikelihood = 0.0

  init(dimension: Int) {
    factor = Array(repeating: 0, count: dimension * dimension)
    precision = factor
    information = Array(repeating: 0, count: dimension)
    for index in 0..<dimension { factor[index * dimension + index] = 1 }
  }

  /// Computes all terms; false if the data are not finite.
  mutating func compute(
    from data: LinearStatistics, noisePrecision: Double, taskFactor: [Double]
  ) -> Bool {
    let size = data.dimension
    if size == 1 {
      return computeScalar(from: data, noisePrecision: noisePrecision, deviation: taskFactor[0])
    }
    guard
      PriorProduct.factor(
        taskFactor, data.gram, precision: noisePrecision, size: size, into: &factor)
    else { return false }
    var vector = data.moment
    for index in 0..<size { vector[index] *= noisePrecision }
    DenseKernel.multiplyUpper(taskFactor, size: size, &vector)
    DenseKernel.solveLower(factor, size: size, &vector)
    let explained = vector.reduce(0) { $0 + $1 * $1 }
    DenseKernel.solveUpper(factor, size: size, &vector)
    DenseKernel.solveUpper(taskFactor, size: size, &vector)
    information = vector
    for j in 0..<size {
      for row in 0..<size { vector[row] = noisePrecision * data.gram[row * size + j] }
      DenseKernel.multiplyUpper(taskFactor, size: size, &vector)
      DenseKernel.solveLower(factor, size: size, &vector)
      DenseKernel.solveUpper(factor, size: size, &vector)
      DenseKernel.solveUpper(taskFactor, size: size, &vector)
      for row in 0..<size { precision[row * size + j] = vector[row] }
    }
    for i in 0..<size {
      for j in 0..<i {
        let mean = 0.5 * (precision[i * size + j] + precision[j * size + i])
        precision[i * size + j] = mean
        precision[j * size + i] = mean
      }
    }
    logLikelihood =
      -0.5 * data.count * log(2 * .pi / noisePrecision)
      - 0.5 * (noisePrecision * data.square - explained)
    for index in 0..<size { logLikelihood -= log(factor[index * size + index]) }
    return logLikelihood.isFinite
  }

  /// The terms of a single weight, without arrays.
  private mutating func computeScalar(
    from data: LinearStatistics, noisePrecision: Double, deviation: Double
  ) -> Bool {
    let gram = noisePrecision * data.gram[0]
    let moment = noisePrecision * data.moment[0]
    let middle = 1 + deviation * deviation * gram
    guard middle > 0, middle.isFinite else { return false }
    factor[0] = middle.squareRoot()
    precision[0] = gram / middle
    information[0] = moment / middle
    let explained = deviation * deviation * moment * moment / middle
    logLikelihood =
      -0.5 * data.count * log(2 * .pi / noisePrecision)
      - 0.5 * (noisePrecision * data.square - explained) - 0.5 * log(middle)
    return logLikelihood.isFinite
  }
}
