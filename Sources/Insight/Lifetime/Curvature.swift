import GSL

/// Second derivatives by differences, for the errors of likelihood estimates.
enum Curvature {
  /// Gives the matrix of second derivatives at a point.
  static func of(
    _ function: ([Double]) -> Double, at point: [Double], step: Double = 1e-3
  ) -> Matrix {
    func value(_ first: Int, _ one: Double, _ second: Int, _ two: Double) -> Double {
      var moved = point
      moved[first] += one
      moved[second] += two
      return function(moved)
    }
    var matrix = Matrix(rows: point.count, columns: point.count)
    for row in point.indices {
      for column in 0...row {
        let second =
          (value(row, step, column, step) - value(row, step, column, -step)
            - value(row, -step, column, step) + value(row, -step, column, -step))
          / (4 * step * step)
        matrix[row, column] = second
        matrix[column, row] = second
      }
    }
    return matrix
  }

  /// Gives the first derivatives at a point.
  static func slope(
    _ function: ([Double]) -> Double, at point: [Double], step: Double = 1e-4
  ) -> [Double] {
    point.indices.map { index in
      var (up, down) = (point, point)
      up[index] += step
      down[index] -= step
      return (function(up) - function(down)) / (2 * step)
    }
  }

  /// Gives the inverse of a positive definite matrix.
  /// - Throws: `LinearAlgebraError` for any other.
  static func inverse(_ matrix: Matrix) throws -> Matrix {
    let factor = try CholeskyFactor(matrix)
    var result = Matrix(rows: matrix.rows, columns: matrix.rows)
    for column in 0..<matrix.rows {
      var unit = [Double](repeating: 0, count: matrix.rows)
      unit[column] = 1
      for (row, value) in try factor.solve(unit).enumerated() { result[row, column] = value }
    }
    return result
  }
}

extension Matrix {
  /// Gives vᵀ A v, the variance of a sum whose slopes are v.
  func spread(_ vector: [Double]) -> Double {
    var sum = 0.0
    for row in 0..<rows {
      for column in 0..<columns { sum += vector[row] * self[row, column] * vector[column] }
    }
    return sum
  }
}
