import GSL
import Support
import Testing

@testable import Experiments

@Suite struct HeterogeneityTests {
  private static func segment(
    _ name: String, _ effect: Double, _ variance: Double
  ) -> SegmentEffects.Segment {
    .init(name: name, count: 100, effect: effect, variance: variance)
  }

  @Test func `Cochran's Q and the variance between segments are those worked by hand`() throws {
    let found = try #require(
      SegmentEffects.estimate([
        Self.segment("a", 1, 1), Self.segment("b", 5, 1), Self.segment("c", 3, 0.5),
      ]).value)
    // Weights 1, 1, 2: mean 3, Q = 4 + 4 + 0; τ² = (8 - 2)/(4 - 6/4).
    #expect(found.pooled.effect == 3)
    #expect(found.pooled.standardError == 0.5)
    #expect(found.interaction.value == 8)
    #expect(abs(found.interaction.pValue - 0.018_315_638_888_734_18) < 1e-15)
    #expect(abs(found.betweenVariance - 2.4) < 1e-14)
    // 2.4/3.4 of the way from the mean 3.
    #expect(abs(found.shrunken[1].mean - (3 + 2 * 2.4 / 3.4)) < 1e-14)
    #expect(found.shrunken[1].standardDeviation < 1)
  }

  @Test func `Segments that differ no more than by chance all show the pooled effect`() throws {
    let found = try #require(
      SegmentEffects.estimate([Self.segment("a", 1, 1), Self.segment("b", 1.5, 1)]).value)
    #expect(found.betweenVariance == 0)
    #expect(found.shrunken.allSatisfy { $0.mean == found.pooled.effect })
    #expect(SegmentEffects.estimate([]) == .undefined(.tooFewUnits))
    #expect(SegmentEffects.estimate([Self.segment("a", 1, 0)]) == .undefined(.zeroVariance))
  }

  /// Units whose effect is 1 + 2x, with an outcome that also depends on another covariate.
  private struct World {
    var covariates: [[Double]] = [[], []]
    var outcome: [Double] = []
    var isTreated: [Bool] = []
    var effects: [Double] = []

    init(units: Int) {
      for unit in 0..<units {
        var stream = RandomStream(
          key: RandomKey(seed: 5), customer: UInt64(unit), place: Place("test", "world"),
          purpose: .trait)
        let x = 2 * stream.uniform() - 1
        let w = 2 * stream.uniform() - 1
        let treated = stream.uniform() < 0.3
        let effect = 1 + 2 * x
        covariates[0].append(x)
        covariates[1].append(w)
        isTreated.append(treated)
        effects.append(effect)
        outcome.append(3 * w - x + (treated ? effect : 0) + 4 * (stream.uniform() - 0.5))
      }
    }
  }

  @Test func `The doubly robust learner finds effects that depend on a covariate`() throws {
    let world = World(units: 4_000)
    let learner = try #require(
      try DRLearner.fit(
        outcome: world.outcome, isTreated: world.isTreated, covariates: world.covariates,
        treatedShare: 0.3, key: RandomKey(seed: 1)
      ).value)
    for (index, truth) in [1.0, 2, 0].enumerated() {
      let error = try #require(learner.model.standardError(of: index, .hc3))
      #expect(abs(learner.model.coefficients[index] - truth) < 4 * error)
      #expect(error < 0.1)
    }
    #expect(abs(learner.effect([0.5, 0.1]) - 2) < 0.2)
    let average = try #require(learner.averageEffect.value)
    #expect(average.interval(alpha: 1e-4).contains(1))
    // Without the covariates the error would be √(v1/n1 + v0/n0), about 0.07.
    #expect(average.standardError < 0.05)
    let score = try EffectScore(
      predictions: learner.predictions, trueEffects: world.effects)
    #expect(try #require(score.rankCorrelation) > 0.98)
    #expect(try #require(score.shareOfBestGain) > 0.97)
    #expect(score.rootMeanSquaredError < 0.2)
  }

  @Test func `The Qini curve ends at the difference of the means and rises before it`() throws {
    let world = World(units: 2_000)
    let curve = try QiniCurve(
      predictions: world.effects, outcome: world.outcome, isTreated: world.isTreated)
    let arms = [false, true].map { arm in
      Moments(
        of: world.outcome.indices.filter { world.isTreated[$0] == arm }.map { world.outcome[$0] })
    }
    #expect(abs((curve.points.last?.gain ?? 0) - (arms[1].mean - arms[0].mean)) < 1e-12)
    #expect(curve.coefficient > 0)
    let reversed = try QiniCurve(
      predictions: world.effects.map { -$0 }, outcome: world.outcome,
      isTreated: world.isTreated)
    #expect(reversed.coefficient < 0)
  }

  @Test func `Equal predictions make a straight line`() throws {
    let curve = try QiniCurve(predictions: [1, 1, 1, 1], trueEffects: [4, 0, -2, 2])
    #expect(curve.points.map(\.share) == [0, 1])
    #expect(curve.points.map(\.gain) == [0, 1])
    #expect(curve.coefficient == 0)
    let best = try QiniCurve(predictions: [4, 0, -2, 2], trueEffects: [4, 0, -2, 2])
    // Gains 1, 1.5, 1.5, 1 at each quarter: area 1.125 less half the end.
    #expect(abs(best.coefficient - 0.625) < 1e-15)
  }

  @Test func `Columns that do not fit are refused`() {
    let key = RandomKey(seed: 1)
    #expect(throws: ArgumentError.self) {
      try DRLearner.fit(
        outcome: [1, 2], isTreated: [true], covariates: [], treatedShare: 0.5, key: key)
    }
    #expect(throws: ArgumentError.self) {
      try DRLearner.fit(
        outcome: [1, 2], isTreated: [true, false], covariates: [], treatedShare: 1, key: key)
    }
    #expect(throws: ArgumentError.self) { try QiniCurve(predictions: [1], trueEffects: []) }
    #expect(throws: ArgumentError.self) {
      try QiniCurve(predictions: [1, 2], outcome: [1, 2], isTreated: [true, true])
    }
  }
}
