import Foundation
import Testing

@testable import GSL

@Suite struct `Roots and integrals` {
  private struct Refusal: Error, Equatable {}

  @Test func `roots of known equations`() throws {
    let cosine = try RootFinder.brent(lower: 0, upper: 1) { cos($0) - $0 }
    expectClose(cosine, 0.739_085_133_215_160_6, within: 1e-14)
    let cube = try RootFinder.brent(lower: 1e-3, upper: 1e3) { $0 * $0 * $0 - 2 }
    expectClose(cube, 1.259_921_049_894_873_2, within: 1e-14)
    #expect(try RootFinder.brent(lower: -1, upper: 1) { $0 - 1 } == 1)
  }

  @Test func `a root needs a change of sign`() {
    #expect(throws: GSLError.self) {
      try RootFinder.brent(lower: 1, upper: 2) { $0 * $0 }
    }
    #expect(throws: GSLError.self) {
      try RootFinder.brent(lower: -1, upper: 2) { $0 > 0 ? .nan : -1 }
    }
  }

  @Test func `an error of the function comes through`() {
    #expect(throws: Refusal()) {
      try RootFinder.brent(lower: -1, upper: 2) { x in
        if abs(x) < 0.9 { throw Refusal() }
        return x
      }
    }
  }

  @Test(arguments: [1, 2, 3, 5, 21, 64, 101, 256])
  func `Gauss-Legendre is exact for polynomials`(count: Int) {
    let rule = Quadrature.gaussLegendre(nodes: count)
    expectClose(rule.weights.reduce(0, +), 2, within: 1e-14)
    #expect(rule.nodes == rule.nodes.sorted())
    let degree = Double(min(2 * count - 2, 60))
    expectClose(
      rule.integrate(from: -1, to: 1) { pow($0, degree) }, 2 / (degree + 1), within: 1e-13)
    if count >= 21 {
      expectClose(rule.integrate(from: 0, to: 3) { exp($0) }, exp(3) - 1, within: 1e-13)
    }
  }

  @Test func `five nodes as tabulated`() {
    // Abramowitz & Stegun, table 25.4
    let rule = Quadrature.gaussLegendre(nodes: 5)
    expectClose(rule.nodes[4], 0.906_179_845_938_664, within: 1e-14)
    expectClose(rule.weights[4], 0.236_926_885_056_189_1, within: 1e-14)
    expectClose(rule.weights[2], 0.568_888_888_888_888_9, within: 1e-14)
  }

  @Test func `quantiles of a sample are R's type 7`() {
    // quantile(c(1, 2, 4, 8, 16), c(0.1, 0.25, 0.9)) in R
    let sample: [Double] = [1, 2, 4, 8, 16]
    expectClose(Statistics.quantile(sorted: sample, probability: 0.1), 1.4, within: 1e-15)
    #expect(Statistics.quantile(sorted: sample, probability: 0.25) == 2)
    expectClose(Statistics.quantile(sorted: sample, probability: 0.9), 12.8, within: 1e-15)
    #expect(Statistics.quantile(sorted: sample, probability: 0) == 1)
    #expect(Statistics.quantile(sorted: sample, probability: 1) == 16)
    #expect(Statistics.quantile(sorted: [3], probability: 0.7) == 3)
    #expect(Statistics.quantile(sorted: [], probability: 0.5).isNaN)
  }
}
