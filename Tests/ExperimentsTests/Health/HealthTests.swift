import TestSupport
import Testing

@testable import Experiments

@Suite struct HealthTests {
  @Test func `The sequential sample-ratio check agrees with the independent reference`() throws {
    var periods: [Int: [Int]] = [:]
    for row in try SequentialReference.rows() {
      let arm = try #require(SequentialReference.arms.firstIndex(of: row.arm))
      periods[row.day, default: [0, 0, 0]][arm] += 1
    }
    let check = SequentialSampleRatio(
      periods: periods.sorted { $0.key < $1.key }.map(\.value), shares: [1, 1, 1])
    let golden = Dictionary(
      uniqueKeysWithValues: try GoldenFile.figures("sequential_small.csv").map {
        ($0.key, $0.value)
      })
    let factor = try #require(golden["srm/seq_log_bf_final"])
    let pValue = try #require(golden["srm/seq_p_running_min"])
    // The reference itself loses digits in log-gamma differences of size 1e5.
    #expect(abs(try #require(check.logBayesFactors.last) - factor) < 1e-9)
    #expect(abs(check.pValue - pValue) < 1e-9)
    #expect(check.firstFailure == nil)
  }

  @Test func `A broken split is found while it runs`() {
    let check = SequentialSampleRatio(
      periods: Array(repeating: [520, 480], count: 200), shares: [1, 1])
    #expect(check.isFailed)
    #expect(check.firstFailure != nil)
  }

  @Test(arguments: ["small", "aa_unequal"])
  func `Sample ratios by segment agree with the independent reference`(name: String) throws {
    let data = try SequentialReference.data(name)
    let check = SegmentSampleRatio(
      segments: data.segments.map { ($0.name, $0.counts) },
      shares: name == "small" ? [1, 1, 1] : [2, 1, 1])
    for (key, expected) in try GoldenFile.figures("sequential_\(name).csv") {
      let path = key.split(separator: "/").map(String.init)
      guard path[0] == "srm", path[1] != "seq_log_bf_final", path[1] != "seq_p_running_min" else {
        continue
      }
      let value: Double?
      if path[1] == "arm_x_segment" {
        value = ["chi2": check.statistic, "df": check.degreesOfFreedom, "p": check.pValue][path[2]]
      } else {
        let part = try #require(check.parts.first { $0.name == path[2] })
        value =
          [
            "chi2": part.check.statistic, "p": part.check.pValue, "p_bonf": part.adjustedPValue,
          ][path[3]]
      }
      #expect(GoldenFile.agrees(try #require(value), expected, isPValue: true), "\(key)")
    }
  }

  @Test func `Leaving the largest unit out agrees with counting it anew`() throws {
    let values: [Double] = [1, 2, 3, 4, 100, 3, 2]
    var whole = MomentsAccumulator()
    var rest = MomentsAccumulator()
    for value in values {
      whole.add(value)
      if value != 100 { rest.add(value) }
    }
    var control = MomentsAccumulator()
    for value in [1.0, 2, 3, 4, 5, 6] { control.add(value) }
    var controlRest = MomentsAccumulator()
    for value in [1.0, 2, 3, 4, 5] { controlRest.add(value) }
    let influence = OutlierInfluence(
      treatment: .init(moments: whole.moments, largest: 100),
      control: .init(moments: control.moments, largest: 6), alpha: 0.05)
    let expected = try #require(
      DifferenceTest.welch(
        treatment: rest.moments, control: controlRest.moments, alpha: 0.05
      ).value)
    let trimmed = try #require(influence.trimmed.value)
    #expect(abs(trimmed.difference - expected.difference) < 1e-12)
    #expect(abs(trimmed.standardError - expected.standardError) < 1e-12)
    #expect(try #require(influence.share) > 1)
  }

  @Test func `A fading effect is a novelty effect`() throws {
    let fading = (0..<14).map {
      EffectOverTime.Day(
        day: $0, weekday: $0 % 7, estimate: 1 - 0.1 * Double($0), standardError: 0.2)
    }
    let result = EffectOverTime(days: fading)
    #expect(abs(try #require(result.trend) + 0.1) < 1e-12)
    // Slope error of equal weights: σ/√Σ(d - d̄)² with Σ = n(n² - 1)/12 = 227.5.
    #expect(abs(try #require(result.trendStandardError) - 0.2 / 227.5.squareRoot()) < 1e-12)
    #expect(try #require(result.novelty).pValue < 1e-10)
  }

  @Test func `Weekdays that differ are found and days that do not are left alone`() throws {
    func days(_ weekend: Double) -> [EffectOverTime.Day] {
      (0..<28).map {
        EffectOverTime.Day(
          day: $0, weekday: $0 % 7, estimate: $0 % 7 > 4 ? weekend : 1, standardError: 0.3)
      }
    }
    let differing = EffectOverTime(days: days(3))
    #expect(try #require(differing.weekday).pValue < 1e-6)
    #expect(differing.weekday?.degreesOfFreedom == 6)
    #expect(abs(try #require(differing.weekdayEffects[5]) - 3) < 1e-12)
    #expect(try #require(EffectOverTime(days: days(1)).weekday).statistic < 1e-9)
  }

  @Test func `Simpson's reversal is found`() {
    func moments(_ successes: Int, _ count: Int) -> Moments {
      let share = Double(successes) / Double(count)
      return Moments(count: count, mean: share, variance: share * (1 - share))
    }
    // Kidney stones (Charig et al. 1986): better on each kind of stone, worse over all.
    let reversal = SimpsonReversal(
      treatment: [moments(81, 87), moments(192, 263)],
      control: [moments(234, 270), moments(55, 80)], names: ["small", "large"])
    #expect(reversal.pooled < 0)
    #expect(reversal.stratified > 0)
    #expect(reversal.opposed == ["small", "large"])
    #expect(reversal.isReversed)
    let plain = SimpsonReversal(
      treatment: [moments(50, 100), moments(60, 100)],
      control: [moments(40, 100), moments(50, 100)], names: ["a", "b"])
    #expect(!plain.isReversed)
  }

  @Test func `Samples that carry no normal interval are named`() {
    func kinds(_ sample: MetricSample, skewness: Double? = nil) -> [NormalityWarning] {
      NormalityWarning.warnings(for: sample, name: "A", isControl: true, skewness: skewness)
    }
    #expect(kinds(.proportion(successes: 4, count: 1000)).contains(.fewEvents(arm: "A", events: 4)))
    #expect(kinds(.proportion(successes: 500, count: 1000)).isEmpty)
    let skewed = kinds(.mean(Moments(count: 5000, mean: 5, variance: 400)), skewness: 20)
    #expect(skewed == [.skewed(arm: "A", units: 5000, needed: 142_000)])
    #expect(
      kinds(.mean(Moments(count: 100, mean: -1, variance: 4))) == [.negativeBaseline(arm: "A")])
    #expect(
      kinds(.mean(Moments(count: 100, mean: 0.2, variance: 4)))
        == [.baselineNearZero(arm: "A", standardErrors: 1)])
  }

  @Test func `Arms that differed before the experiment are found`() {
    let samples: [[MetricSample]] = [
      [.mean(Moments(count: 1000, mean: 10, variance: 4))],
      [.mean(Moments(count: 1000, mean: 10.5, variance: 4))],
      [.mean(Moments(count: 1000, mean: 10.01, variance: 4))],
    ]
    let balance = BaselineBalance(samples: samples, names: ["revenue before"])
    #expect(balance.parts.map(\.isFailed) == [true, false])
    #expect(abs((balance.parts[0].standardisedDifference ?? 0) - 0.25) < 1e-12)
  }
}
