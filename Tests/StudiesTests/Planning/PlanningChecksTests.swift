import Scenarios
import SimulationSupport
import Studies
import Support
import TestSupport
import Testing

@testable import Experiments

/// What each study refuses before it does any work.
@Suite struct `Planning studies check when they are made` {
  /// So many customers that nobody waits for a run of them.
  private let endless = 5_000_000

  @Test func `assess refuses options and a single arm`() throws {
    let compiled = try SampleScenario.halfAnswer.compile(customers: endless)
    for options in [
      AssessmentOptions(replications: 1), AssessmentOptions(looks: 0),
      AssessmentOptions(threads: 0),
    ] {
      #expect(throws: ArgumentError.self) {
        try AssessmentStudy(compiled: compiled, options: options)
      }
    }
    let single = try SampleScenario.singleArm.compile(customers: endless)
    #expect(throws: ArgumentError.self) {
      try AssessmentStudy(compiled: single, options: AssessmentOptions())
    }
    _ = try AssessmentStudy(compiled: compiled, options: AssessmentOptions())
  }

  @Test(arguments: [
    PowerOptions(lifts: [0]), PowerOptions(lifts: [-1]), PowerOptions(lifts: [.nan]),
    PowerOptions(power: 2), PowerOptions(covariateCorrelation: 1), PowerOptions(halfWidth: 0),
    PowerOptions(halfWidth: .infinity), PowerOptions(replications: 1),
  ])
  func `power refuses options`(options: PowerOptions) throws {
    let compiled = try SampleScenario.halfAnswer.compile(customers: endless)
    #expect(throws: ArgumentError.self) { try PowerStudy(compiled: compiled, options: options) }
  }

  @Test(arguments: [
    PowerStudy.Formula(baseline: 2), PowerStudy.Formula(baseline: 0, variance: 1),
    PowerStudy.Formula(baseline: 1, variance: 0), PowerStudy.Formula(baseline: 0.1, alpha: 1),
    PowerStudy.Formula(baseline: 0.1, treatmentShare: 1),
    PowerStudy.Formula(baseline: 0.1, unitsPerDay: 0),
  ])
  func `power refuses numbers`(formula: PowerStudy.Formula) {
    #expect(throws: ArgumentError.self) {
      try PowerStudy(formula: formula, options: PowerOptions())
    }
  }

  @Test(arguments: [
    (DesignOptions(replications: 1), "replications: found 1; allowed: 2 to 100000"),
    (DesignOptions(marketsPerArm: 1), "markets: found 1; allowed: 2 to 10000"),
    (DesignOptions(blockDays: 0), "block: found 0; allowed: 1 to 3660 days"),
    (
      DesignOptions(blockDays: 3, washOutDays: 3),
      "wash-out: found 3; allowed: 0 to less than a block's 3 days"
    ),
  ])
  func `designs refuses options`(options: DesignOptions, message: String) throws {
    let compiled = try SampleScenario.scarceAnswer.compile(customers: endless)
    let error = #expect(throws: ArgumentError.self) {
      try DesignsStudy(compiled: compiled, options: options)
    }
    #expect(error?.description == message)
  }

  @Test(arguments: [
    SensitivityOptions(moves: []), SensitivityOptions(moves: [0]),
    SensitivityOptions(trajectories: -1), SensitivityOptions(sharedReplications: 0),
  ])
  func `sensitivity refuses options`(options: SensitivityOptions) throws {
    let compiled = try SampleScenario.halfAnswer.compile(customers: endless)
    let assumptions = try ScenarioReader().read(
      text: SampleScenario.halfAnswer.text, name: "test"
    ).assumptions
    #expect(throws: ArgumentError.self) {
      try SensitivityStudy(assumptions: assumptions, options: options) { _ in compiled }
    }
    #expect(throws: ArgumentError.self) {
      try SensitivityStudy(assumptions: [], options: SensitivityOptions()) { _ in compiled }
    }
  }

  @Test func `uplift refuses shared state, unknown metrics and single folds`() throws {
    let compiled = try SampleScenario.halfAnswer.compile(customers: endless)
    let shared = try SampleScenario.scarceAnswer.compile(customers: endless)
    #expect(throws: ArgumentError.self) {
      try UpliftStudy(compiled: shared, seed: 1, threads: 1)
    }
    #expect(throws: ArgumentError.self) {
      try UpliftStudy(compiled: compiled, metric: "joy", seed: 1, threads: 1)
    }
    #expect(throws: ArgumentError.self) {
      try UpliftStudy(compiled: compiled, seed: 1, threads: 1, folds: 1)
    }
    _ = try UpliftStudy(compiled: compiled, metric: "conversion", seed: 1, threads: 1)
  }

  @Test func `a precision needs two arms`() throws {
    let single = try SampleScenario.singleArm.compile(customers: endless)
    #expect(throws: ArgumentError.self) {
      try PrecisionSearch(goal: .relative(0.1), scenario: single, seed: 1, threads: 1) { _ in single
      }
    }
  }
}
