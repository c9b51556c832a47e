import Foundation
import Simulation
import Studies
import Support
import Testing

@testable import Results
@testable import Scenarios

/// Every metric and measure, from its row to a line of a result file.
@Suite struct MetricRowTests {
  private static let stages = ["look", "basket", "delivery", "back", "leave"]

  private static let metrics =
    Metric.plain.map(\.name)
    + stages.map { "reached \($0)" } + stages.dropLast().map { "abandonment at \($0)" }
    + Metric.ofEveryCustomer.flatMap {
      ["90 % quantile of \($0.name)", "\($0.name) capped at 99 % of non-zero"]
    } + ["time to purchase within 10 days"]

  private static let text = """
    journeylab: 1
    title: every metric
    market:
      horizon: 30 days
      arrivals: {customers: 1500}
      channels: {search: {share: 60 %, cost: 0.45}, email: {share: 40 %, cost: 0.02}}
    population: {segments: {hunters: {share: 55 %}, regulars: {share: 45 %}}}
    catalogue:
      mug: {price: 14.90, cost: 5.10, stock: {initial: 300, reorder: {every: 4 days, quantity: 40, lead: 1 day}}}
    shipping:
      standard: {fee: 4.95, cost: 4.10, return_cost: 3, promised: 3 days, actual: "gamma(mean: 3.2 days, sd: 1.1 days)"}
    journey:
      start: look
      stages:
        look: {dwell: 2 days, next: {basket: {constant: 0.4, in_stock: 0.3}, leave: 0.4}}
        basket: {effect: add item, dwell: 1 h, next: {delivery: 1, leave: 0}}
        delivery: {effect: order, dwell: delivery time, next: {look: 1, back: 0, leave: 0}}
        back: {effect: refund, dwell: 1 h, next: {look: 0, leave: 0}}
        leave: end
    experiment:
      arms: {control: {}, cheaper: {shipping.standard.fee: 2.95}}
      primary: conversion
      warm_up: 10 days
      metrics:
    \(metrics.map { "    - \($0)" }.joined(separator: "\n"))
      analysis: {covariates: [\(Tally.covariates.map(\.nameBefore).joined(separator: ", "))]}
    """

  private static let study = Result { () throws -> ExperimentStudy<NoSink> in
    let loaded = try ScenarioReader().read(text: text, name: "every.yaml")
    return try ExperimentStudy(
      compiled: CompiledScenario(scenario: loaded.scenario, arms: loaded.arms),
      input: RunInput(
        scenario: loaded.name, canonical: loaded.canonical, seed: 3, replications: 1,
        origin: Origin(program: "test")))
  }

  private static let found = Result { try study.get().run() }

  private func lines(_ table: CSVTable) -> [[Substring]] {
    String(decoding: table.bytes, as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
  }

  @Test(arguments: metrics)
  func `a metric has its value in each arm`(name: String) throws {
    let result = try Self.found.get()
    let lines = lines(ArmsTable.make(result)).filter { $0[1] == "all" && $0[2] == name }
    #expect(lines.map { $0[0] } == ["control", "cheaper"])
    for line in lines { #expect(Double(line[4])?.isFinite == true) }
    let metric = try #require(result.outcome.plan.metrics.first { $0.metric.name == name }).metric
    #expect(!metric.meaning.isEmpty && metric.meaning.hasSuffix("."))
  }

  @Test(arguments: Measure.plain + Tally.covariates.map(Measure.before))
  func `a measure has its column, and somebody for whom it is not zero`(
    measure: Measure
  ) throws {
    let outcome = try Self.found.get().outcome
    let place = try outcome.plan.place(of: measure)
    #expect(
      (0..<outcome.cells.observedCount).contains {
        outcome.observed.sum(cell: $0, measure: place) != 0
      })
    let header = CustomersTable(
      scenario: try Self.study.get().compiled.scenario, plan: outcome.plan,
      withPotentialOutcomes: false
    ).header
    let column = try #require(
      header.columns.first { $0.name == measure.name.replacing(" ", with: "_") })
    #expect(column.meaning == measure.meaning)
  }

  @Test func `each day's customers stand beside its date`() throws {
    let result = try Self.found.get()
    let cells = result.outcome.cells
    let start = Date(
      timeIntervalSince1970: 86_400 * Double(result.scenario.market.start.daysSinceEpoch))
    let rows = lines(DailyTable.make(result)).filter { $0[0] == "control" && $0[2] == "conversion" }
    #expect(rows.count == cells.days)
    for (day, row) in rows.enumerated() {
      let date = start.addingTimeInterval(86_400 * Double(day))
      #expect(row[1] == date.formatted(.iso8601.year().month().day()))
      let count = result.outcome.daily.counts[cells.daily(day: day, arm: 0)]
      #expect(row[3] == "\(count)")
    }
    #expect(Set(rows.map { $0[3] }).count > 1, "days must differ")
  }

  @Test func `a result comes back from JSON as it was`() throws {
    let result = try Self.found.get()
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let back = try decoder.decode(ExperimentResult.self, from: encoder.encode(result))
    #expect(back == result)
    #expect(ArmsTable.make(back).bytes == ArmsTable.make(result).bytes)
    #expect(ComparisonsTable.make(back).bytes == ComparisonsTable.make(result).bytes)
    #expect(FunnelTable.make(back).bytes == FunnelTable.make(result).bytes)
    #expect(DailyTable.make(back).bytes == DailyTable.make(result).bytes)
  }

  @Test func `an experiment that cannot be compared is refused before it is run`() throws {
    let compiled = try Self.study.get().compiled
    var scenario = compiled.scenario
    scenario.experiment.arms[1].name = scenario.experiment.arms[0].name
    #expect(throws: ArgumentError.self) {
      try ExperimentStudy(
        compiled: CompiledScenario(scenario: scenario, arms: compiled.arms),
        input: RunInput(scenario: "s", canonical: "", seed: 1, origin: Origin(program: "test")))
    }
  }
}
