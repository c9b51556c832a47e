/// The dependence of several variables through correlated standard normal deviates.
///
/// A variable with distribution F gets the value F⁻¹(Φ(z)) of its deviate z.
package struct GaussianCopula: Sendable, Hashable {
  let count: Int
  private let lower: [Double]

  /// Makes a copula from the correlation matrix of the deviates.
  ///
  /// - Throws: ``LinearAlgebraError`` if the matrix is not symmetric and positive definite with
  ///   ones on the diagonal.
  package init(correlation: Matrix) throws(LinearAlgebraError) {
    let factor = try CholeskyFactor(correlation)
    for index in 0..<correlation.rows where abs(correlation[index, index] - 1) > 1e-12 {
      throw LinearAlgebraError(
        kind: .notPositiveDefinite,
        message: "a correlation matrix has ones on its diagonal, element \(index) is "
          + "\(correlation[index, index])")
    }
    count = correlation.rows
    lower = factor.lower.elements
  }

  /// Turns independent standard normal deviates into correlated ones, in place.
  ///
  /// Deviates beyond the number of variables stay as they are.
  package func transform(_ z: inout [Double]) {
    for row in (0..<min(count, z.count)).reversed() {
      var sum = 0.0
      for column in 0...row {
        sum += lower[row * count + column] * z[column]
      }
      z[row] = sum
    }
  }
}
