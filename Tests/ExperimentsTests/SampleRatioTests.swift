import Foundation
import Testing

@testable import Experiments

@Suite struct SampleRatioTests {
  /// With two degrees of freedom the chi-square tail is exp(-x/2).
  @Test func `Three arms have the tail worked by hand`() {
    let check = SampleRatioCheck(counts: [110, 90, 100], shares: [1, 1, 1])
    #expect(abs(check.statistic - 2) < 1e-12)
    #expect(abs(check.pValue - exp(-1)) < 1e-12)
    #expect(!check.isFailed)
  }

  @Test func `Unequal weights are scaled to the total`() {
    let check = SampleRatioCheck(counts: [500, 250, 250], shares: [2, 1, 1])
    #expect(check.expected == [500, 250, 250])
    #expect(check.pValue == 1)
  }

  @Test func `A broken split is flagged below one in a thousand`() {
    #expect(SampleRatioCheck(counts: [10_000, 10_600], shares: [1, 1]).isFailed)
    #expect(!SampleRatioCheck(counts: [10_000, 10_300], shares: [1, 1]).isFailed)
  }

  @Test func `No units contradict nothing`() {
    #expect(SampleRatioCheck(counts: [0, 0], shares: [1, 1]).pValue == 1)
  }
}
