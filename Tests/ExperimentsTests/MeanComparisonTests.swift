import Support
import Testing

@testable import Experiments

@Suite struct MeanComparisonTests {
  static let control = Moments(of: [4, 7, 1, 9, 3, 6, 5])
  static let treatment = Moments(of: [8, 12, 6, 9, 11])

  @Test func `Moments of a few figures are those worked by hand`() {
    #expect(Self.control == Moments(count: 7, mean: 5, variance: 7))
    #expect(abs(Self.treatment.variance - 5.7) < 1e-14)
  }

  @Test func `Student's t is that worked by hand`() throws {
    let test = try #require(
      EffectEstimate.student(treatment: Self.treatment, control: Self.control).value)
    // Pooled variance (42 + 22.8)/10 over 1/7 + 1/5.
    #expect(abs(test.standardError - (6.48 * 12 / 35).squareRoot()) < 1e-14)
    #expect(test.degreesOfFreedom == 10)
    #expect(abs(test.effect - 4.2) < 1e-14)
  }

  @Test func `An analysis of variance of two arms is the square of their t test`() throws {
    let arms = [Self.control, Self.treatment]
    let student = try #require(
      EffectEstimate.student(treatment: Self.treatment, control: Self.control).value)
    let welch = try #require(
      EffectEstimate.welch(treatment: Self.treatment, control: Self.control).value)
    let fisher = try #require(AnalysisOfVariance.fisher(arms).value)
    let robust = try #require(AnalysisOfVariance.welch(arms).value)
    #expect(abs(fisher.statistic - student.statistic * student.statistic) < 1e-12)
    #expect(abs(fisher.pValue - student.pValue()) < 1e-13)
    #expect(abs(robust.statistic - welch.statistic * welch.statistic) < 1e-12)
    #expect(abs(robust.denominatorDegrees - (welch.degreesOfFreedom ?? 0)) < 1e-12)
  }

  @Test func `Non-inferiority without a margin is the one-sided test`() throws {
    let welch = try #require(
      EffectEstimate.welch(treatment: Self.treatment, control: Self.control).value)
    let more = try #require(
      NonInferiority.test(treatment: Self.treatment, control: Self.control, margin: 0).value)
    let less = try #require(
      NonInferiority.test(
        treatment: Self.treatment, control: Self.control, margin: 0, higherIsBetter: false
      ).value)
    let wide = try #require(
      NonInferiority.test(treatment: Self.treatment, control: Self.control, margin: 0.3).value)
    #expect(more.pValue == welch.pValue(.greater))
    #expect(abs(less.pValue - welch.pValue(.less)) < 1e-15)
    #expect(wide.pValue < more.pValue)
  }

  @Test func `Lifts by delta and logarithm agree with hand-worked errors`() throws {
    let delta = try #require(
      EffectEstimate.deltaLift(treatment: Self.treatment, control: Self.control).value)
    #expect(abs(delta.effect - 0.84) < 1e-14)
    // 5.7/(25 · 5) + 7 · 9.2²/(625 · 7)
    #expect(abs(delta.standardError - (0.0456 + 0.135424).squareRoot()) < 1e-14)
    let logs = try #require(
      LogLift.estimate(treatment: Self.treatment, control: Self.control).value)
    #expect(abs(logs.value - 0.84) < 1e-14)
    #expect(abs(logs.logRatio.standardError - (1 / 25.0 + 1.14 / 84.64).squareRoot()) < 1e-14)
    let negative = Moments(count: 7, mean: -5, variance: 7)
    #expect(
      LogLift.estimate(treatment: Self.treatment, control: negative)
        == .undefined(.negativeBaseline))
  }

  @Test(arguments: [(1, 1.959_964), (2, 2.212), (3, 2.349), (4, 2.442), (5, 2.511)])
  func `Dunnett's critical values for many units are those of his table`(
    treatments: Int, expected: Double
  ) throws {
    let arm = Moments(count: 100, mean: 1, variance: 1)
    let found = try #require(
      Dunnett.compare(
        control: arm, treatments: Array(repeating: arm, count: treatments), alpha: 0.05
      ).value)
    #expect(abs(found.criticalValue - expected) < 6e-4)
    #expect(found.pValues.allSatisfy { abs($0 - 1) < 1e-12 })
  }

  @Test func `A table of equal shares has no chi-square and an empty column no test`() {
    #expect(ContingencyTable.test([[2, 4], [3, 6]]).value?.value == 0)
    #expect(ContingencyTable.test([[2, 0], [3, 0]]) == .undefined(.zeroVariance))
    #expect(ContingencyTable.test([[0, 0], [3, 1]]) == .undefined(.tooFewUnits))
  }
}
