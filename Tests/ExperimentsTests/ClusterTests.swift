import GSL
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

  /// A table of an A/A test: clusters of four rows that have half of their variance in common.
  private static func sameArms(seed: UInt64, clusters: Int) -> String {
    var stream = RandomStream(
      key: RandomKey(seed: seed), customer: 0, place: Place("test", "rows"), purpose: .bootstrap)
    var text = "arm,cluster,x\n"
    for cluster in 0..<2 * clusters {
      let common = StandardNormal.quantile(stream.uniformOpen())
      for _ in 0..<4 {
        let own = StandardNormal.quantile(stream.uniformOpen())
        text += "\(cluster % 2 == 0 ? "A" : "B"),\(cluster),\(common + own)\n"
      }
    }
    return text
  }

  @Test(arguments: [3, 12])
  func `Clusters decide no A/A test more often than planned`(clusters: Int) throws {
    func decides(_ seed: Int, cluster: String?) throws -> Bool {
      let text = Self.sameArms(seed: UInt64(seed), clusters: clusters)
      let table = try TableAnalysis(
        reader: CSVReader(bytes: Array(text.utf8), file: "t.csv"),
        options: TableOptions(
          armColumn: "arm", metrics: [TableMetric(parsing: "x=mean:x")], clusterColumn: cluster))
      let comparison = try #require(table.analysis.family.first)
      #expect(comparison.interval?.contains(0) == (comparison.decision == .inconclusive))
      return comparison.decision != .inconclusive
    }
    let seeds = 1...400
    let clustered = try seeds.count { try decides($0, cluster: "cluster") }
    // 5 % of 400 with three standard errors; as independent rows more than twice as many.
    #expect(clustered <= 33)
    #expect(clusters < 10 || clustered >= 7)
    #expect(try seeds.prefix(100).count { try decides($0, cluster: nil) } > 12)
  }

  @Test func `One cluster in an arm is too few`() {
    let one = [ClusteredValue(cluster: 3, value: 1), ClusteredValue(cluster: 3, value: 2)]
    #expect(
      ClusteredDifference.estimate(
        treatment: one, control: Self.clustered(Self.control, copies: 1))
        == .undefined(.tooFewUnits))
  }
}
