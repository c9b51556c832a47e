import TestSupport
import Testing

@testable import Scenarios
@testable import Simulation

/// Decision makers and markets that do not fit.
struct DecisionErrorTests {
  /// Does what a test asks of it.
  private struct OddMaker: DecisionMaker {
    var nextUpdate = Double.infinity
    var choose: @Sendable (DecisionMoment) -> [Int] = { _ in [0] }

    mutating func decide(_ moments: [DecisionMoment], into actions: inout [Int]) throws {
      for moment in moments { actions += choose(moment) }
    }

    mutating func observe(_ notice: OutcomeNotice) {}

    mutating func update(at time: Double) throws {}
  }

  private func run(_ maker: OddMaker, isCancelled: Bool = false) throws {
    var maker = maker
    _ = try TestMarket.market(customers: 50).run(
      maker: &maker, seed: 1, isCancelled: { isCancelled })
  }

  @Test func `an action that does not exist is refused`() {
    #expect(throws: DecisionError(code: .unknownAction(3, point: 1, actions: 3))) {
      try run(OddMaker(choose: { $0.point == 1 ? [3] : [0] }))
    }
    #expect(throws: DecisionError(code: .unknownAction(-1, point: 1, actions: 3))) {
      try run(OddMaker(nextUpdate: -.infinity, choose: { _ in [-1] }))
    }
  }

  @Test func `another number of actions than moments is refused`() {
    #expect(throws: DecisionError(code: .wrongCount(asked: 1, given: 2))) {
      try run(OddMaker(nextUpdate: -.infinity, choose: { _ in [0, 0] }))
    }
  }

  @Test func `an update that does not move on is refused`() {
    #expect(throws: DecisionError(code: .updateStandsStill(time: 24))) {
      try run(OddMaker(nextUpdate: 24))
    }
  }

  @Test func `a cancelled run throws`() {
    #expect(throws: RunError(code: .cancelled)) { try run(OddMaker(), isCancelled: true) }
  }

  @Test func `variants that are not the combinations of actions are refused`() throws {
    let (variants, learning) = try TestMarket.variants(SampleScenario.shop.text)
    let error = #expect(throws: CompileError.self) {
      try DecisionMarket(variants: Array(variants.dropLast()), learning: learning, customers: 10)
    }
    #expect(
      error?.message == "5 variants; the actions of all decision points make 6")
  }

  @Test func `two decision points at one stage are refused`() throws {
    let (variants, read) = try TestMarket.variants(SampleScenario.shop.text)
    var learning = read
    learning.decisions[1].stage = learning.decisions[0].stage
    let error = #expect(throws: CompileError.self) {
      try DecisionMarket(variants: variants, learning: learning, customers: 10)
    }
    #expect(error?.path == ["learning", "decisions", "price"])
  }
}
