import Foundation
import Support
import Testing

@testable import Experiments

@Suite struct BayesianTests {
  /// P(p1 > p0) for whole counts as a finite sum of beta functions (Miller 2015).
  private static func exact(_ s0: Int, _ n0: Int, _ s1: Int, _ n1: Int) -> Double {
    func logBeta(_ a: Double, _ b: Double) -> Double { lgamma(a) + lgamma(b) - lgamma(a + b) }
    let (a0, b0) = (Double(s0 + 1), Double(n0 - s0 + 1))
    let b1 = Double(n1 - s1 + 1)
    return (0...s1).reduce(0.0) { sum, i in
      let step = Double(i)
      let term =
        logBeta(a0 + step, b0 + b1) - log(b1 + step) - logBeta(1 + step, b1) - logBeta(a0, b0)
      return sum + exp(term)
    }
  }

  @Test(arguments: [(2, 10, 5, 12), (40, 400, 55, 390), (0, 30, 1, 25), (9, 9, 3, 9)])
  func `The chance to beat is that of the closed form`(s0: Int, n0: Int, s1: Int, n1: Int) throws {
    let found = try BetaBinomialComparison(
      try ProportionPair(
        controlSuccesses: s0, controlCount: n0, treatmentSuccesses: s1, treatmentCount: n1))
    #expect(abs(found.chanceToBeat - Self.exact(s0, n0, s1, n1)) < 1e-9)
    #expect(abs(found.riskOfControl - found.riskOfTreatment - found.difference) < 1e-12)
    #expect(found.riskOfControl > 0 && found.riskOfTreatment > 0)
  }

  @Test func `Equal arms beat each other with even chance and a centred interval`() throws {
    let found = try BetaBinomialComparison(
      try ProportionPair(
        controlSuccesses: 30, controlCount: 100, treatmentSuccesses: 30, treatmentCount: 100))
    #expect(abs(found.chanceToBeat - 0.5) < 1e-12)
    let interval = try #require(found.interval(alpha: 0.05))
    #expect(abs(interval.lower + interval.upper) < 1e-9)
    // Posterior standard deviation of one share is √(31 · 71 / 102² / 103).
    let deviation = (2 * 31 * 71 / 102.0 / 102 / 103).squareRoot()
    #expect(abs(interval.upper / (1.96 * deviation) - 1) < 0.01)
  }

  @Test func `A strong prior draws shares together and an improper one is refused`() throws {
    let pair = try ProportionPair(
      controlSuccesses: 2, controlCount: 20, treatmentSuccesses: 9, treatmentCount: 20)
    let weak = try BetaBinomialComparison(pair)
    let strong = try BetaBinomialComparison(
      pair, prior: BetaPrior(successes: 300, failures: 700))
    #expect(strong.difference < 0.05 * weak.difference)
    #expect(strong.chanceToBeat < weak.chanceToBeat)
    #expect(throws: ArgumentError.self) {
      try BetaBinomialComparison(pair, prior: BetaPrior(successes: 0))
    }
  }

  @Test func `A normal prior weighs by precision`() {
    let estimate = EffectEstimate(effect: 0.2, standardError: 0.1)
    let posterior = GaussianPosterior(estimate, priorMean: -0.1, priorDeviation: 0.1)
    #expect(abs(posterior.mean - 0.05) < 1e-15)
    #expect(abs(posterior.standardDeviation - 0.1 / 2.0.squareRoot()) < 1e-15)
    #expect(
      abs(posterior.riskOfControl - posterior.riskOfTreatment - posterior.mean) < 1e-15)
    let flat = GaussianPosterior(flat: estimate)
    #expect(abs(flat.chanceToBeat - (1 - estimate.normal.pValue() / 2)) < 1e-15)
    #expect(flat.interval(alpha: 0.1) == estimate.normal.interval(alpha: 0.1))
  }
}
