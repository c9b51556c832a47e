import Support
import Testing

@testable import Experiments

@Suite struct ClusterTests {
  static let control = [4.0, 7, 1, 9, 3, 6, 5]
  static let treatment = [8.0, 12, 6, 9, 11]

  private static func clustered(_ values: [Double], copies: Int) -> [ClusteredValue] {
    values.enumerated().flatMap { index, value in
      Array(repeating: ClusteredValue(cluster: index, value: value), count: copies)
    }
  }

  @Test(arguments: [1, 2, 10])
  func `Copies of a unit in its cluster add no information`(copies: Int) throws {
    let found = try #require(
      ClusteredDifference.estimate(
        treatment: Self.clustered(Self.treatment, copies: copies),
        control: Self.clustered(Self.control, copies: copies)
      ).value)
    let welch = try #require(
      EffectEstimate.welch(
        treatment: Moments(of: Self.treatment), control: Moments(of: Self.control)
      ).value)
    #expect(abs(found.estimate.effect - welch.effect) < 1e-13)
    #expect(abs(found.estimate.standardError / welch.standardError - 1) < 1e-12)
    #expect(found.controlClusters == 7)
    #expect(copies == 1 ? abs(found.designEffect - 1) < 1e-12 : found.designEffect > 1.5)
  }

  @Test func `One cluster in an arm is too few`() {
    let one = [ClusteredValue(cluster: 3, value: 1), ClusteredValue(cluster: 3, value: 2)]
    #expect(
      ClusteredDifference.estimate(
        treatment: one, control: Self.clustered(Self.control, copies: 1))
        == .undefined(.tooFewUnits))
  }
}
