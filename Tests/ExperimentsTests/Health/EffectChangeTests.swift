import GSL
import Support
import Testing

@testable import Experiments

@Suite struct EffectChangeTests {
  private static func days(
    _ count: Int, seed: UInt64, error: Double = 1, effect: (Int) -> Double = { _ in 1 }
  ) throws -> [EffectOverTime.Day] {
    var stream = RandomStream(
      key: RandomKey(seed: seed), customer: 0, place: Place("test", "day"), purpose: .bootstrap)
    return (0..<count).map { day in
      let noise = StandardNormal.quantile(stream.uniformOpen())
      return EffectOverTime.Day(
        day: day, weekday: day % 7, estimate: effect(day) + error * noise, standardError: error)
    }
  }

  @Test(arguments: [8, 28, 200])
  func `A steady effect raises an alarm no more often than planned`(count: Int) throws {
    var (five, one) = (0, 0)
    for seed in 1...1_000 {
      let change = try #require(
        EffectChange(stretches: Self.days(count, seed: UInt64(seed))))
      if change.pValue < 0.05 { five += 1 }
      if change.pValue < 0.01 { one += 1 }
    }
    // Three standard errors above 5 % and 1 %.
    #expect(five <= 71 && five >= 10)
    #expect(one <= 20)
  }

  @Test(arguments: 1...5)
  func `An effect that turns on the tenth day of a year is found as a step`(seed: UInt64) throws {
    let days = try Self.days(364, seed: seed, error: 12) { $0 < 10 ? 29 : -9 }
    let change = try #require(EffectChange(stretches: days))
    #expect(change.pValue < 1e-4)
    #expect(change.shape == .step)
    #expect(change.from >= 6 && change.from <= 14)
    #expect(change.inside.estimate > 0 && change.outside.estimate < 0)
  }

  /// Four and a half standard errors with its days known; as these have to be searched for, half of
  /// such faults are found: 49 of these hundred, less three standard errors.
  @Test func `A fault of a month is found as a window, where a straight line finds nothing`() throws
  {
    var (found, windows, lines) = (0, 0, 0)
    for seed in 1...100 {
      let days = try Self.days(177, seed: UInt64(seed), error: 12) {
        (98..<128).contains($0) ? -10 : 0
      }
      if EffectOverTime(days: days).novelty?.pValue ?? 1 < 0.01 { lines += 1 }
      let change = try #require(EffectChange(stretches: days))
      guard change.pValue < 0.01 else { continue }
      found += 1
      if change.shape == .window, abs(change.from - 98) < 20,
        abs((change.through ?? 0) - 127) < 20
      {
        windows += 1
      }
    }
    #expect(found >= 35, "\(found)")
    #expect(windows >= found * 3 / 4, "\(windows) of \(found)")
    #expect(lines <= found / 3, "\(lines)")
  }

  @Test(arguments: [24, 180])
  func `A change of the size that is told is found four times out of five`(count: Int) throws {
    let least = try #require(EffectChange(stretches: Self.days(count, seed: 1))).detectable
    let window = (count / 3)..<(count / 3 + count / 6)
    func found(_ size: Double) throws -> Int {
      try (1...200).count { seed in
        let days = try Self.days(count, seed: UInt64(seed)) { window.contains($0) ? 1 + size : 1 }
        return try #require(EffectChange(stretches: days)).pValue < HealthReport.changeThreshold
      }
    }
    #expect((130...190).contains(try found(least)))
    #expect(try found(least / 2) < 60)
  }

  @Test func `Three stretches tell nothing of shapes`() throws {
    #expect(EffectChange(stretches: try Self.days(3, seed: 1)) == nil)
  }

  /// Control and treatment of 500 units a day each, with a treatment's share by day.
  private static func report(_ share: (Int) -> Double) throws -> (Analysis, HealthReport) {
    let plan = try AnalysisPlan(
      arms: [.init(name: "control", share: 1), .init(name: "new", share: 1)],
      metrics: [PlannedMetric(name: "conversion", kind: .proportion)])
    let days = (0..<40).map { day in
      HealthEvidence.Day(
        number: day, weekday: day % 7, counts: [500, 500],
        samples: [
          .proportion(successes: 50, count: 500),
          .proportion(successes: Int((500 * share(day)).rounded()), count: 500),
        ])
    }
    let whole = (0...1).map { arm in
      days.dropFirst().reduce(days[0].samples[arm]) { $0.merged(with: $1.samples[arm]) }
    }
    let data = ExperimentData(counts: [20_000, 20_000], samples: whole.map { [$0] })
    let analysis = try Analysis(plan: plan, data: data)
    let health = HealthReport(
      analysis: analysis, data: data,
      evidence: HealthEvidence(shapes: [[nil], [nil]], days: days))
    return (analysis, health)
  }

  @Test func `An effect that is gone is not shipped`() throws {
    let (analysis, health) = try Self.report { $0 < 10 ? 0.15 : 0.1 }
    #expect(analysis.verdicts[0].action == .ship)
    let verdict = analysis.heeding(health).verdicts[0]
    #expect(verdict.action == .keepTesting)
    #expect(verdict.reason.text.contains("but the effect changes with time (p < 0.0001)"))
  }

  @Test func `An effect that shrinks and lasts is shipped with a word`() throws {
    let (analysis, health) = try Self.report { $0 < 10 ? 0.2 : 0.13 }
    let verdict = analysis.heeding(health).verdicts[0]
    #expect(verdict.action == .ship)
    #expect(verdict.reason.text.contains("the effect changes with time"))
  }

  @Test func `A steady effect is shipped without a word`() throws {
    let (analysis, health) = try Self.report { _ in 0.12 }
    #expect(analysis.heeding(health).verdicts == analysis.verdicts)
  }

  @Test func `A result that hangs on one unit is held`() throws {
    var control = ShapeAccumulator()
    var treated = ShapeAccumulator()
    var moments = (MomentsAccumulator(), MomentsAccumulator())
    for unit in 0..<40 {
      control.add(Double(unit % 4))
      moments.0.add(Double(unit % 4))
      let value = unit == 0 ? 400 : Double(unit % 4) + 1
      treated.add(value)
      moments.1.add(value)
    }
    let influence = OutlierInfluence(
      treatment: .init(moments: moments.1.moments, largest: treated.largest),
      control: .init(moments: moments.0.moments, largest: control.largest), alpha: 0.05)
    #expect(influence.carriesResult && influence.isDecisive)
  }

  @Test func `A constant metric is called constant`() {
    let sample = MetricSample.mean(Moments(count: 100, mean: 5.1, variance: 1e-24))
    #expect(
      NormalityWarning.warnings(for: sample, name: "A", isControl: true, skewness: 9)
        == [.constant(arm: "A")])
  }

  @Test func `Broken segments take every verdict away`() throws {
    let plan = try AnalysisPlan(
      arms: [.init(name: "A", share: 1), .init(name: "B", share: 1)],
      metrics: [PlannedMetric(name: "y", kind: .proportion)])
    func part(_ name: String, _ counts: [Int]) -> ExperimentData.Segment {
      .init(
        name: name, counts: counts,
        samples: counts.enumerated().map { arm, count in
          [.proportion(successes: count / (arm == 0 ? 10 : 8), count: count)]
        })
    }
    let segments = [part("one", [3_000, 2_000]), part("two", [2_000, 3_000])]
    let data = ExperimentData(
      counts: [5_000, 5_000],
      samples: (0...1).map { arm in
        [segments[0].samples[arm][0].merged(with: segments[1].samples[arm][0])]
      }, segments: segments)
    let analysis = try Analysis(plan: plan, data: data)
    #expect(analysis.verdicts[0].action == .ship)
    let health = HealthReport(
      analysis: analysis, data: data, evidence: HealthEvidence(shapes: [[nil], [nil]]))
    #expect(analysis.heeding(health).verdicts[0].action == .doNotTrust)
  }
}
