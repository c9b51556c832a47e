import Scenarios
import SimulationSupport
import TestSupport
import Testing

@testable import Simulation

struct RunErrorTests {
  private func run(_ compiled: CompiledScenario) throws -> ExperimentOutcome {
    try ExperimentRun(compiled: compiled, options: RunOptions(threads: 2)).run(sink: NoSink())
  }

  @Test(arguments: ["", "    stock: {initial: 5}\n"])
  func `a loop that hardly lets time pass is given up`(stock: String) throws {
    let text = """
      journeylab: 1
      title: mill
      market: {horizon: 60 days, arrivals: {customers: 3}}
      catalogue:
        item:
          price: 1
      \(stock)journey:
        stages:
          round: {dwell: 1 s, next: {round: 40, buy: -40, leave: -40}}
          buy: {effect: [add item, order], next: leave}
          leave: end
      """
    let read = try ScenarioReader().read(text: text, name: "mill")
    let compiled = try CompiledScenario(
      scenario: read.scenario, arms: read.arms, customers: nil, decisions: [], mostVisits: 1000)
    let error = RunError(code: .endlessJourney(stage: "round", visits: 1000))
    #expect(throws: error) { try run(compiled) }
    #expect("\(error)".contains("stage `round` more than 1000 times"))
  }

  @Test func `rows of customers who share stock are kept up to a limit`() throws {
    let text = """
      journeylab: 1
      title: shelf
      market: {horizon: 60 days, arrivals: {customers: 200}}
      catalogue: {item: {price: 1, stock: {initial: 5}}}
      journey:
        stages:
          look: {dwell: 1 h, next: {buy: 0, leave: 0}}
          buy: {effect: [add item, order], dwell: 1 h, next: leave}
          leave: end
      """
    let compiled = try SampleScenario.compile(text)
    #expect(compiled.sharesState)
    var options = RunOptions(worlds: .split, recordsEvents: true)
    let run = { options in
      try ExperimentRun(compiled: compiled, options: options).run(sink: NoSink())
    }
    #expect(try run(options).customers == 200)
    options.mostRowBytes = 50_000
    #expect(throws: RunError(code: .tooManyRows(bytes: 50_000))) { try run(options) }
    // Without rows there is nothing to keep.
    options.recordsEvents = false
    #expect(try run(options).customers == 200)
  }

  @Test func `a journey is given up after 100,000 visits to a stage`() throws {
    let compiled = try SampleScenario.shop.compile()
    #expect(compiled.models.map(\.mostVisits) == [100_000, 100_000, 100_000])
  }

  @Test func `a market in which nobody comes is an error`() {
    let text = """
      journeylab: 1
      title: nobody
      market: {horizon: 1 h, arrivals: {rate: 0.000001 / week}}
      journey: {stages: {here: {dwell: 1 h, next: gone}, gone: end}}
      """
    #expect(throws: RunError(code: .noCustomers)) { try run(SampleScenario.compile(text)) }
  }

  @Test func `sums beyond the range of integers are reported, not printed`() throws {
    let compiled = try SampleScenario.shop.compile()
    var totals = Totals(cells: 1, plan: compiled.plan)
    var row = [Int64](repeating: 0, count: compiled.plan.measures.count)
    row[3] = Int64.max
    totals.add(row, to: 0)
    #expect(!totals.hasOverflowed)
    totals.add(row, to: 0)
    #expect(totals.hasOverflowed)
  }

  @Test func `a cancelled run throws and tells nothing`() throws {
    let compiled = try SampleScenario.shop.compile()
    #expect(throws: RunError(code: .cancelled)) {
      try ExperimentRun(compiled: compiled, options: RunOptions(threads: 2))
        .run(sink: NoSink(), isCancelled: { true })
    }
  }

  @Test func `amounts of money too large for exact sums are refused by place`() {
    let text = SampleScenario.shop.text.replacing("price: 38.00", with: "price: 20000000.00")
    #expect {
      try SampleScenario.compile(text)
    } throws: { error in
      (error as? CompileError)?.path == ["catalogue", "teapot", "price"]
    }
  }
}
