package import Support

/// A linear model fitted by least squares, with all that robust errors need.
///
/// Columns are made orthogonal twice over (Gram-Schmidt with reorthogonalisation), which loses no
/// more digits than Householder's reflections, and the coefficients are refined once.
package struct LeastSquares: Sendable, Equatable, Codable {
  package let coefficients: [Double]
  /// Outcome less fitted value, by unit.
  let residuals: [Double]
  /// Weight of each unit's outcome in its own fitted value, 0 to 1.
  let leverages: [Double]
  let orthogonal: [[Double]]
  /// Inverse of the triangular factor, by rows.
  let inverse: [[Double]]

  package var count: Int { residuals.count }
  package var width: Int { coefficients.count }

  /// Fits a model.
  /// - Returns: The fit; undefined with no more units than columns or when a column is a
  ///   combination of those before it.
  /// - Throws: `ArgumentError` when a column has not as many values as the outcome.
  package static func fit(
    columns: [[Double]], outcome: [Double]
  ) throws(ArgumentError) -> Estimate<LeastSquares> {
    for (index, column) in columns.enumerated() where column.count != outcome.count {
      throw ArgumentError(
        "column \(index)", found: "\(column.count) values",
        allowed: "as many as the outcome's \(outcome.count)")
    }
    guard !columns.isEmpty, outcome.count > columns.count else { return .undefined(.tooFewUnits) }
    guard let factor = OrthogonalFactor(columns) else { return .undefined(.collinearCovariates) }
    var coefficients = factor.solve(outcome)
    var residuals = residuals(outcome, columns, coefficients)
    for (index, step) in factor.solve(residuals).enumerated() { coefficients[index] += step }
    residuals = Self.residuals(outcome, columns, coefficients)
    guard coefficients.allSatisfy(\.isFinite) else { return .undefined(.notFinite) }
    var leverages = [Double](repeating: 0, count: outcome.count)
    for column in factor.orthogonal {
      for unit in leverages.indices { leverages[unit] += column[unit] * column[unit] }
    }
    return .defined(
      LeastSquares(
        coefficients: coefficients, residuals: residuals, leverages: leverages,
        orthogonal: factor.orthogonal, inverse: factor.inverse))
  }

  private static func residuals(
    _ outcome: [Double], _ columns: [[Double]], _ coefficients: [Double]
  ) -> [Double] {
    var rest = outcome
    for (column, coefficient) in zip(columns, coefficients) {
      for unit in rest.indices { rest[unit] -= coefficient * column[unit] }
    }
    return rest
  }
}

/// Orthonormal columns Q and a triangular R with X = Q R.
private struct OrthogonalFactor {
  var orthogonal: [[Double]] = []
  /// R, by rows.
  var triangle: [[Double]]
  /// R⁻¹, by rows.
  var inverse: [[Double]]

  init?(_ columns: [[Double]]) {
    let width = columns.count
    triangle = Array(repeating: Array(repeating: 0, count: width), count: width)
    inverse = triangle
    for (index, column) in columns.enumerated() {
      let length = Self.dot(column, column).squareRoot()
      var rest = column
      for _ in 0..<2 {
        for (before, basis) in orthogonal.enumerated() {
          let share = Self.dot(basis, rest)
          triangle[before][index] += share
          for unit in rest.indices { rest[unit] -= share * basis[unit] }
        }
      }
      let left = Self.dot(rest, rest).squareRoot()
      guard left > 1e-12 * length, left.isFinite else { return nil }
      triangle[index][index] = left
      orthogonal.append(rest.map { $0 / left })
    }
    for column in 0..<width {
      for row in stride(from: column, through: 0, by: -1) {
        var value = row == column ? 1.0 : 0.0
        for inner in (row + 1)..<max(column + 1, row + 1) {
          value -= triangle[row][inner] * inverse[inner][column]
        }
        inverse[row][column] = value / triangle[row][row]
      }
    }
  }

  func solve(_ outcome: [Double]) -> [Double] {
    let projections = orthogonal.map { Self.dot($0, outcome) }
    return inverse.map { row in zip(row, projections).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  private static func dot(_ left: [Double], _ right: [Double]) -> Double {
    var sum = CompensatedSum()
    for index in left.indices { sum.add(left[index] * right[index]) }
    return sum.value
  }
}
