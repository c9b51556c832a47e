/// A small dense matrix of numbers, stored row by row.
package struct Matrix: Sendable, Hashable {
  package let rows: Int
  package let columns: Int
  package private(set) var elements: [Double]

  package init(rows: Int, columns: Int, repeating value: Double = 0) {
    self.rows = max(rows, 0)
    self.columns = max(columns, 0)
    elements = Array(repeating: value, count: self.rows * self.columns)
  }

  /// Makes a matrix from its rows.
  ///
  /// - Throws: ``LinearAlgebraError`` if the rows differ in length.
  package init(_ rows: [[Double]]) throws(LinearAlgebraError) {
    let columns = rows.first?.count ?? 0
    if let odd = rows.firstIndex(where: { $0.count != columns }) {
      throw LinearAlgebraError(
        kind: .shape,
        message: "row \(odd) has \(rows[odd].count) elements, row 0 has \(columns)")
    }
    self.rows = rows.count
    self.columns = columns
    elements = rows.flatMap { $0 }
  }

  package static func identity(_ size: Int) -> Matrix {
    var matrix = Matrix(rows: size, columns: size)
    for index in 0..<matrix.rows { matrix[index, index] = 1 }
    return matrix
  }

  /// The element in a row and column, both counted from 0.
  package subscript(row: Int, column: Int) -> Double {
    get { elements[row * columns + column] }
    set { elements[row * columns + column] = newValue }
  }

  /// Gives the matrix product with a vector of as many elements as there are columns.
  ///
  /// - Throws: ``LinearAlgebraError`` if the lengths differ.
  package func times(_ vector: [Double]) throws(LinearAlgebraError) -> [Double] {
    try LinearAlgebraError.checkLength(of: vector, columns)
    var product = [Double](repeating: 0, count: rows)
    for row in 0..<rows {
      for column in 0..<columns {
        product[row] += self[row, column] * vector[column]
      }
    }
    return product
  }

  var isSquare: Bool { rows == columns }
}
