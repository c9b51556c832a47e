import Support
import Testing

@testable import Experiments

@Suite struct ProportionPairTests {
  @Test func `Fisher's tea lady has the p-values he gave`() throws {
    let pair = try ProportionPair(
      controlSuccesses: 1, controlCount: 4, treatmentSuccesses: 3, treatmentCount: 4)
    #expect(abs(pair.fisherExact - 34.0 / 70) < 1e-15)
  }

  @Test func `Newcombe's own example has his interval`() throws {
    // 56/70 less 48/80: method 10 in table II of the paper of 1998.
    let pair = try ProportionPair(
      controlSuccesses: 48, controlCount: 80, treatmentSuccesses: 56, treatmentCount: 70)
    let interval = pair.newcombe(alpha: 0.05)
    #expect(abs(interval.lower - 0.0524) < 5e-5)
    #expect(abs(interval.upper - 0.3339) < 5e-5)
  }

  @Test func `Pearson's chi-square is the square of the pooled z, Yates's of the corrected one`()
    throws
  {
    let pair = try ProportionPair(
      controlSuccesses: 31, controlCount: 240, treatmentSuccesses: 52, treatmentCount: 260)
    let z = try #require(pair.pooledZ.value).statistic
    let corrected = try #require(pair.continuityCorrectedZ.value).statistic
    let pearson = try #require(pair.pearson)
    let yates = try #require(pair.yates)
    #expect(abs(pearson.value - z * z) < 1e-12)
    #expect(abs(yates.value - corrected * corrected) < 1e-12)
    #expect(abs(pearson.pValue - (pair.pooledZ.value?.pValue() ?? 0)) < 1e-14)
  }

  @Test func `One-sided p-values of opposite sides add up to one`() throws {
    let pair = try ProportionPair(
      controlSuccesses: 31, controlCount: 240, treatmentSuccesses: 52, treatmentCount: 260)
    let test = try #require(pair.unpooledZ.value)
    #expect(abs(test.pValue(.greater) + test.pValue(.less) - 1) < 1e-15)
    #expect(abs(test.pValue() - 2 * test.pValue(.greater)) < 1e-15)
    let bound = test.interval(alpha: 0.025, .greater)
    #expect(bound.lower == test.interval(alpha: 0.05).lower)
    #expect(bound.upper == .infinity)
  }

  @Test func `Arms without failures have no odds ratio and no chi-square`() throws {
    let pair = try ProportionPair(
      controlSuccesses: 5, controlCount: 5, treatmentSuccesses: 7, treatmentCount: 7)
    #expect(pair.oddsRatio == nil)
    #expect(pair.pearson == nil)
    #expect(pair.pooledZ == .undefined(.zeroVariance))
    #expect(pair.fisherExact == 1)
    #expect(pair.agrestiCaffo(alpha: 0.05).contains(0))
  }

  @Test(arguments: [(-1, 4), (5, 4), (0, 0)])
  func `Impossible counts are refused`(successes: Int, count: Int) throws {
    let error = try #require(throws: ArgumentError.self) {
      try ProportionPair(
        controlSuccesses: 1, controlCount: 2, treatmentSuccesses: successes,
        treatmentCount: count)
    }
    #expect(error.argument == "treatment")
  }
}
