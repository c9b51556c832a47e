import Support
import Testing

@testable import Experiments

@Suite struct EstimatorTests {
  static let pairs: [(MetricSample, MetricSample)] = [
    (.proportion(successes: 30, count: 400), .proportion(successes: 55, count: 420)),
    (
      .mean(Moments(count: 90, mean: 4.2, variance: 3)),
      .mean(Moments(count: 110, mean: 4.9, variance: 7))
    ),
    (.ratio(joint(mean: 12)), .ratio(joint(mean: 15))),
  ]

  @Test(arguments: pairs.indices)
  func `Swapping the arms flips the signs and nothing else`(index: Int) throws {
    let (control, treatment) = Self.pairs[index]
    let there = try #require(
      DifferenceTest.compare(treatment: treatment, control: control, alpha: 0.05).value)
    let back = try #require(
      DifferenceTest.compare(treatment: control, control: treatment, alpha: 0.05).value)
    #expect(there.difference == -back.difference)
    #expect(there.statistic == -back.statistic)
    #expect(there.pValue == back.pValue)
    #expect(there.standardError == back.standardError)
    #expect(abs((there.interval.lower) + (back.interval.upper)) < 1e-12)
  }

  @Test(arguments: pairs.indices)
  func `Fieller's interval is where the shifted contrast is just significant`(index: Int) throws {
    let (control, treatment) = Self.pairs[index]
    let (baseline, treated) = (try #require(control.perUnit), try #require(treatment.perUnit))
    let fieller = Fieller(treatment: treated, control: baseline, quantile: 2.1)
    let interval = try #require(fieller.interval)
    let a = try #require(control.varianceOfValue)
    let b = try #require(treatment.varianceOfValue)
    for ratio in [1 + interval.lower, 1 + interval.upper] {
      let z = (treated.mean - ratio * baseline.mean) / (b + ratio * ratio * a).squareRoot()
      #expect(abs(abs(z) - 2.1) < 1e-9)
    }
  }

  @Test func `A baseline near zero leaves the lift without bounds`() throws {
    let control = MetricSample.mean(Moments(count: 50, mean: 0.1, variance: 4))
    let treatment = MetricSample.mean(Moments(count: 50, mean: 0.3, variance: 4))
    let lift = try #require(
      Lift.estimate(treatment: treatment, control: control, alpha: 0.05).value)
    #expect(lift.interval == nil)
    #expect(lift.method == .unbounded)
  }

  @Test(arguments: [
    (MetricSample.mean(Moments(count: 1, mean: 3, variance: 0)), Undefined.tooFewUnits),
    (.proportion(successes: 0, count: 0), .tooFewUnits),
    (.mean(Moments(count: 9, mean: 3, variance: 0)), .zeroVariance),
    (.proportion(successes: 9, count: 9), .zeroVariance),
    (.ratio(joint(mean: 12, denominator: 0)), .zeroDenominator),
    (.mean(Moments(count: 9, mean: 1, variance: .infinity)), .notFinite),
  ])
  func `Data that define no test give the reason`(sample: MetricSample, reason: Undefined) {
    let test = DifferenceTest.compare(treatment: sample, control: sample, alpha: 0.05)
    #expect(test == .undefined(reason))
  }

  @Test(arguments: [(0.0, Undefined.zeroBaseline), (-2.0, .negativeBaseline)])
  func `A control at or below zero has no relative change`(mean: Double, reason: Undefined) {
    let control = MetricSample.mean(Moments(count: 9, mean: mean, variance: 1))
    let treatment = MetricSample.mean(Moments(count: 9, mean: 1, variance: 1))
    #expect(
      Lift.estimate(treatment: treatment, control: control, alpha: 0.05) == .undefined(reason))
  }

  @Test func `One constant arm still allows Welch's test`() throws {
    let test = try #require(
      DifferenceTest.welch(
        treatment: Moments(count: 20, mean: 2, variance: 5),
        control: Moments(count: 30, mean: 1, variance: 0), alpha: 0.05
      ).value)
    #expect(abs(test.standardError - 0.5) < 1e-15)
    #expect(abs((test.degreesOfFreedom ?? 0) - 19) < 1e-12)
  }

  @Test func `Opposite certainties have a p-value and an interval`() throws {
    let test = try #require(
      DifferenceTest.compare(
        treatment: .proportion(successes: 40, count: 40),
        control: .proportion(successes: 0, count: 40), alpha: 0.05
      ).value)
    #expect(test.interval.upper > 0.999 && test.interval.lower > 0.8)
    #expect(test.difference == 1)
    #expect(abs(test.statistic - 80.0.squareRoot()) < 1e-12)
  }

  @Test func `An arm without variance has a value and says why it has no interval`() throws {
    let sample = MetricSample.mean(Moments(count: 5, mean: 2, variance: 0))
    let estimate = try #require(PointEstimate.estimate(sample, alpha: 0.05).value)
    #expect(estimate.value == 2)
    #expect(estimate.interval == nil)
    #expect(estimate.limitation == .zeroVariance)
  }

  @Test func `Scaling money changes neither the test nor the lift`() throws {
    func compare(_ scale: Double) throws -> (Double, Double) {
      let control = Moments(count: 90, mean: 4.2 * scale, variance: 3 * scale * scale)
      let treatment = Moments(count: 110, mean: 4.9 * scale, variance: 7 * scale * scale)
      let test = DifferenceTest.welch(treatment: treatment, control: control, alpha: 0.05)
      let lift = Lift.estimate(treatment: .mean(treatment), control: .mean(control), alpha: 0.05)
      return (try #require(test.value?.pValue), try #require(lift.value?.interval?.upper))
    }
    let (p, upper) = try compare(1)
    let (largeP, largeUpper) = try compare(1e80)
    #expect(abs(p / largeP - 1) < 1e-9)
    #expect(abs(upper / largeUpper - 1) < 1e-9)
  }

  private static func joint(mean: Double, denominator: Double = 3) -> JointMoments {
    JointMoments(
      numerator: Moments(count: 200, mean: mean, variance: 20),
      denominator: Moments(count: 200, mean: denominator, variance: 2), covariance: 4)
  }
}
