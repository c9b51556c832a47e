import Testing

@testable import GSL

@Suite struct `Dense kernels` {
  private let matrix: [Double] = [4, 12, -16, 12, 37, -43, -16, -43, 98]

  @Test func `factor and solve a known system`() {
    var lower = matrix
    let isDefinite = DenseKernel.factor(&lower, size: 3)
    #expect(isDefinite)
    #expect(lower == [2, 0, 0, 6, 1, 0, -8, 5, 3])
    var x: [Double] = [1, 2, 3]
    DenseKernel.multiplyUpper(lower, size: 3, &x)
    DenseKernel.multiplyLower(lower, size: 3, &x)
    // A (1, 2, 3)ᵀ.
    #expect(x == [-20, -43, 192])
    DenseKernel.solveLower(lower, size: 3, &x)
    DenseKernel.solveUpper(lower, size: 3, &x)
    #expect(x == [1, 2, 3])
  }

  @Test func `add to the diagonal no more than rounding asks for`() {
    var lower: [Double] = []
    let none = DenseKernel.factorWithJitter(matrix, size: 3, into: &lower)
    let least = DenseKernel.factorWithJitter([1, 1, 1, 1], size: 2, into: &lower)
    let tooFar = DenseKernel.factorWithJitter([1, 2, 2, 1], size: 2, into: &lower)
    #expect(none == 0 && least == 1e-10 && tooFar == nil)
  }

  @Test(arguments: 1...9)
  func `sum products of any length`(count: Int) {
    let a = (0..<12).map { Double($0) }
    let expected = (0..<count).reduce(0.0) { $0 + Double(($1 + 2) * ($1 + 1)) }
    #expect(DenseKernel.dot(a, from: 2, a, from: 1, count: count) == expected)
    #expect(DenseKernel.dot(a, from: 5, a, from: 1, count: 8) == 0)
    #expect(DenseKernel.quadraticForm(matrix, size: 3, [9, 1, 2, 3], from: 1) == 470)
  }
}
