/// Means and variances of several linear combinations of the same features, in one pass.
///
/// Variance xᵀΣx is the dot product of Σ's lower triangle, its off-diagonal doubled, with the
/// products xᵢxⱼ, which are formed once for all rows; means follow from the same vector, to which x
/// itself is appended. All lies in one piece of memory.
package struct QuadraticPanel: Sendable {
  private let size: Int
  private let rows: Int
  /// Length of a row in pairs, padded.
  private let pairs: Int
  private var covariances: [SIMD4<Double>]
  private var means: [SIMD4<Double>]
  private var products: [SIMD4<Double>]
  private let chunks: Int

  package init(_ beliefs: [GaussianBelief]) {
    size = beliefs.first?.dimension ?? 0
    rows = beliefs.count
    pairs = (size * (size + 1) / 2 + 3) / 4
    chunks = (size + 3) / 4
    covariances = Array(repeating: .zero, count: pairs * rows)
    means = Array(repeating: .zero, count: chunks * rows)
    products = Array(repeating: .zero, count: pairs + chunks)
    for (number, belief) in beliefs.enumerated() {
      var position = 0
      for i in 0..<size {
        means[number * chunks + i / 4][i % 4] = belief.mean[i]
        for j in 0...i {
          let value = belief.covariance[i * size + j]
          covariances[number * pairs + position / 4][position % 4] = i == j ? value : 2 * value
          position += 1
        }
      }
    }
  }

  /// Writes mean and standard deviation of some rows over two vectors, the first row at index 0.
  package mutating func evaluate(
    _ features: [Double], rows range: Range<Int>, means centre: inout [Double],
    deviations: inout [Double]
  ) {
    guard features.count >= size, centre.count >= range.count, deviations.count >= range.count,
      range.lowerBound >= 0, range.upperBound <= rows
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
      unsafe covariances.withUnsafeBufferPointer { covariances in
        unsafe means.withUnsafeBufferPointer { means in
          for row in range {
            var even = SIMD4<Double>.zero
            var odd = SIMD4<Double>.zero
            var index = 0
            let start = row * pairs
            while index + 2 <= pairs {
              unsafe even += covariances[start + index] * products[index]
              unsafe odd += covariances[start + index + 1] * products[index + 1]
              index += 2
            }
            if index < pairs { unsafe even += covariances[start + index] * products[index] }
            var sum = SIMD4<Double>.zero
            for index in 0..<chunks {
              unsafe sum += means[row * chunks + index] * products[pairs + index]
            }
            centre[row - range.lowerBound] = sum.sum()
            deviations[row - range.lowerBound] = max((even + odd).sum(), 0).squareRoot()
          }
        }
      }
    }
  }
}
