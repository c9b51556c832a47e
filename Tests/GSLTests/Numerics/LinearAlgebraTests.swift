import Foundation
import Testing

@testable import GSL

extension CholeskyFactor {
  /// Natural logarithm of the determinant of A.
  fileprivate var logDeterminant: Double {
    (0..<lower.rows).reduce(0) { $0 + 2 * log(lower[$1, $1]) }
  }
}

extension LUFactor {
  /// Determinant of the matrix: the product of the pivots, with a sign for each inversion.
  fileprivate var determinant: Double {
    (0..<factors.rows).reduce(1) { product, row in
      let inversions = permutation[row...].count { $0 < permutation[row] }
      return product * factors[row, row] * (inversions.isMultiple(of: 2) ? 1 : -1)
    }
  }
}

@Suite struct `Linear algebra` {
  /// The Hilbert-like matrix min(i, j): its inverse is tridiagonal, its determinant 1.
  private func brownian(_ size: Int) -> Matrix {
    var matrix = Matrix(rows: size, columns: size)
    for row in 0..<size {
      for column in 0..<size { matrix[row, column] = Double(min(row, column) + 1) }
    }
    return matrix
  }

  @Test(arguments: [1, 2, 5, 12])
  func `Cholesky and LU solve what was multiplied`(size: Int) throws {
    let matrix = brownian(size)
    let x = (0..<size).map { Double($0) - 1.5 }
    let b = try matrix.times(x)
    let byCholesky = try LinearSystem.solvePositiveDefinite(matrix, b)
    let byLU = try LinearSystem.solve(matrix, b)
    for index in 0..<size {
      #expect(abs(byCholesky[index] - x[index]) < 1e-11)
      #expect(abs(byLU[index] - x[index]) < 1e-11)
    }
    #expect(abs(try CholeskyFactor(matrix).logDeterminant) < 1e-12)
    #expect(abs(try LUFactor(matrix).determinant - 1) < 1e-11)
  }

  @Test func `the factor of a known matrix`() throws {
    let factor = try CholeskyFactor(
      Matrix([[4, 12, -16], [12, 37, -43], [-16, -43, 98]]))
    #expect(factor.lower == (try Matrix([[2, 0, 0], [6, 1, 0], [-8, 5, 3]])))
    expectClose(factor.logDeterminant, log(36), within: 1e-14)
  }

  @Test func `LU needs its row exchanges`() throws {
    let matrix = try Matrix([[0, 2, 1], [1, 0, 0], [0, 0, 4]])
    #expect(try LinearSystem.solve(matrix, [5, 7, 4]) == [7, 2, 1])
    #expect(try LUFactor(matrix).determinant == -8)
  }

  @Test(
    arguments: [
      ([[1, 2], [2, 1]], LinearAlgebraError.Kind.notPositiveDefinite),
      ([[1, 1], [1, 1]], .notPositiveDefinite),
      ([[1, 0.5], [0.4, 1]], .notPositiveDefinite),
      ([[1, .nan], [.nan, 1]], .notFinite),
      ([[1, 2, 3], [4, 5, 6]], .shape),
      ([], .shape),
    ] as [([[Double]], LinearAlgebraError.Kind)])
  func `Cholesky refuses`(rows: [[Double]], kind: LinearAlgebraError.Kind) throws {
    let matrix = try Matrix(rows)
    let error = #expect(throws: LinearAlgebraError.self) { try CholeskyFactor(matrix) }
    #expect(error?.kind == kind)
  }

  @Test(
    arguments: [
      ([[1, 2], [2, 4]], LinearAlgebraError.Kind.singular),
      ([[0, 0], [0, 0]], .singular),
      ([[1, .infinity], [0, 1]], .notFinite),
      ([[1, 2]], .shape),
    ] as [([[Double]], LinearAlgebraError.Kind)])
  func `LU refuses`(rows: [[Double]], kind: LinearAlgebraError.Kind) throws {
    let matrix = try Matrix(rows)
    let error = #expect(throws: LinearAlgebraError.self) { try LUFactor(matrix) }
    #expect(error?.kind == kind)
  }

  @Test func `lengths must fit`() throws {
    #expect(throws: LinearAlgebraError.self) { try Matrix([[1, 2], [3]]) }
    #expect(throws: LinearAlgebraError.self) { try LinearSystem.solve(.identity(2), [1]) }
    #expect(throws: LinearAlgebraError.self) { try CholeskyFactor(.identity(2)).solve([1, 2, 3]) }
    #expect(throws: LinearAlgebraError.self) { try Matrix.identity(2).times([1]) }
  }
}
