import Scenarios
import Simulation
import SimulationSupport
import Studies
import Support
import Synchronization
import TestSupport
import Testing

@testable import Experiments

/// What the studies find can be kept and read again, and does not depend on threads.
@Suite struct `Planning studies return results` {
  /// Runs a study with one thread and with three; its JSON is the same, and so after reading it.
  private func check<Asked: Study>(_ study: (_ threads: Int) throws -> Asked) throws {
    let last = Mutex(WorkProgress(done: 0, total: 0))
    let outcome = try study(1).run(
      progress: { progress in last.withLock { $0 = progress } }, isCancelled: { false })
    let json = try Asked.encoded(outcome)
    #expect(try Asked.encoded(Asked.decoded(json)) == json)
    #expect(try Asked.encoded(study(3).run()) == json)
    #expect(last.withLock { $0.done <= $0.total })
  }

  private func expectsCancellation(_ study: some Study) {
    let error = #expect(throws: RunError.self) {
      try study.run(progress: { _ in }, isCancelled: { true })
    }
    #expect(error?.code == .cancelled)
  }

  private func assessment(_ sample: SampleScenario, threads: Int) throws -> AssessmentStudy {
    try AssessmentStudy(
      compiled: sample.compile(customers: 400),
      options: AssessmentOptions(seed: 2, replications: 20, looks: 2, threads: threads),
      comparesDraws: true)
  }

  private func designs(threads: Int) throws -> DesignsStudy {
    try DesignsStudy(
      compiled: SampleScenario.scarceAnswer.compile(customers: 400),
      options: DesignOptions(
        seed: 2, replications: 3, marketsPerArm: 2, blockDays: 2, threads: threads))
  }

  private func sensitivity(threads: Int) throws -> SensitivityStudy {
    let loaded = try ScenarioReader().read(
      text: SampleScenario.halfAnswer.text, name: "test")
    return try SensitivityStudy(
      assumptions: loaded.assumptions.filter { $0.path.hasPrefix("catalogue") },
      options: SensitivityOptions(seed: 2, moves: [0.2], trajectories: 2, threads: threads)
    ) { try SampleScenario.halfAnswer.compile(customers: 200, changes: $0) }
  }

  private func power(threads: Int) throws -> PowerStudy {
    try PowerStudy(
      compiled: SampleScenario.halfAnswer.compile(customers: 400),
      options: PowerOptions(
        lifts: [0.1], covariateCorrelation: 0.5, halfWidth: 0.1, replications: 20, seed: 2,
        threads: threads))
  }

  private func uplift(threads: Int) throws -> UpliftStudy {
    try UpliftStudy(
      compiled: SampleScenario.halfAnswer.compile(customers: 1000), seed: 2, threads: threads)
  }

  private func precision(threads: Int) throws -> PrecisionSearch {
    try PrecisionSearch(
      goal: .relative(0.4), scenario: SampleScenario.halfAnswer.compile(customers: 400), seed: 2,
      threads: threads
    ) { try SampleScenario.halfAnswer.compile(customers: $0) }
  }

  @Test(arguments: [SampleScenario.halfAnswer, .scarceAnswer])
  func `of assess`(sample: SampleScenario) throws {
    try check { try assessment(sample, threads: $0) }
  }

  @Test func `of power`() throws { try check(power) }
  @Test func `of designs`() throws { try check(designs) }
  @Test func `of sensitivity`() throws { try check(sensitivity) }
  @Test func `of uplift`() throws { try check(uplift) }

  @Test func `of a search for precision`() throws {
    try check(precision)
    let found = try precision(threads: 1).run()
    #expect(try #require(found.last.halfWidth) <= 0.4)
    #expect(found.earlier.allSatisfy { ($0.halfWidth ?? .infinity) > 0.4 })
  }

  @Test func `or stop when asked to`() throws {
    expectsCancellation(try assessment(.halfAnswer, threads: 2))
    expectsCancellation(try assessment(.scarceAnswer, threads: 2))
    expectsCancellation(try power(threads: 2))
    expectsCancellation(try designs(threads: 2))
    expectsCancellation(try sensitivity(threads: 2))
    expectsCancellation(try uplift(threads: 2))
    expectsCancellation(try precision(threads: 2))
  }

  @Test func `A plan from numbers alone is the textbook's`() throws {
    let found = try PowerStudy(
      formula: PowerStudy.Formula(baseline: 4, variance: 100), options: PowerOptions(lifts: [0.25])
    ).run()
    // 2 (1.959964 + 0.841621)² 100/1² units per arm.
    #expect(abs(found.traffic.row(lift: 0.25).units - 2 * 1569.776) < 0.01)
    #expect(found.title == nil)
    #expect(found.treatments.isEmpty)
  }
}
