import Support
import Testing

@testable import Experiments

/// Quantiles, caps and curves of counted values against the same of single figures.
@Suite struct CountedValuesTests {
  private static let figures: [Double] = [
    0, 0, 0, 0, 1, 1, 2, 2, 2, 5, 5, 8, 8, 8, 8, 13, 21, 21, 34, 55,
  ]
  private let counted: CountedValues

  init() {
    var counts: [(value: Double, count: Int)] = []
    for value in Self.figures {
      if counts.last?.value == value {
        counts[counts.count - 1].count += 1
      } else {
        counts.append((value, 1))
      }
    }
    counted = CountedValues(counts)
  }

  @Test(arguments: [0.05, 0.25, 0.5, 0.77, 0.9, 0.95])
  func `A quantile of counted values is that of the figures`(level: Double) {
    let single = QuantileEstimate.estimate(Self.figures, probability: level, alpha: 0.05)
    let together = QuantileEstimate.estimate(counted, probability: level, alpha: 0.05)
    #expect(single == together)
    #expect(single.value != nil)
  }

  @Test(arguments: [Capping.Scope.allUnits, .nonZeroUnits], [0.5, 0.9, 0.99])
  func `A cap of counted values is that of the figures`(
    scope: Capping.Scope, level: Double
  ) throws {
    let single = try Capping(over: Self.figures, rule: .quantile(level), scope: scope)
    let together = try Capping(over: counted, rule: .quantile(level), scope: scope)
    #expect(single == together)
    let expected = Moments(of: single.apply(Self.figures))
    let found = counted.moments(cappedAt: together.upper)
    #expect(found.count == expected.count)
    #expect(abs(found.mean - expected.mean) < 1e-12)
    #expect(abs(found.variance - expected.variance) < 1e-12 * max(1, expected.variance))
    #expect(counted.units(above: together.upper) == single.affected(Self.figures))
  }

  @Test func `Pooled groups are one group of all`() {
    let halves = CountedValues.pooled([counted, counted])
    #expect(halves.count == 40)
    #expect(halves.moments().mean == counted.moments().mean)
    #expect(counted.positive.count == 16)
  }

  @Test func `A restricted mean has the area under the curve and a test of its own`() throws {
    // Times 1 to 4 with an event each, none censored: S falls by a quarter at each.
    let first = (1...4).map { TimeCount(time: Double($0), events: 1, censored: 0) }
    let second = (1...4).map { TimeCount(time: Double($0) * 3, events: 5, censored: 1) }
    let arms = [first, second].map {
      ArmEstimate.restrictedMean($0, horizon: 4, alpha: 0.05).value
    }
    let control = try #require(arms[0])
    let treatment = try #require(arms[1])
    #expect(abs(control.value - (1 + 0.75 + 0.5 + 0.25)) < 1e-12)
    let test = try #require(
      DifferenceTest.compare(
        treatment: .estimate(treatment), control: .estimate(control), alpha: 0.05
      ).value)
    #expect(test.method == .restrictedMean)
    #expect(abs(test.statistic - test.difference / test.standardError) < 1e-12)
    #expect(test.interval.contains(0) == (test.pValue >= 0.05))
    #expect(abs(test.difference - (treatment.value - control.value)) < 1e-12)
  }
}
