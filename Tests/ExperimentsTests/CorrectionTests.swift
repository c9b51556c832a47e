import Testing

@testable import Experiments

@Suite struct CorrectionTests {
  static let pValues = [0.04, 0.001, 0.5, 0.012, 0.04, 0.9]

  @Test func `Holm's steps are those worked by hand`() {
    let adjusted = Correction.holm.adjust([0.01, 0.04, 0.03, 0.005])
    for (value, expected) in zip(adjusted, [0.03, 0.06, 0.06, 0.02]) {
      #expect(abs(value - expected) < 1e-15)
    }
  }

  @Test(arguments: Correction.allCases)
  func `Corrections keep the order, never shrink a p-value and stay in bounds`(
    correction: Correction
  ) {
    let adjusted = correction.adjust(Self.pValues)
    for (left, adjustedLeft) in zip(Self.pValues, adjusted) {
      #expect(adjustedLeft >= left && adjustedLeft <= 1)
      for (right, adjustedRight) in zip(Self.pValues, adjusted) where left <= right {
        #expect(adjustedLeft <= adjustedRight)
      }
    }
  }

  @Test func `Holm is nowhere stricter than Bonferroni`() {
    let holm = Correction.holm.adjust(Self.pValues)
    let bonferroni = Correction.bonferroni.adjust(Self.pValues)
    #expect(zip(holm, bonferroni).allSatisfy { $0 <= $1 })
    #expect(holm != bonferroni)
  }

  @Test(arguments: Correction.allCases)
  func `One test alone needs no correction and none gives none`(correction: Correction) {
    #expect(correction.adjust([0.03]) == [0.03])
    #expect(correction.adjust([]).isEmpty)
  }

  @Test func `Step-up procedures are those worked by hand`() {
    let p = [0.01, 0.04, 0.03, 0.005]
    func check(_ correction: Correction, _ expected: [Double]) {
      for (value, wanted) in zip(correction.adjust(p), expected) {
        #expect(abs(value - wanted) < 1e-15, "\(correction)")
      }
    }
    check(.benjaminiHochberg, [0.02, 0.04, 0.04, 0.02])
    // The harmonic sum to 4 is 25/12.
    check(.benjaminiYekutieli, [0.02, 0.04, 0.04, 0.02].map { $0 * 25 / 12 })
    check(.hochberg, [0.03, 0.04, 0.04, 0.02])
    check(.sidak, p.map { 1 - (1 - $0) * (1 - $0) * (1 - $0) * (1 - $0) })
  }

  @Test func `Each procedure is at least as strong as the one it improves on`() {
    func isStronger(_ first: Correction, _ second: Correction) -> Bool {
      zip(first.adjust(Self.pValues), second.adjust(Self.pValues)).allSatisfy { $0 <= $1 }
    }
    #expect(isStronger(.sidak, .bonferroni))
    #expect(isStronger(.holmSidak, .holm))
    #expect(isStronger(.hochberg, .holm))
    #expect(isStronger(.hommel, .hochberg))
    #expect(isStronger(.benjaminiHochberg, .hommel))
    #expect(isStronger(.benjaminiHochberg, .benjaminiYekutieli))
    let spread = [0.11, 0.025, 0.18, 0.88, 0.6, 0.16]
    #expect(Correction.hommel.adjust(spread) != Correction.hochberg.adjust(spread))
  }
}
