/// The solution of linear systems in one call.
package enum LinearSystem {
  /// Gives the x with A x = b for any regular square matrix.
  ///
  /// - Throws: ``LinearAlgebraError`` if the matrix is singular or the lengths do not fit.
  package static func solve(
    _ matrix: Matrix, _ vector: [Double]
  ) throws(LinearAlgebraError) -> [Double] {
    try LUFactor(matrix).solve(vector)
  }

  /// Gives the x with A x = b for a symmetric positive definite matrix.
  ///
  /// - Throws: ``LinearAlgebraError`` if the matrix is not positive definite or the lengths do not
  ///   fit.
  package static func solvePositiveDefinite(
    _ matrix: Matrix, _ vector: [Double]
  ) throws(LinearAlgebraError) -> [Double] {
    try CholeskyFactor(matrix).solve(vector)
  }
}
