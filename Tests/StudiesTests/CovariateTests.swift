import Scenarios
import Testing

@testable import Experiments
@testable import Simulation
@testable import Studies

/// Covariates of the warm-up from exact sums, against the same customers as columns.
@Suite struct CovariateTests {
  private static let scenario = """
    journeylab: 1
    title: A small market
    market: {horizon: 30 days, arrivals: {rate: 10 / day}}
    catalogue:
      mug: {price: 14.90, cost: 5.10}
    shipping:
      standard: {fee: 4.95, promised: 3 days}
    journey:
      stages:
        look: {dwell: 1 h, next: {buy: 0, leave: 0}}
        buy: {effect: [add item, order], next: leave}
        leave: end
    experiment:
      primary: revenue per customer
      metrics: [conversion, revenue per customer, average order value, items per order]
      warm_up: 7 days
      analysis: {covariates: [revenue before, orders before]}

    """

  private let plan: MeasurePlan
  private let totals: Totals
  /// Rows of measures by arm.
  private let rows: [[[Int64]]]

  init() throws {
    let scenario = try ScenarioReader().read(text: Self.scenario, name: "s.yaml").scenario
    let plan = try MeasurePlan(scenario: scenario)
    self.plan = plan
    var state: UInt64 = 12_345
    func draw(_ bound: UInt64) -> Int64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int64(state >> 33) % Int64(bound)
    }
    func place(_ measure: Measure) -> Int { plan.measures.firstIndex(of: measure) ?? 0 }
    func place(_ tally: Tally) -> Int { place(.tally(tally)) }
    rows = (0..<2).map { arm in
      (0..<60).map { _ in
        var row = [Int64](repeating: 0, count: plan.measures.count)
        let taste = draw(4)
        row[place(.before(.orders))] = taste > 1 ? 1 + draw(2) : 0
        row[place(.before(.revenue))] = row[place(.before(.orders))] * (1500 + draw(3000))
        row[place(.orders)] = draw(4) < taste + Int64(arm) ? 1 + draw(2) : 0
        row[place(.converted)] = row[place(.orders)] > 0 ? 1 : 0
        row[place(.items)] = row[place(.orders)] * (1 + draw(3))
        row[place(.orderValue)] = row[place(.items)] * 1490
        row[place(.revenue)] = row[place(.items)] * 1490 + draw(2) * row[place(.converted)] * 495
        return row
      }
    }
    var totals = Totals(cells: 2, plan: plan)
    for (arm, rows) in rows.enumerated() { for row in rows { totals.add(row, to: arm) } }
    self.totals = totals
  }

  private func column(_ measure: Int, _ arm: Int, scale: Double = 1) -> [Double] {
    rows[arm].map { Double($0[measure]) / scale }
  }

  private func outcome(_ definition: MetricDefinition, _ arm: Int) throws -> [Double] {
    let above = column(definition.numerator, arm, scale: definition.scale)
    guard let denominator = definition.denominator else { return above }
    return try #require(
      RatioValues(numerator: above, denominator: column(denominator, arm)).linearised)
  }

  @Test(arguments: 0..<4)
  func `Sums adjust every kind of metric as columns do`(metric: Int) throws {
    let definition = plan.metrics[metric]
    let moments = try (0..<2).map { arm in
      try #require(
        try CellSums(totals: totals, cells: [arm]).covariateMoments(
          of: definition, covariates: plan.covariates))
    }
    let found = try #require(MultipleCUPED.adjust(treatment: moments[1], control: moments[0]).value)
    func sample(_ arm: Int) throws -> CovariateSample {
      try CovariateSample(
        outcome: outcome(definition, arm), covariates: plan.covariates.map { column($0, arm) })
    }
    let expected = try #require(
      try MultipleCUPED.adjust(treatment: sample(1), control: sample(0)).value)
    func close(_ value: Double, _ golden: Double) {
      #expect(abs(value - golden) <= 1e-10 * max(abs(golden), 1e-6), "\(value) and \(golden)")
    }
    for (value, golden) in zip(found.theta, expected.theta) { close(value, golden) }
    close(found.control.mean, expected.control.mean)
    close(found.treatment.mean, expected.treatment.mean)
    close(found.control.variance, expected.control.variance)
    close(found.treatment.variance, expected.treatment.variance)
    close(found.varianceReduction, expected.varianceReduction)
    #expect(found.varianceReduction > 0)
  }

  @Test func `What is not asked for is not kept`() throws {
    let text = Self.scenario.replacing(
      "analysis: {covariates: [revenue before, orders before]}", with: "replications: 1")
    let scenario = try ScenarioReader().read(text: text, name: "s.yaml").scenario
    let plain = try MeasurePlan(scenario: scenario)
    #expect(plain.covariates.isEmpty)
    #expect(plain.counted.isEmpty)
    #expect(plain.measures == Measure.plain + [.tally(.orderValue)])
    #expect(Totals(cells: 1, plan: plain).pairs.count == 2)
  }
}
