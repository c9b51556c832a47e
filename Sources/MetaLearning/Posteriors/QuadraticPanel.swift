/// Means and (co)variances of several linear combinations of the same features, in one pass.
///
/// A form xᵀΣx is the dot product of Σ's lower triangle, its off-diagonal doubled, with the products
/// xᵢxⱼ, which are formed once for all rows; means follow from the same vector, to which x itself is
/// appended. All lies in one piece of memory.
package struct QuadraticPanel: Sendable {
  private let size: Int
  /// Length of a row in groups of four, padded.
  private let pairs: Int
  private let chunks: Int
  private var forms: [SIMD4<Double>] = []
  private var means: [SIMD4<Double>] = []
  private var products: [SIMD4<Double>]

  /// Makes a panel for a number of features, without rows.
  package init(features: Int) {
    size = max(features, 0)
    pairs = (size * (size + 1) / 2 + 3) / 4
    chunks = (size + 3) / 4
    products = Array(repeating: .zero, count: pairs + chunks)
  }

  package init(_ beliefs: [GaussianBelief]) {
    self.init(features: beliefs.first?.dimension ?? 0)
    for belief in beliefs {
      addMean(belief.mean, from: 0)
      addForm(belief.covariance, size: belief.dimension, row: 0, column: 0)
    }
  }

  /// Adds a row for the mean of weights that start at a place of a vector.
  mutating func addMean(_ weights: [Double], from start: Int) {
    let row = means.count
    means.append(contentsOf: repeatElement(.zero, count: chunks))
    for index in 0..<size { means[row + index / 4][index % 4] = weights[start + index] }
  }

  /// Adds a row for xᵀΣx, Σ the block of a matrix of some size that starts at a row and a column.
  mutating func addForm(_ matrix: [Double], size whole: Int, row: Int, column: Int) {
    let start = forms.count
    forms.append(contentsOf: repeatElement(.zero, count: pairs))
    var position = 0
    for i in 0..<size {
      for j in 0...i {
        // A block off the diagonal is not symmetric; its two halves count together.
        let value =
          i == j
          ? matrix[(row + i) * whole + column + i]
          : matrix[(row + i) * whole + column + j] + matrix[(row + j) * whole + column + i]
        forms[start + position / 4][position % 4] = value
        position += 1
      }
    }
  }

  /// Writes the means and the forms of some rows over two vectors, the first row at index 0.
  package mutating func evaluate(
    _ features: [Double], means meanRows: Range<Int>, forms formRows: Range<Int>,
    into centres: inout [Double], _ values: inout [Double]
  ) {
    guard features.count >= size, centres.count >= meanRows.count,
      values.count >= formRows.count, meanRows.lowerBound >= 0, formRows.lowerBound >= 0,
      meanRows.upperBound * chunks <= means.count, formRows.upperBound * pairs <= forms.count
    else { return }
    let (size, pairs, chunks) = (size, pairs, chunks)
    unsafe features.withUnsafeBufferPointer { x in
      unsafe products.withUnsafeMutableBytes { raw in
        let flat = unsafe raw.bindMemory(to: Double.self)
        var position = 0
        for i in 0..<size {
          let value = unsafe x[i]
          for j in 0...i {
            unsafe flat[position] = unsafe value * x[j]
            position += 1
          }
        }
        for i in 0..<size { unsafe flat[pairs * 4 + i] = unsafe x[i] }
      }
    }
    unsafe products.withUnsafeBufferPointer { products in
      unsafe means.withUnsafeBufferPointer { means in
        for row in meanRows {
          var sum = SIMD4<Double>.zero
          for index in 0..<chunks {
            unsafe sum += means[row * chunks + index] * products[pairs + index]
          }
          centres[row - meanRows.lowerBound] = sum.sum()
        }
      }
      unsafe forms.withUnsafeBufferPointer { forms in
        for row in formRows {
          var even = SIMD4<Double>.zero
          var odd = SIMD4<Double>.zero
          var index = 0
          let start = row * pairs
          while index + 2 <= pairs {
            unsafe even += forms[start + index] * products[index]
            unsafe odd += forms[start + index + 1] * products[index + 1]
            index += 2
          }
          if index < pairs { unsafe even += forms[start + index] * products[index] }
          values[row - formRows.lowerBound] = (even + odd).sum()
        }
      }
    }
  }
}
