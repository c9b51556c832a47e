import CGSL
import Foundation

/// The lower triangle L of a symmetric positive definite matrix A = L Lᵀ.
package struct CholeskyFactor: Sendable, Hashable {
  /// The factor L, zero above the diagonal.
  package let lower: Matrix

  /// Factors a matrix; only symmetric ones are accepted.
  ///
  /// - Throws: ``LinearAlgebraError`` if the matrix is not square, finite, symmetric and positive
  ///   definite to working accuracy.
  package init(_ matrix: Matrix) throws(LinearAlgebraError) {
    try LinearAlgebraError.checkSquareAndFinite(matrix)
    let size = matrix.rows
    var elements = matrix.elements
    for row in 0..<size {
      for column in 0..<row {
        let difference = abs(matrix[row, column] - matrix[column, row])
        let scale = max(abs(matrix[row, column]), abs(matrix[column, row]))
        if difference > 1e-12 * scale {
          throw LinearAlgebraError(
            kind: .notPositiveDefinite,
            message: "the matrix is not symmetric: row \(row), column \(column)")
        }
      }
    }
    GSLLibrary.prepare()
    let status = unsafe elements.withUnsafeMutableBufferPointer { buffer in
      var view = unsafe gsl_matrix_view_array(buffer.baseAddress, size, size)
      return unsafe gsl_linalg_cholesky_decomp1(&view.matrix)
    }
    var factor = Matrix(rows: size, columns: size)
    for row in 0..<size {
      for column in 0...row { factor[row, column] = elements[row * size + column] }
    }
    // A pivot that is rounding error is a rank that lacks, whatever its sign.
    let isDefinite = (0..<size).allSatisfy { index in
      let pivot = factor[index, index]
      return pivot * pivot > 1e-14 * matrix[index, index]
    }
    guard status == 0, isDefinite else {
      throw LinearAlgebraError(
        kind: .notPositiveDefinite, message: "the matrix is not positive definite")
    }
    lower = factor
  }

  /// Gives the x with A x = b.
  ///
  /// - Throws: ``LinearAlgebraError`` if the vector's length is not the matrix's.
  package func solve(_ vector: [Double]) throws(LinearAlgebraError) -> [Double] {
    var x = try solveLower(vector)
    for row in (0..<lower.rows).reversed() {
      for column in (row + 1)..<max(lower.rows, row + 1) {
        x[row] -= lower[column, row] * x[column]
      }
      x[row] /= lower[row, row]
    }
    return x
  }

  /// Gives the x with L x = b, which turns correlated errors into independent ones.
  ///
  /// - Throws: ``LinearAlgebraError`` if the vector's length is not the matrix's.
  package func solveLower(_ vector: [Double]) throws(LinearAlgebraError) -> [Double] {
    try LinearAlgebraError.checkLength(of: vector, lower.rows)
    var x = vector
    for row in 0..<lower.rows {
      for column in 0..<row { x[row] -= lower[row, column] * x[column] }
      x[row] /= lower[row, row]
    }
    return x
  }
}
