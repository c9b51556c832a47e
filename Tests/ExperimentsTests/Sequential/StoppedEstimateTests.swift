import Support
import Testing

@testable import Experiments

@Suite struct StoppedEstimateTests {
  @Test func `A single look needs no correction`() throws {
    let stopped = try StoppedEstimate(
      estimate: 0.8, standardError: 0.4, information: [1], criticalValues: [])
    #expect(abs(stopped.medianUnbiased - 0.8) < 1e-9)
    #expect(abs(stopped.interval.lower - (0.8 - 1.959_963_984_540_054 * 0.4)) < 1e-9)
    #expect(abs(stopped.interval.upper - (0.8 + 1.959_963_984_540_054 * 0.4)) < 1e-9)
    #expect(abs(stopped.pValue - 0.045_500_263_896_358_42) < 1e-12)
  }

  @Test func `A stop at the first look keeps estimate and interval`() throws {
    // Before the first look nothing was selected: by stage ordering it is a test of its own.
    let stopped = try StoppedEstimate(
      estimate: 3, standardError: 1, information: [0.4], criticalValues: [2.5])
    #expect(abs(stopped.medianUnbiased - 3) < 1e-9)
  }

  @Test func `A later stop on the upper boundary is pulled towards zero`() throws {
    let design = try GroupSequentialDesign(boundary: .pocock, information: [0.5, 1])
    let stopped = try StoppedEstimate(
      estimate: 2.5, standardError: 1, information: [0.5, 1], criticalValues: design.criticalValues)
    #expect(stopped.medianUnbiased < 2.5)
    #expect(stopped.medianUnbiased > 1.5)
    #expect(stopped.interval.lower < stopped.medianUnbiased)
    #expect(stopped.interval.upper > stopped.medianUnbiased)
    #expect(stopped.pValue > 0.0124)
  }

  @Test func `Losses are corrected as gains are`() throws {
    let values = [2.178, 2.178]
    let up = try StoppedEstimate(
      estimate: 2.4, standardError: 1, information: [0.5, 1], criticalValues: values)
    let down = try StoppedEstimate(
      estimate: -2.4, standardError: 1, information: [0.5, 1], criticalValues: values)
    #expect(abs(up.medianUnbiased + down.medianUnbiased) < 1e-9)
    #expect(abs(up.interval.lower + down.interval.upper) < 1e-9)
    #expect(abs(up.pValue - down.pValue) < 1e-12)
  }

  @Test func `A path tells where it stopped and what stopping did`() throws {
    let path = try SequentialPath(
      observations: [
        .init(units: 1000, estimate: 0.9, standardError: 0.5),
        .init(units: 2000, estimate: 1.2, standardError: 0.35),
        .init(units: 3000, estimate: 1.0, standardError: 0.29),
      ], plannedUnits: 4000)
    #expect(path.stop == 1)
    #expect(path.looks.map(\.crosses) == [false, true, true])
    #expect(path.looks[1].information == 0.5)
    #expect(path.looks[0].confidenceSequence?.interval.contains(0) == true)
    let stopped = try #require(path.stopped)
    #expect(stopped.medianUnbiased < 1.2)
    #expect(path.stoppingNote().text.contains("stops at look 2"))
  }
}
