import Scenarios
import SimulationSupport
import TestSupport
import Testing

@testable import Simulation

/// DESIGN §3: draws are pure functions of their keys.
struct RandomnessContractTests {
  private func rows(
    _ compiled: CompiledScenario, seed: UInt64 = 7, threads: Int = 1,
    worlds: RunOptions.Worlds = .experiment
  ) throws -> (outcome: ExperimentOutcome, rows: RowCollector) {
    let collector = RowCollector()
    let outcome = try ExperimentRun(
      compiled: compiled,
      options: RunOptions(
        seed: seed, threads: threads, worlds: worlds, replications: 2, recordsEvents: true,
        recordsCustomers: true)
    ).run(sink: collector)
    return (outcome, collector)
  }

  @Test func `any number of threads gives the same sums and rows`() throws {
    let compiled = try SampleScenario.shop.compile(customers: 9000)
    let one = try rows(compiled)
    for threads in [2, 3, 7] {
      let many = try rows(compiled, threads: threads)
      #expect(one.outcome.observed == many.outcome.observed)
      #expect(one.outcome.rollOut == many.outcome.rollOut)
      #expect(one.outcome.funnel == many.outcome.funnel)
      #expect(one.outcome.daily == many.outcome.daily)
      #expect(one.outcome.drawsChecksum == many.outcome.drawsChecksum)
      #expect(one.rows.customers == many.rows.customers)
      #expect(one.rows.events == many.rows.events)
      #expect(many.rows.order == Array(0..<many.rows.order.count))
    }
  }

  @Test func `more customers change none that were there`() throws {
    let few = try rows(SampleScenario.shop.compile(customers: 1000)).rows.customers
    let many = try rows(SampleScenario.shop.compile(customers: 6000)).rows.customers
    #expect(few == Array(many.prefix(1000)))
    #expect(few.contains { $0.measures[1] > 0 })
  }

  @Test func `another arm leaves every outcome under the other arms as it was`() throws {
    let three = try rows(SampleScenario.shop.compile()).rows.customers
    let more = SampleScenario.shop.text
      .replacing(
        "    never: {shipping", with: "    dear: {catalogue.mug.price: 20}\n    never: {shipping"
      )
      .replacing(
        "{control: 50 %, later: 25 %, never: 25 %}",
        with: "{control: 40 %, later: 20 %, dear: 20 %, never: 20 %}")
    let four = try rows(SampleScenario.compile(more)).rows.customers
    let width = three[0].measures.count
    #expect(three.count == four.count)
    for (old, new) in zip(three, four) {
      #expect(old.arrival == new.arrival && old.traits == new.traits)
      let kept = new.potentialMeasures[..<(2 * width)] + new.potentialMeasures[(3 * width)...]
      #expect(Array(kept) == old.potentialMeasures)
    }
    #expect(zip(three, four).contains { $0.arm != $1.arm })
  }

  @Test func `another stage changes no draw of the others`() throws {
    // A stage that nobody reaches, put first, moves every index and must move nothing else.
    let more = SampleScenario.shop.text
      .replacing(
        "  stages:\n    look:",
        with: "  stages:\n    attic:\n      dwell: 1 h\n      next: leave\n    look:"
      )
      .replacing("look: -0.6, leave: 0.4}", with: "look: -0.6, leave: 0.4, attic: -800}")
    let old = try rows(SampleScenario.shop.compile())
    let new = try rows(SampleScenario.compile(more))
    #expect(old.rows.customers == new.rows.customers)
    #expect(old.outcome.drawsChecksum == new.outcome.drawsChecksum)
  }

  @Test func `a split run gives the same observations as a whole run`() throws {
    let compiled = try SampleScenario.shop.compile()
    let whole = try rows(compiled)
    let split = try rows(compiled, worlds: .split)
    #expect(whole.outcome.observed == split.outcome.observed)
    #expect(whole.rows.events == split.rows.events)
    #expect(split.outcome.rollOut == nil)
  }

  @Test func `another seed gives other customers`() throws {
    let compiled = try SampleScenario.shop.compile(customers: 500)
    let one = try rows(compiled, seed: 1).rows.customers
    let two = try rows(compiled, seed: 2).rows.customers
    #expect(zip(one, two).allSatisfy { $0.arrival != $1.arrival && $0.traits != $1.traits })
  }

  @Test func `customers under the assigned arm do as their potential outcome says`() throws {
    let found = try rows(SampleScenario.shop.compile())
    for customer in found.rows.customers {
      let width = customer.measures.count
      let first = customer.arm * width
      #expect(Array(customer.potentialMeasures[first..<first + width]) == customer.measures)
    }
    let shares = (0..<3).map { arm in found.rows.customers.count { $0.arm == arm } }
    #expect(abs(shares[0] - 1500) < 4 * 28 && abs(shares[1] - 750) < 4 * 24)
  }
}
