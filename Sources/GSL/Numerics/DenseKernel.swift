/// Dense linear algebra in place, on square matrices stored row by row, without allocation.
///
/// For code that factors small matrices millions of times; ``CholeskyFactor`` checks its input and
/// reports faults, these routines expect arrays of the right length. Only lower triangles are read.
package enum DenseKernel {
  /// Replaces a symmetric matrix by its lower Cholesky factor L, zero above the diagonal.
  ///
  /// - Returns: Whether the matrix was positive definite; if not, its content is lost.
  package static func factor(_ matrix: inout [Double], size: Int) -> Bool {
    for column in 0..<size {
      let columnStart = column * size
      var pivot = matrix[columnStart + column]
      for k in 0..<column { pivot -= matrix[columnStart + k] * matrix[columnStart + k] }
      guard pivot > 0, pivot.isFinite else { return false }
      pivot = pivot.squareRoot()
      matrix[columnStart + column] = pivot
      for row in (column + 1)..<max(size, column + 1) {
        let rowStart = row * size
        var sum = matrix[rowStart + column]
        for k in 0..<column { sum -= matrix[rowStart + k] * matrix[columnStart + k] }
        matrix[rowStart + column] = sum / pivot
        matrix[columnStart + row] = 0
      }
    }
    return true
  }

  /// Factors a symmetric matrix, adding a little to its diagonal where rounding made it indefinite.
  ///
  /// Starts from 1e-10 times the mean of the diagonal, ten times more at each failure up to 1e-4.
  /// - Returns: The share of the mean diagonal that was added, or nil if none was enough.
  package static func factorWithJitter(
    _ matrix: [Double], size: Int, into factor: inout [Double]
  ) -> Double? {
    factor = matrix
    if Self.factor(&factor, size: size) { return 0 }
    var trace = 0.0
    for index in 0..<size { trace += matrix[index * size + index] }
    var share = 1e-10
    while share <= 1.000_1e-4 {
      factor = matrix
      for index in 0..<size { factor[index * size + index] += share * trace / Double(size) }
      if Self.factor(&factor, size: size) { return share }
      share *= 10
    }
    return nil
  }

  /// Replaces b by the x with L x = b.
  package static func solveLower(_ lower: [Double], size: Int, _ x: inout [Double]) {
    for row in 0..<size {
      var sum = x[row]
      let start = row * size
      for column in 0..<row { sum -= lower[start + column] * x[column] }
      x[row] = sum / lower[start + row]
    }
  }

  /// Replaces b by the x with Lᵀ x = b.
  package static func solveUpper(_ lower: [Double], size: Int, _ x: inout [Double]) {
    for row in stride(from: size - 1, through: 0, by: -1) {
      let value = x[row] / lower[row * size + row]
      x[row] = value
      for column in 0..<row { x[column] -= lower[row * size + column] * value }
    }
  }

  /// Replaces x by L x.
  package static func multiplyLower(_ lower: [Double], size: Int, _ x: inout [Double]) {
    for row in stride(from: size - 1, through: 0, by: -1) {
      x[row] = dot(lower, from: row * size, x, from: 0, count: row + 1)
    }
  }

  /// Replaces x by Lᵀ x.
  package static func multiplyUpper(_ lower: [Double], size: Int, _ x: inout [Double]) {
    for column in 0..<size {
      var sum = 0.0
      for row in column..<size { sum += lower[row * size + column] * x[row] }
      x[column] = sum
    }
  }
}
