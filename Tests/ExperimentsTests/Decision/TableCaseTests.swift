import Support
import TestSupport
import Testing

@testable import Experiments

/// Tables that once gave contradictory sentences, each with what is right.
@Suite struct TableCaseTests {
  private func table(
    _ file: String, _ metrics: [String], cluster: String? = nil, segment: String? = nil,
    allocation: [String: Double] = [:], guardrail: String? = nil
  ) throws -> TableAnalysis {
    try TableAnalysis(
      path: GoldenFile.path(file),
      options: TableOptions(
        armColumn: "arm", metrics: metrics.map { try TableMetric(parsing: $0) },
        segmentColumn: segment, clusterColumn: cluster, allocation: allocation,
        guardrails: try guardrail.map { [try TableOptions.Guardrail(parsing: $0)] } ?? []))
  }

  /// A table of 0 and 1 with so many of each in A and B.
  private func shares(
    _ a: (did: Int, of: Int), _ b: (did: Int, of: Int), allocation: [String: Double] = [:]
  ) throws -> TableAnalysis {
    var text = "arm,y\n"
    for (arm, share) in [("A", a), ("B", b)] {
      for unit in 0..<share.of { text += "\(arm),\(unit < share.did ? 1 : 0)\n" }
    }
    return try TableAnalysis(
      reader: CSVReader(bytes: Array(text.utf8), file: "shares.csv"),
      options: TableOptions(
        armColumn: "arm", metrics: [try TableMetric(parsing: "y=proportion:y")],
        allocation: allocation))
  }

  private func first(_ table: TableAnalysis) throws -> (Comparison, Verdict) {
    (
      try #require(table.analysis.family.first), try #require(table.analysis.verdicts.first)
    )
  }

  @Test(arguments: [
    ("18_few_clusters.csv", 0.0736, -2.535, 33.47, 3),
    ("22_cluster_aa.csv", 0.0951, -0.939, 11.07, 20),
  ])
  func `Clusters decide, in the verdict as in the interval`(
    file: String, p: Double, lower: Double, upper: Double, clusters: Int
  ) throws {
    let table = try table(file, ["x=mean:x"], cluster: "cluster")
    let (comparison, verdict) = try first(table)
    #expect(abs((comparison.pValue ?? 0) - p) < 5e-4)
    let interval = try #require(comparison.interval)
    #expect(abs(interval.lower - lower) < 0.005 && abs(interval.upper - upper) < 0.005)
    #expect(comparison.lift.value?.interval?.contains(0) == true)
    #expect(verdict.action == .keepTesting)
    #expect(comparison.methodName == "Welch t, clusters")
    // The clusters were assigned, so they are what the sample ratio counts.
    #expect(table.analysis.sampleRatio.counts == [clusters, clusters])
    let isWarned = table.health.cautions.contains {
      if case .fewClusters = $0.warning { true } else { false }
    }
    #expect(isWarned == (clusters < 10))
  }

  @Test func `A clustered analysis is that of the clustered estimator`() throws {
    let file = "22_cluster_aa.csv"
    let table = try table(file, ["x=mean:x"], cluster: "cluster")
    let rows = try PlainCSV(GoldenFile.text(file)).rows
    let place = try PlainCSV(GoldenFile.text(file)).header
    let (cluster, arm, x) = (
      try #require(place.firstIndex(of: "cluster")), try #require(place.firstIndex(of: "arm")),
      try #require(place.firstIndex(of: "x"))
    )
    var names: [String] = []
    func values(_ name: String) throws -> [ClusteredValue] {
      try rows.filter { $0[arm] == name }.map { row in
        if !names.contains(row[cluster]) { names.append(row[cluster]) }
        return ClusteredValue(
          cluster: try #require(names.firstIndex(of: row[cluster])),
          value: try #require(Double(row[x])))
      }
    }
    let expected = try #require(
      ClusteredDifference.estimate(treatment: values("B"), control: values("control")).value
    ).estimate
    let found = try #require(table.analysis.family.first?.test.value)
    #expect(abs(found.difference - expected.effect) < 1e-9)
    #expect(abs(found.standardError / expected.standardError - 1) < 1e-9)
    #expect(abs((found.degreesOfFreedom ?? 0) - (expected.degreesOfFreedom ?? 1)) < 1e-6)
  }

  @Test func `A guardrail of clusters has their error`() throws {
    let table = try table(
      "22_cluster_aa.csv", ["x=mean:x"], cluster: "cluster", guardrail: "x=5%")
    // As independent rows a rise beyond 5 % would be shown.
    #expect(table.analysis.guardrails.first?.state == .unsettled)
  }

  @Test func `A cluster in two arms is refused`() {
    let text = "arm,x,c\nA,1,u\nB,2,u\n"
    let error = #expect(throws: ArgumentError.self) {
      try TableAnalysis(
        reader: CSVReader(bytes: Array(text.utf8), file: "t.csv"),
        options: TableOptions(
          armColumn: "arm", metrics: [TableMetric(parsing: "x=mean:x")], clusterColumn: "c"))
    }
    #expect(error?.allowed.contains("each cluster in one arm") == true)
  }

  @Test func `Equal negative arms are not worse by a margin`() throws {
    let table = try table("20b_negative_equal.csv", ["margin=mean:margin"])
    let pair = table.data.pair(treatment: 1, control: 0, metric: 0)
    let found = try #require(
      NonInferiority.test(
        treatment: pair.treatment, control: pair.control, margin: 0.05, higherIsBetter: true
      ).value)
    #expect(found.pValue > 1e-24 && found.pValue < 2e-22)
    let mirrored = try #require(
      NonInferiority.test(
        treatment: pair.treatment, control: pair.control, margin: 0.05, higherIsBetter: false
      ).value)
    #expect(abs(mirrored.contrast.effect - found.contrast.effect) < 1e-9)
  }

  @Test func `A share that ships has intervals above zero`() throws {
    let (comparison, verdict) = try first(
      shares((200, 10_000), (6, 120), allocation: ["A": 10_000, "B": 120]))
    let lift = try #require(comparison.lift.value?.interval)
    #expect(abs(lift.lower - 0.143) < 1e-3 && abs(lift.upper - 4.306) < 1e-3)
    let interval = try #require(comparison.interval)
    // Newcombe's [+0.30, +8.49] points, whose test is not the pooled z, lies within a hundredth.
    #expect(abs(interval.lower - 0.00292) < 1e-5 && abs(interval.upper - 0.08485) < 2e-5)
    #expect(abs((comparison.pValue ?? 0) - 0.0207) < 1e-4)
    #expect(verdict.action == .ship)
  }

  @Test func `No lift of a share is below -100 %`() throws {
    let (rare, _) = try first(shares((200, 10_000), (1, 170)))
    let lift = try #require(rare.lift.value?.interval)
    #expect(lift.lower > -1 && lift.contains(0) && rare.decision == .inconclusive)
    let (none, _) = try first(shares((2, 19), (0, 19)))
    let bounds = try #require(none.lift.value?.interval)
    #expect(bounds.lower == -1 && abs(bounds.upper - 0.84) < 0.005)
  }

  @Test func `A mean that cannot be negative has no lift below -100 %`() throws {
    let values = [0.0, 0, 0, 0, 9, 1, 0, 3, 0, 0]
    func table(_ shift: Double) throws -> Lift {
      var text = "arm,x\n"
      for value in values { text += "A,\(value + shift)\nB,\(value < 9 ? shift : 2 + shift)\n" }
      let table = try TableAnalysis(
        reader: CSVReader(bytes: Array(text.utf8), file: "x.csv"),
        options: TableOptions(
          armColumn: "arm", metrics: [TableMetric(parsing: "x=mean:x")], alpha: 0.3))
      return try #require(table.analysis.family.first?.lift.value)
    }
    #expect(try #require(table(0).interval).lower == -1)
    #expect(try #require(table(-0.1).interval).lower < -1)
  }

  @Test(arguments: [("A", 0.5), ("B", 0.5), ("A", 0.02)])
  func `An arm of one unit is reported, and nothing is compared with it`(
    single: String, share: Double
  ) throws {
    var text = "arm,y,x\n\(single),0,1.5\n"
    for unit in 0..<50 { text += "\(single == "A" ? "B" : "A"),\(unit % 2),\(unit % 4)\n" }
    let table = try TableAnalysis(
      reader: CSVReader(bytes: Array(text.utf8), file: "13_one_user.csv"),
      options: TableOptions(
        armColumn: "arm",
        metrics: [TableMetric(parsing: "x=mean:x"), TableMetric(parsing: "y=proportion:y")],
        allocation: ["A": share, "B": 1 - share]))
    #expect(table.plan.arms.map(\.name) == ["A", "B"])
    let alone = try #require(table.analysis.arms.first { $0.armName == single })
    #expect(alone.value == 1.5 && alone.interval == nil)
    #expect(table.analysis.arms.first { $0.armName != single }?.interval != nil)
    let (comparison, verdict) = try first(table)
    #expect(comparison.test.reason == .tooFewUnits && comparison.pValue == nil)
    // One of 51 is no half of them; as one of fifty planned, it is no fault.
    #expect(verdict.action == (share == 0.5 ? .doNotTrust : .keepTesting))
    if share < 0.5 {
      #expect(verdict.reason.text == "x: no test: an arm has fewer than two units.")
    }
  }

  @Test func `A control near zero shows the difference and says why`() throws {
    let (comparison, verdict) = try first(table("21_near_zero.csv", ["margin=mean:margin"]))
    #expect(comparison.lift.value?.method == .unbounded)
    #expect(comparison.interval?.contains(0) == false)
    #expect(
      verdict.reason.text
        == "margin is better: +0.715 [+0.459, +0.972] (the control is too near zero for a relative"
        + " change), p < 0.0001.")
  }

  @Test func `Guardrail and non-inferiority have one level`() throws {
    let table = try table("noninf_guardrail.csv", ["c=proportion:c"], guardrail: "c=-15%")
    var options = MethodOptions()
    options.margin = 0.15
    let row = try #require(
      TableMethods(
        TableInput(path: GoldenFile.path("noninf_guardrail.csv"), options: table.options),
        table: table,
        options: options
      ).rows.first { $0.method == "non-inferiority" })
    let p = try #require(row.pValue)
    #expect(p > 0.025 && p < 0.05)
    #expect(row.note?.text.hasPrefix("not shown to be no worse") == true)
    #expect(table.analysis.guardrails.first?.state == .unsettled)
  }

  @Test(arguments: [(0, 1_000, 30, GuardrailResult.State.breached), (0, 1_000, 1, .unsettled)])
  func `A guardrail without successes in the control is judged all the same`(
    x0: Int, count: Int, x1: Int, state: GuardrailResult.State
  ) throws {
    let plan = try AnalysisPlan(
      arms: [.init(name: "A", share: 1), .init(name: "B", share: 1)],
      metrics: [PlannedMetric(name: "returns", kind: .proportion, higherIsBetter: false)],
      guardrails: [.init(metric: 0, limit: 0.05)])
    let analysis = try Analysis(
      plan: plan,
      data: ExperimentData(
        counts: [count, count],
        samples: [
          [.proportion(successes: x0, count: count)], [.proportion(successes: x1, count: count)],
        ]))
    #expect(analysis.guardrails.first?.state == state)
    #expect(analysis.guardrails.first?.size.text.contains("points [") == true)
  }

  @Test func `A reversal by segments stands in the verdict`() throws {
    let table = try table("kidney.csv", ["cured=proportion:cured"], segment: "size")
    let (_, verdict) = try first(table)
    #expect(verdict.action == .doNotTrust)
    #expect(verdict.reason.text.contains("the arms differ in their mix of segments"))
    #expect(verdict.reason.text.contains("Simpson's paradox): -5.37 points weighted by segment"))
  }

  @Test func `Mann and Whitney's sentence tells ties apart`() throws {
    let table = try table("05_mwu_ties.csv", ["x=mean:x"])
    var options = MethodOptions()
    options.tests = [.mannWhitney]
    let row = try #require(
      TableMethods(
        TableInput(path: GoldenFile.path("05_mwu_ties.csv"), options: table.options), table: table,
        options: options
      ).rows.first)
    #expect(
      row.note?.text
        == "chance 21.5 % that a unit of the treatment is above one of the control, 44.9 % that both"
        + " are equal, 33.6 % that it is below")
  }

  @Test func `Metrics that count other units have a sample ratio of their own`() throws {
    var text = "arm,a,b,c,d\n"
    for day in 0..<20 { text += "A,\(day),500,\(day),400\nB,\(day + 1),500,\(day),600\n" }
    let table = try TableAnalysis(
      reader: CSVReader(bytes: Array(text.utf8), file: "t.csv"),
      options: TableOptions(
        armColumn: "arm",
        metrics: [
          TableMetric(parsing: "first=proportion:a/b"),
          TableMetric(parsing: "second=proportion:c/d"),
        ]))
    #expect(table.analysis.metricRatios[0] == nil)
    #expect(table.analysis.metricRatios[1]?.counts == [8_000, 12_000])
    #expect(table.analysis.metricRatios[1]?.isFailed == true)
  }
}
