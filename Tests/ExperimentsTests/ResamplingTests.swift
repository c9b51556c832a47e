import GSL
import Support
import Testing

@testable import Experiments

@Suite struct ResamplingTests {
  static let key = RandomKey(seed: 11)
  static let control = (0..<60).map { Double(($0 * 37) % 61) }
  static let treatment = (0..<50).map { 4 + Double(($0 * 23) % 53) }

  private static func mean(_ values: [Double]) -> Double { Moments(of: values).mean }

  @Test func `The bootstrap's error of a difference of means is the plug-in error`() throws {
    let found = try Bootstrap.difference(
      treatment: Self.treatment, control: Self.control, resamples: 2_000, key: Self.key,
      statistic: Self.mean)
    // Each arm's variance with divisor n, over n.
    let variance = [Self.treatment, Self.control].map { values in
      let n = Double(values.count)
      return Moments(of: values).variance * (n - 1) / n / n
    }.reduce(0, +)
    // A standard deviation from 2,000 draws is off by 1/√4000 = 1.6 % at one sigma.
    #expect(abs(found.standardError / variance.squareRoot() - 1) < 0.06)
    let interval = found.percentileInterval(alpha: 0.05)
    let half = 1.96 * variance.squareRoot()
    #expect(abs(interval.lower - (found.estimate - half)) < 0.3 * half)
    #expect(abs(interval.upper - (found.estimate + half)) < 0.3 * half)
  }

  @Test func `Resamples are a function of the key alone`() throws {
    func run(_ seed: UInt64, _ resamples: Int) throws -> Bootstrap {
      try Bootstrap.difference(
        treatment: Self.treatment, control: Self.control, resamples: resamples,
        key: RandomKey(seed: seed), statistic: Self.mean)
    }
    let first = try run(1, 50)
    #expect(try run(1, 50) == first)
    #expect(try run(2, 50).replicates != first.replicates)
    // More resamples keep those that were there.
    let more = try Set(run(1, 80).replicates)
    #expect(first.replicates.allSatisfy(more.contains))
  }

  @Test func `Each arm keeps its number of units in every resample`() throws {
    let found = try Bootstrap(counts: [3, 5], resamples: 20, key: Self.key) { indices in
      let isWithin = indices[0].allSatisfy { $0 < 3 } && indices[1].allSatisfy { $0 < 5 }
      return indices[0].count == 3 && indices[1].count == 5 && isWithin ? 1 : .nan
    }
    #expect(found.failures == 0)
    #expect(found.standardError == 0)
  }

  @Test func `Shuffles come near the exact p-value of all assignments`() throws {
    // Of the 20 assignments of 1 to 6, two are as extreme as the observed one.
    let found = try PermutationTest(
      treatment: [4, 5, 6], control: [1, 2, 3], shuffles: 20_000, key: Self.key)
    #expect(found.difference == 3)
    #expect(abs(found.pValue - 0.1) < 4 * (0.09 / 20_000).squareRoot())
    #expect(abs(found.greaterPValue - 0.05) < 4 * (0.0475 / 20_000).squareRoot())
    #expect(found.lessPValue == 1)
  }

  @Test func `Units move within their strata only`() throws {
    // In each stratum both units are alike, so no shuffle changes anything.
    let found = try PermutationTest(
      treatment: [1, 5, 9], control: [1, 5, 9], shuffles: 200, key: Self.key,
      strata: [0, 1, 2, 0, 1, 2])
    #expect(found.pValue == 1)
    // Between the strata lies all the spread: shuffled within, 3 against 1 has 4 assignments.
    let paired = try PermutationTest(
      treatment: [2, 102], control: [1, 101], shuffles: 8_000, key: Self.key,
      strata: [0, 1, 0, 1])
    #expect(abs(paired.greaterPValue - 0.25) < 4 * (0.1875 / 8_000).squareRoot())
  }

  @Test func `Empty arms, no resamples and strata of another number are refused`() {
    #expect(throws: ArgumentError.self) {
      try Bootstrap(counts: [3, 0], resamples: 5, key: Self.key) { _ in 0 }
    }
    #expect(throws: ArgumentError.self) {
      try Bootstrap(counts: [3], resamples: 1, key: Self.key) { _ in 0 }
    }
    #expect(throws: ArgumentError.self) {
      try PermutationTest(treatment: [1], control: [], shuffles: 9, key: Self.key)
    }
    #expect(throws: ArgumentError.self) {
      try PermutationTest(treatment: [1], control: [2], shuffles: 9, key: Self.key, strata: [1])
    }
  }
}
