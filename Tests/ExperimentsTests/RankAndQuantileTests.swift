import Support
import Testing

@testable import Experiments

@Suite struct RankAndQuantileTests {
  @Test func `Mann and Whitney's statistic counts the pairs`() throws {
    let test = try #require(
      MannWhitney.test(treatment: [3, 5, 5], control: [1, 3, 4, 5]).value)
    // 3 beats 1 and ties 3; each 5 beats three and ties one.
    #expect(test.statistic == 1.5 + 3.5 + 3.5)
    #expect(abs(test.probabilityOfSuperiority - 8.5 / 12) < 1e-15)
    #expect(MannWhitney.test(treatment: [2, 2], control: [2]) == .undefined(.zeroVariance))
  }

  @Test func `Kruskal and Wallis's statistic of two arms is the square of the rank test's`() throws
  {
    let (first, second) = ([1.0, 3, 4, 5, 9, 2], [3.0, 5, 5, 8])
    let rank = try #require(MannWhitney.test(treatment: second, control: first).value)
    let test = try #require(KruskalWallis.test([first, second]).value)
    #expect(abs(test.value - rank.z * rank.z) < 1e-12)
    #expect(abs(test.pValue - rank.pValue) < 1e-13)
  }

  @Test func `Kolmogorov's distance is the widest gap, and its law has the tabled quantile`()
    throws
  {
    let test = try #require(
      KolmogorovSmirnov.test(treatment: [1, 2, 3, 4], control: [2.5, 3, 5, 6]).value)
    #expect(test.distance == 0.5)
    // 10,000 figures in each arm, shifted by 192 and by 99; the law as SciPy's `kolmogorov` has it.
    let low = (0..<10_000).map { Double($0) }
    for (shift, expected) in [(192.0, 0.050_123_337_488_280_85), (99, 0.711_175_740_932_550_1)] {
      let shifted = try #require(
        KolmogorovSmirnov.test(treatment: low.map { $0 + shift }, control: low).value)
      #expect(abs(shifted.distance - shift / 10_000) < 1e-14)
      #expect(abs(shifted.pValue - expected) < 1e-12)
    }
  }

  @Test func `A quantile's interval ends at order statistics rounded outward`() throws {
    let values = (1...100).map(Double.init)
    let found = try #require(
      QuantileEstimate.estimate(values.reversed(), probability: 0.5, alpha: 0.05).value)
    // 100 (0.5 ∓ 1.96 · 0.05) is 40.2 and 59.8.
    #expect(found.interval == Interval(lower: 40, upper: 60))
    #expect(found.value == 50.5)
    #expect(abs(found.standardError - 20 / (2 * 1.959_963_984_540_054)) < 1e-12)
  }

  @Test func `Repeated figures of one cluster narrow no quantile's interval`() throws {
    let single = (1...400).map { ClusteredValue(cluster: $0, value: Double(($0 * 7919) % 400)) }
    let repeated = single.flatMap { Array(repeating: $0, count: 9) }
    let alone = try #require(
      QuantileEstimate.estimate(single.map(\.value), probability: 0.9, alpha: 0.05).value)
    let once = try #require(
      QuantileEstimate.estimate(clustered: single, probability: 0.9, alpha: 0.05).value)
    let often = try #require(
      QuantileEstimate.estimate(clustered: repeated, probability: 0.9, alpha: 0.05).value)
    #expect(abs(once.interval.lower - alone.interval.lower) <= 1)
    #expect(abs(often.interval.lower - once.interval.lower) <= 1)
    #expect(abs(often.interval.upper - once.interval.upper) <= 1)
    let naive = try #require(
      QuantileEstimate.estimate(repeated.map(\.value), probability: 0.9, alpha: 0.05).value)
    #expect(naive.interval.width < 0.5 * often.interval.width)
  }

  @Test func `A cap is taken over all or over non-zero units`() throws {
    let values = [0.0, 0, 0, 0, 0, 10, 20, 30, 40, 100]
    let all = try Capping(over: values, rule: .quantile(0.5))
    let buyers = try Capping(over: values, rule: .quantile(0.5), scope: .nonZeroUnits)
    let both = try Capping(over: values, rule: .quantile(0.9), isTwoSided: true)
    #expect(all.upper == 5)
    #expect(buyers.upper == 30)
    #expect(buyers.affected(values) == 2)
    #expect(buyers.apply([7, 31]) == [7, 30])
    #expect(both.lower == 0)
    #expect(try Capping(over: [], rule: .value(3)).apply(4) == 3)
  }

  @Test func `A cap without units in scope or without a number is refused`() throws {
    #expect(throws: ArgumentError.self) {
      try Capping(over: [0, 0], rule: .quantile(0.9), scope: .nonZeroUnits)
    }
    #expect(throws: ArgumentError.self) { try Capping(over: [1], rule: .value(.nan)) }
    #expect(throws: ArgumentError.self) { try Capping(over: [1], rule: .quantile(0)) }
  }
}
