extension DenseKernel {
  /// Gives Σ aᵢ bᵢ over elements from two places on; 0 if an array ends before.
  package static func dot(
    _ a: [Double], from first: Int, _ b: [Double], from second: Int, count: Int
  ) -> Double {
    guard count > 0, first >= 0, second >= 0, first + count <= a.count,
      second + count <= b.count
    else { return 0 }
    return unsafe a.withUnsafeBufferPointer { a in
      unsafe b.withUnsafeBufferPointer { b in
        unsafe dot(a, first, b, second, count)
      }
    }
  }

  /// Gives xᵀ A x for a symmetric matrix and elements of x from a place on; 0 if an array is short.
  package static func quadraticForm(
    _ matrix: [Double], size: Int, _ x: [Double], from start: Int = 0
  ) -> Double {
    guard size > 0, matrix.count >= size * size, start >= 0, start + size <= x.count else {
      return 0
    }
    return unsafe matrix.withUnsafeBufferPointer { matrix in
      unsafe x.withUnsafeBufferPointer { x in
        var sum = 0.0
        for row in 0..<size {
          sum += unsafe x[start + row] * dot(matrix, row * size, x, start, size)
        }
        return sum
      }
    }
  }

  /// Four sums at once, so that additions need not wait for each other.
  @inline(__always)
  private static func dot(
    _ a: UnsafeBufferPointer<Double>, _ first: Int, _ b: UnsafeBufferPointer<Double>,
    _ second: Int, _ count: Int
  ) -> Double {
    var sums = SIMD4<Double>.zero
    var index = 0
    while index + 4 <= count {
      let left = unsafe SIMD4(
        a[first + index], a[first + index + 1], a[first + index + 2], a[first + index + 3])
      let right = unsafe SIMD4(
        b[second + index], b[second + index + 1], b[second + index + 2], b[second + index + 3])
      sums += left * right
      index += 4
    }
    var rest = 0.0
    while index < count {
      rest += unsafe a[first + index] * b[second + index]
      index += 1
    }
    return sums.sum() + rest
  }
}
