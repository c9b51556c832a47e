import Support
import Testing

@testable import Experiments

/// Weeks of remission under 6-mercaptopurine and placebo (Freireich and others 1963, Blood 21:699).
@Suite struct SurvivalTests {
  static let drug =
    [6, 6, 6, 7, 10, 13, 16, 22, 23].map { CensoredTime($0) }
    + [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map { CensoredTime($0, isEvent: false) }
  static let placebo = [
    1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23,
  ].map { CensoredTime($0) }

  @Test(arguments: [
    (6.0, 0.857, 0.0764), (7, 0.807, 0.0869), (10, 0.753, 0.0963), (13, 0.690, 0.1068),
    (16, 0.627, 0.1141), (22, 0.538, 0.1282), (23, 0.448, 0.1346),
  ])
  func `The curve of the leukaemia trial is the published one`(
    time: Double, survival: Double, error: Double
  ) throws {
    let curve = KaplanMeier(CensoredTime.counting(Self.drug))
    let step = try #require(curve.steps.first { $0.time == time })
    #expect(abs(step.survival - survival) < 5.1e-4)
    #expect(abs(step.variance.squareRoot() - error) < 5.1e-5)
    #expect(curve.survival(at: time + 0.5) == step.survival)
  }

  @Test func `The log-rank test of the leukaemia trial is the published one`() throws {
    let test = try #require(
      LogRank.test(counted: [Self.drug, Self.placebo].map(CensoredTime.counting)).value)
    #expect(abs(test.test.value - 16.79) < 5e-3)
    #expect(test.observed == [9, 21])
    #expect(abs(test.expected[0] - 19.25) < 5e-3)
    #expect(abs(test.expected[1] - 10.75) < 5e-3)
    #expect(abs(test.test.pValue - 4.17e-5) < 5e-8)
  }

  @Test func `Three arms have two degrees of freedom and one alone no test`() throws {
    let three = try #require(
      LogRank.test(counted: [Self.drug, Self.placebo, Self.placebo].map(CensoredTime.counting))
        .value)
    #expect(three.test.degreesOfFreedom == 2)
    #expect(three.expected.reduce(0, +).rounded() == 51)
    #expect(
      LogRank.test(counted: [Self.drug].map(CensoredTime.counting)) == .undefined(.tooFewUnits))
    let censored = [CensoredTime(3, isEvent: false)]
    #expect(
      LogRank.test(counted: [censored, censored].map(CensoredTime.counting))
        == .undefined(.zeroVariance))
  }

  @Test func `Without censoring the restricted mean is the mean of times cut off`() throws {
    let curve = KaplanMeier(CensoredTime.counting(Self.placebo))
    let whole = try RestrictedMean(curve, horizon: 23)
    let times = Moments(of: Self.placebo.map(\.time))
    #expect(abs(whole.value - times.mean) < 1e-12)
    #expect(abs(whole.variance - times.variance * 20 / 21 / 21) < 1e-12)
    let short = try RestrictedMean(curve, horizon: 10)
    #expect(abs(short.value - Moments(of: Self.placebo.map { min($0.time, 10) }).mean) < 1e-12)
  }

  @Test func `The gain in restricted mean is the area between the curves`() throws {
    let drug = try RestrictedMean(KaplanMeier(CensoredTime.counting(Self.drug)), horizon: 10)
    // 6 weeks at 1, one at 18/21, three at 18/21 · 16/17.
    #expect(abs(drug.value - (6 + 18 / 21.0 + 3 * 18 / 21.0 * 16 / 17)) < 1e-12)
  }

  @Test func `Horizons beyond the data are refused`() throws {
    let curve = KaplanMeier(CensoredTime.counting(Self.drug))
    #expect(throws: ArgumentError.self) { try RestrictedMean(curve, horizon: 36) }
    #expect(throws: ArgumentError.self) { try RestrictedMean(curve, horizon: 0) }
  }
}
