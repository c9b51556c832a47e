import GSL

/// Products of a prior's factor with the data that never invert either.
enum PriorProduct {
  /// Writes the Cholesky factor of M = I + p LᵀGL, whose eigenvalues are at least 1.
  static func factor(
    _ lower: [Double], _ gram: [Double], precision: Double, size: Int,
    into middle: inout [Double]
  ) -> Bool {
    if size == 1 {
      let value = 1 + precision * lower[0] * lower[0] * gram[0]
      middle[0] = value.squareRoot()
      return value > 0 && value.isFinite
    }
    var column = [Double](repeating: 0, count: size)
    for j in 0..<size {
      for row in 0..<size {
        var sum = 0.0
        for k in j..<size { sum += gram[row * size + k] * lower[k * size + j] }
        column[row] = precision * sum
      }
      DenseKernel.multiplyUpper(lower, size: size, &column)
      column[j] += 1
      for row in j..<size { middle[row * size + j] = column[row] }
    }
    return DenseKernel.factor(&middle, size: size)
  }

  /// Adds L M⁻¹ Lᵀ = FᵀF with F = C⁻¹Lᵀ, where C is the factor of M.
  static func addTaskCovariance(
    _ lower: [Double], _ middle: [Double], size: Int, to covariance: inout [Double]
  ) {
    var columns: [[Double]] = []
    for j in 0..<size {
      // Column j of Lᵀ is row j of L.
      var column = Array(lower[(j * size)..<((j + 1) * size)])
      DenseKernel.solveLower(middle, size: size, &column)
      columns.append(column)
    }
    addInnerProducts(columns, size: size, to: &covariance)
  }

  /// Adds the inner products of columns, keeping the result symmetric to the bit.
  static func addInnerProducts(
    _ columns: [[Double]], size: Int, to covariance: inout [Double]
  ) {
    for i in 0..<size {
      for j in 0...i {
        var sum = 0.0
        for k in columns[i].indices { sum += columns[i][k] * columns[j][k] }
        covariance[i * size + j] += sum
        if i != j { covariance[j * size + i] = covariance[i * size + j] }
      }
    }
  }
}
