import CGSL
import Foundation

/// The triangular factors of a square matrix, for the solution of linear systems.
struct LUFactor: Sendable, Hashable {
  let factors: Matrix
  let permutation: [Int]

  /// Factors a matrix with partial pivoting.
  ///
  /// - Throws: ``LinearAlgebraError`` if the matrix is not square and finite, or is singular to
  ///   working accuracy.
  init(_ matrix: Matrix) throws(LinearAlgebraError) {
    try LinearAlgebraError.checkSquareAndFinite(matrix)
    let size = matrix.rows
    var factors = matrix
    var permutation = Array(0..<size)
    for pivot in 0..<size {
      let best = (pivot..<size).max { abs(factors[$0, pivot]) < abs(factors[$1, pivot]) } ?? pivot
      let scale = (0..<size).reduce(0) { max($0, abs(matrix[$1, pivot])) }
      guard abs(factors[best, pivot]) > 1e-15 * Double(size) * scale else {
        throw LinearAlgebraError(
          kind: .singular, message: "the matrix is singular (column \(pivot))")
      }
      if best != pivot {
        permutation.swapAt(best, pivot)
        for column in 0..<size {
          (factors[best, column], factors[pivot, column]) =
            (factors[pivot, column], factors[best, column])
        }
      }
      for row in (pivot + 1)..<max(size, pivot + 1) {
        let multiple = factors[row, pivot] / factors[pivot, pivot]
        factors[row, pivot] = multiple
        guard multiple != 0 else { continue }
        for column in (pivot + 1)..<max(size, pivot + 1) {
          factors[row, column] -= multiple * factors[pivot, column]
        }
      }
    }
    self.factors = factors
    self.permutation = permutation
  }

  /// Gives the x with A x = b.
  ///
  /// - Throws: ``LinearAlgebraError`` if the vector's length is not the matrix's.
  func solve(_ vector: [Double]) throws(LinearAlgebraError) -> [Double] {
    try LinearAlgebraError.checkLength(of: vector, factors.rows)
    let size = factors.rows
    var x = permutation.map { vector[$0] }
    for row in 0..<size {
      for column in 0..<row { x[row] -= factors[row, column] * x[column] }
    }
    for row in (0..<size).reversed() {
      for column in (row + 1)..<max(size, row + 1) { x[row] -= factors[row, column] * x[column] }
      x[row] /= factors[row, row]
    }
    return x
  }
}
