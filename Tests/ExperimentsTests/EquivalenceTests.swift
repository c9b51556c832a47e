import Support
import Testing

@testable import Experiments

/// Two one-sided tests against relative margins; golden values by SciPy's t distribution.
@Suite struct EquivalenceTests {
  static let control = Moments(of: [10.1, 9.8, 10.4, 10.0, 9.7, 10.3])
  static let treatment = Moments(of: [10.2, 9.9, 10.1, 10.5, 9.8])

  private static func negative(_ moments: Moments) -> Moments {
    Moments(count: moments.count, mean: -moments.mean, variance: moments.variance)
  }

  @Test func `both sides are tested by Welch's contrast`() throws {
    let test = try #require(
      EquivalenceTest.test(treatment: Self.treatment, control: Self.control, margin: 0.05).value)
    #expect(abs(test.aboveLower.pValue(.greater) - 0.004260681086218946) < 1e-12)
    #expect(abs(test.belowUpper.pValue(.less) - 0.013127699176282814) < 1e-12)
    #expect(abs(test.pValue - 0.013127699176282814) < 1e-12)
  }

  @Test func `a negative control is as good as a positive one`() throws {
    let test = try #require(
      EquivalenceTest.test(
        treatment: Self.negative(Self.treatment), control: Self.negative(Self.control),
        margin: 0.05
      ).value)
    #expect(abs(test.aboveLower.pValue(.greater) - 0.013127699176282814) < 1e-12)
    #expect(abs(test.pValue - 0.013127699176282814) < 1e-12)
  }

  @Test func `a difference beyond the margin is not equivalent, however surely it is known`() throws
  {
    var far = Self.treatment
    far.mean = 12
    far.variance /= 1e6
    let test = try #require(
      EquivalenceTest.test(treatment: far, control: Self.control, margin: 0.05).value)
    #expect(test.pValue > 0.99)
    var none = Self.control
    none.mean = 0
    #expect(
      EquivalenceTest.test(treatment: Self.treatment, control: none, margin: 0.05)
        == .undefined(.zeroBaseline))
  }
}
