/// A linear system that has no unique answer, or that is none.
package struct LinearAlgebraError: Error, Sendable, Hashable, CustomStringConvertible {
  package struct Kind: Sendable, Hashable {
    let name: String

    /// Lengths of rows, columns or vectors do not fit.
    package static let shape = Kind(name: "shape")
    /// The matrix is singular to working accuracy.
    static let singular = Kind(name: "singular")
    /// The matrix is not symmetric and positive definite.
    static let notPositiveDefinite = Kind(name: "not positive definite")
    /// An element is infinite or not a number.
    package static let notFinite = Kind(name: "not finite")
  }

  package let kind: Kind
  package let message: String

  package var description: String { message }

  static func checkLength(of vector: [Double], _ length: Int) throws(LinearAlgebraError) {
    if vector.count != length {
      throw LinearAlgebraError(
        kind: .shape, message: "the vector has \(vector.count) elements, the matrix \(length)")
    }
  }

  static func checkSquareAndFinite(_ matrix: Matrix) throws(LinearAlgebraError) {
    guard matrix.isSquare, matrix.rows > 0 else {
      throw LinearAlgebraError(
        kind: .shape,
        message: "the matrix must be square, it is \(matrix.rows) × \(matrix.columns)")
    }
    guard matrix.elements.allSatisfy(\.isFinite) else {
      throw LinearAlgebraError(kind: .notFinite, message: "the matrix has a non-finite element")
    }
  }
}
