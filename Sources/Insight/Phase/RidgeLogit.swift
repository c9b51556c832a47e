import Foundation
import GSL

/// Logistic regression with a ridge on coefficients of standardised columns, not on the constant.
package struct RidgeLogit: Sendable {
  private let means: [Double]
  private let deviations: [Double]
  /// The constant, then a coefficient for each standardised column.
  package private(set) var coefficients: [Double]

  /// Fits by Newton's method; `rows` has the columns of one row after those of another.
  /// - Throws: `LinearAlgebraError` when the columns cannot be told apart.
  package init(rows: [Double], columns: Int, outcomes: [Bool], ridge: Double = 1) throws {
    let count = outcomes.count
    let size = columns + 1
    var means = [Double](repeating: 0, count: columns)
    var squares = means
    for row in 0..<count {
      for column in 0..<columns { means[column] += rows[row * columns + column] }
    }
    means = means.map { $0 / Double(max(1, count)) }
    for row in 0..<count {
      for column in 0..<columns {
        let difference = rows[row * columns + column] - means[column]
        squares[column] += difference * difference
      }
    }
    let deviations = squares.map { square in
      let deviation = (square / Double(max(1, count))).squareRoot()
      return deviation > 0 ? deviation : 1
    }
    self.means = means
    self.deviations = deviations
    coefficients = [Double](repeating: 0, count: size)
    var z = [Double](repeating: 1, count: size)
    for _ in 0..<50 {
      var gradient = coefficients.enumerated().map { $0 == 0 ? 0 : -ridge * $1 }
      // The lower triangle, row by row.
      var triangle = [Double](repeating: 0, count: size * size)
      for row in 0..<count {
        for column in 0..<columns {
          z[column + 1] = (rows[row * columns + column] - means[column]) / deviations[column]
        }
        var score = 0.0
        for place in 0..<size { score += coefficients[place] * z[place] }
        let chance = 1 / (1 + exp(-score))
        let error = (outcomes[row] ? 1 : 0) - chance
        let weight = chance * (1 - chance)
        for place in 0..<size {
          gradient[place] += error * z[place]
          let scaled = weight * z[place]
          guard scaled != 0 else { continue }
          for other in 0...place { triangle[place * size + other] += scaled * z[other] }
        }
      }
      var hessian = Matrix(rows: size, columns: size)
      for place in 0..<size {
        for other in 0...place {
          let value = triangle[place * size + other] + (place == other && place > 0 ? ridge : 0)
          hessian[place, other] = value
          hessian[other, place] = value
        }
      }
      let step = try LinearSystem.solvePositiveDefinite(hessian, gradient)
      for place in 0..<size { coefficients[place] += step[place] }
      if step.allSatisfy({ abs($0) < 1e-9 }) { break }
    }
  }

  /// Gives the chance of the outcome for a row of columns.
  package func chance(_ row: some Collection<Double>) -> Double {
    var score = coefficients[0]
    for (column, value) in row.enumerated() {
      score += coefficients[column + 1] * (value - means[column]) / deviations[column]
    }
    return 1 / (1 + exp(-score))
  }
}
