import Experiments
import Support
import Testing

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

  @Test func `A switchback leaves out what follows a switch and compares blocks`() throws {
    let design = try Switchback(
      blockLength: 24, washOut: 6, isTreated: [false, true, true, false, false, true])
    // Each hour has 10, treated ones 13, and the 6 hours after a switch still the arm before.
    let observations = (0..<144).map { hour in
      let block = hour / 24
      let arm = hour % 24 < 6 && block > 0 ? block - 1 : block
      return Switchback.Observation(
        time: Double(hour), value: (design.isTreated[arm] ? 13 : 10) + Double(block % 2))
    }
    let found = try #require(
      design.analyse(observations + [.init(time: 150, value: 1)]).value)
    #expect(found.washedOut == 18)
    #expect(found.outside == 1)
    #expect(found.means == [10, 14, 13, 11, 10, 14])
    // Blocks 14, 13, 14 against 10, 11, 10.
    #expect(abs(found.blockMeans.effect - 10 / 3.0) < 1e-12)
    #expect(abs(found.blockMeans.standardError - (2 / 9.0).squareRoot()) < 1e-12)
    #expect(found.observations.treatmentClusters == 3)
    let careless = try Switchback(blockLength: 24, isTreated: design.isTreated)
    let blurred = try #require(careless.analyse(observations).value)
    #expect(blurred.blockMeans.effect < found.blockMeans.effect - 0.5)
  }

  @Test(arguments: [(0.0, 0.0), (-1, 0), (24, 24), (24, -1)])
  func `A switchback whose wash-out leaves nothing is refused`(block: Double, washOut: Double) {
    #expect(throws: ArgumentError.self) {
      try Switchback(blockLength: block, washOut: washOut, isTreated: [true, false])
    }
  }
}
