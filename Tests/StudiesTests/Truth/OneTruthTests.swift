import Scenarios
import Simulation
import SimulationSupport
import Studies
import Support
import TestSupport
import Testing

@testable import Experiments

/// Every command takes what is true from one study of the roll-out.
@Suite struct `One truth` {
  private static func rollOut(
    _ compiled: CompiledScenario, seed: UInt64 = 2, replications: Int? = nil
  ) throws -> RollOut {
    try RollOutStudy(
      compiled: compiled,
      options: RollOutOptions(seed: seed, replications: replications, threads: 2)
    ).run()
  }

  private static func experiment(
    _ compiled: CompiledScenario, seed: UInt64 = 2, replications: Int? = nil
  ) throws -> ExperimentResult {
    try ExperimentStudy(
      compiled: compiled,
      input: RunInput(
        scenario: "test", canonical: "", seed: seed, replications: replications,
        origin: Origin(program: "test")),
      threads: 2
    ).run()
  }

  /// ``SampleScenario/halfAnswer`` with another coefficient in place of the treatment's 2.
  private static func weak(
    _ coefficient: Double, customers: Int = 300, changes: [String] = []
  ) throws -> CompiledScenario {
    try SampleScenario.compile(
      SampleScenario.halfAnswer.text.replacing("\": 2}", with: "\": \(coefficient)}"),
      customers: customers, changes: changes)
  }

  enum Market: String, CaseIterable {
    case answers, scarce, prices

    func compile(_ changes: [String] = []) throws -> CompiledScenario {
      switch self {
      case .answers: try SampleScenario.halfAnswer.compile(customers: 300, changes: changes)
      case .scarce: try SampleScenario.scarceAnswer.compile(customers: 300, changes: changes)
      case .prices:
        try SampleScenario.compile(
          file: "scenarios/price-test.yaml", customers: 500, changes: changes)
      }
    }
  }

  @Test(arguments: Market.allCases)
  func `is the same in run, assess, power, sensitivity and uplift`(market: Market) throws {
    let compiled = try market.compile()
    let run = try Self.experiment(compiled)
    let truth = run.truth
    let primary = run.primary
    let assessed = try AssessmentStudy(
      compiled: compiled,
      options: AssessmentOptions(
        seed: 2, replications: 4, looks: 1, threads: 2, decisions: 2), withQuantile: false
    ).run()
    #expect(assessed.truth == truth)
    let planned = try PowerStudy(
      compiled: compiled, options: PowerOptions(lifts: [0.1], seed: 2, threads: 2)
    ).run()
    #expect(planned.traffic.baseline == truth.values[0][primary])
    #expect(planned.treatments.map(\.effect) == truth.effects.dropFirst().map { $0[primary] })
    // What run says of the customers needed, power says, too.
    let outlook = try #require(Outlook(run))
    if outlook.best > 0 {
      let need = planned.treatments[outlook.best - 1]
      #expect(need.unitsNeeded.map { Int($0) } == outlook.customersNeeded)
      #expect(need.leastNeeded.map { Int($0) } == outlook.leastNeeded)
    }
    let moved = try SensitivityStudy(
      assumptions: [
        try #require(
          try ScenarioReader().read(text: SampleScenario.halfAnswer.text, name: "test")
            .assumptions.first { $0.path == "catalogue.thing.cost" })
      ], options: SensitivityOptions(seed: 2, moves: [0.1], threads: 2)
    ) { try market.compile(market == .prices ? [] : $0) }.run()
    for arm in 1..<compiled.arms.count {
      #expect(moved.base.effect(arm)?.difference == truth.effects[arm][primary]?.difference)
      #expect(moved.base.effect(arm)?.error == truth.effects[arm][primary]?.error)
    }
    if !compiled.sharesState {
      let uplift = try UpliftStudy(compiled: compiled, seed: 2, threads: 2).run()
      #expect(uplift.treatments.first?.trueAverage == truth.effects[1][primary])
    }
  }

  @Test func `of designs is that of as many replications of the roll-out`() throws {
    let compiled = try Market.scarce.compile()
    let found = try DesignsStudy(
      compiled: compiled,
      options: DesignOptions(seed: 2, replications: 6, marketsPerArm: 2, threads: 2)
    ).run()
    let truth = try Self.rollOut(compiled, replications: 6).truth
    #expect(found.truths == truth.effects.map { $0[found.experiment.plan.primary] })
  }

  @Test(arguments: [Market.answers, .scarce])
  func `does not depend on how the replications are made`(market: Market) throws {
    let compiled = try market.compile()
    let whole = try Self.rollOut(compiled, replications: 5)
    var pieces = try ExperimentRun(
      compiled: compiled, options: RunOptions(seed: 2, replications: 2)
    ).run(sink: NoSink())
    pieces.append(
      rollOutsOf: try ExperimentRun(
        compiled: compiled,
        options: RunOptions(seed: 2, firstReplication: 2, worlds: .rollOuts, replications: 3)
      ).run(sink: NoSink()))
    #expect(pieces.rollOut == whole.outcome.rollOut)
    #expect(pieces.cells == whole.outcome.cells)
    #expect(pieces.observed == whole.outcome.observed)
    #expect(pieces.daily == whole.outcome.daily)
    #expect(pieces.transitions == whole.outcome.transitions)
    #expect(pieces.drawsChecksum == whole.outcome.drawsChecksum)
    #expect(whole.replications == 5)
    #expect(whole.customers == 1500)
  }

  @Test(arguments: Market.allCases)
  func `takes replications until its error is small beside what is decided`(market: Market) throws {
    let run = try Self.experiment(try market.compile())
    #expect(run.isTruthSettled)
    let analysis = try #require(run.analysis)
    for arm in analysis.plan.treatments {
      let effect = try #require(run.truth.effects[arm][run.primary])
      let test = analysis.comparison(treatment: arm, metric: run.primary)?.standardError ?? 0
      let target = max(abs(effect.difference) / 5, test / 10)
      #expect(try #require(effect.standardError) <= target)
      #expect(try #require(effect.error).isReliable)
    }
  }

  @Test func `takes more replications where few customers carry its error`() throws {
    // One customer in two thousand does anything else under the treatment.
    let rare = try Self.weak(0.005)
    let found = try Self.rollOut(rare)
    #expect(found.replications > 10)
    #expect(found.replications <= 100)
    let asked = try Self.rollOut(rare, replications: 3)
    #expect(asked.replications == 3)
    #expect(!asked.isSettled)
  }

  @Test func `names no best arm that it does not tell from the others`() throws {
    let compiled = try Market.prices.compile()
    for seed in 1...4 {
      let run = try Self.experiment(compiled, seed: UInt64(seed), replications: 2)
      let outlook = try #require(Outlook(run))
      #expect(!outlook.rivals.isEmpty)
      if outlook.rivals.contains(0) { #expect(outlook.customersNeeded == nil) }
    }
  }

  @Test func `turns no decision within its error`() throws {
    let assumptions = try ScenarioReader().read(
      text: SampleScenario.halfAnswer.text, name: "test"
    ).assumptions.filter { $0.path.hasPrefix("catalogue") || $0.path.hasPrefix("journey") }
    for seed in 1...3 {
      let found = try SensitivityStudy(
        assumptions: assumptions,
        options: SensitivityOptions(seed: UInt64(seed), moves: [0.2], threads: 2)
      ) { try Self.weak(0.01, customers: 200, changes: $0) }.run()
      #expect(found.lines.allSatisfy { $0.flips.isEmpty })
      for line in found.lines {
        #expect(line.steps.allSatisfy { $0.point.effect(1)?.standardError != nil })
      }
    }
  }

  @Test func `of two replications shows no bias of a design`() throws {
    for seed in 1...6 {
      let found = try DesignsStudy(
        compiled: try Market.scarce.compile(),
        options: DesignOptions(
          seed: UInt64(seed), replications: 2, marketsPerArm: 2, threads: 2)
      ).run()
      #expect(found.biasedDesigns == [])
    }
  }

  @Test func `lies within the printed error of power over seeds`() throws {
    let compiled = try Self.weak(0.8, customers: 400)
    let powers = try (1...6).map { seed in
      let found = try AssessmentStudy(
        compiled: compiled,
        options: AssessmentOptions(
          seed: UInt64(seed), replications: 200, looks: 1, threads: 2, decisions: 200),
        withQuantile: false
      ).run().assessment.characteristics
      let comparison = try #require(
        found.comparisons.first { $0.metricName == "conversion" })
      return (
        power: try #require(comparison.power.value),
        error: try #require(comparison.power.standardError)
      )
    }
    let mean = powers.reduce(0) { $0 + $1.power } / 6
    let distance = powers.reduce(0.0) { sum, found in
      let standardised = (found.power - mean) / found.error
      return sum + standardised * standardised
    }
    #expect(mean > 0.2 && mean < 0.8)
    // χ² with five degrees of freedom: 20.5 at 99.9 %.
    #expect(distance < 20.5, "\(powers)")
  }

  @Test(arguments: ["arms: {control: {}}", "arms: {control: {}, same: {alike: yes}}"])
  func `of an arm has its error between replications of a shared market`(plan: String) throws {
    // Erlang's loss system: 36 mugs, each ordered anew for two days when it is sold.
    let text = """
      journeylab: 1
      title: erlang B
      market: {horizon: 60 days, arrivals: {rate: 20 / day}}
      catalogue:
        mug: {price: 10, cost: 4, stock: {initial: 36, reorder: {below: 35, quantity: 1, lead: "exponential(mean: 2 days)"}}}
      journey:
        stages:
          page: {effect: add item, next: {buy: 40, leave: 0}}
          buy: {effect: order, next: leave}
          leave: end
      experiment: {\(plan), metrics: [stock-outs per customer], replications: 6}
      """
    let compiled = try SampleScenario.compile(text)
    let runs = try (1...20).map { try Self.experiment(compiled, seed: UInt64($0)) }
    let metric = try #require(runs[0].metrics.firstIndex { $0.name == "stock-outs per customer" })
    let found = try runs.map { try #require($0.estimate(arm: 0, metric: metric)) }
    let mean = found.reduce(0) { $0 + $1.value } / 20
    let covering = try found.count { try #require($0.interval).contains(mean) }
    // 95 % of 20, with P = 0.003 for fewer than 16.
    #expect(covering >= 16)
    #expect(runs.allSatisfy { $0.outcome.replications == 6 && $0.truth.batches == 6 })
  }
}
