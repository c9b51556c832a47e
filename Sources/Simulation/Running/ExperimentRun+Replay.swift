import GSL
import Scenarios
package import Support

extension ExperimentRun {
  /// Replays one customer under every arm, each rolled out to everybody; nil for an unknown number.
  ///
  /// Where customers share nothing only this one is simulated; else the whole market is, because
  /// what the customer meets depends on the others.
  /// - Throws: `RunError` when cancelled.
  package func replay(
    customer number: Int, isCancelled: @escaping StopCheck = { false }
  ) throws -> CustomerReplay? {
    let customers = compiled.customers(seed: options.seed)
    guard (0..<customers).contains(number) else { return nil }
    let factory = compiled.factory(seed: options.seed, replication: 0)
    let target = UInt64(number)
    let segment = factory.segment(of: target)
    var traits = [Double](repeating: 0, count: 1 + factory.traitCount)
    factory.drawTraits(of: target, segment: segment, into: &traits)
    let visitor = Visitor(
      number: target, segment: segment, channel: factory.channel(of: target),
      arrival: factory.arrival(of: target))
    var journeys: [JourneyTrace] = []
    for arm in compiled.arms.indices {
      journeys.append(
        compiled.sharesState
          ? try sharedJourney(target, arm, factory, customers, isCancelled)
          : loneJourney(number, arm, factory))
    }
    return CustomerReplay(
      customer: number, arrival: visitor.arrival, segment: segment, channel: visitor.channel,
      assignedArm: factory.arm(of: target), traits: Array(traits.dropFirst()), journeys: journeys)
  }

  /// Walks the customer alone, by the same passes as a block of thousands.
  private func loneJourney(
    _ number: Int, _ arm: Int, _ factory: borrowing CustomerFactory
  ) -> JourneyTrace {
    let funnel = Funnel(cells: compiled.cells(), models: compiled.models, stateSlot: nil)
    var walk = Walk(
      models: compiled.models, capacity: 1, key: factory.key,
      record: WalkRecord(funnel: funnel, trace: JourneyTracer(scenario: compiled.arms[arm])))
    walk.draw(customers: number..<number + 1, factory: factory)
    walk.scratch.list[0] = 0
    if walk.block.arrival[0] < compiled.warmUpHours {
      walk.record.trace?.scenario = compiled.arms[0]
      walk.pausesForExperiment = true
      walk.arrive(0, 1)
      walk.run()
      walk.pausesForExperiment = false
      walk.record.trace?.scenario = compiled.arms[arm]
      if walk.block.now[0] >= compiled.warmUpHours {
        walk.beginExperiment(0)
      } else {
        walk.block.ledger[0] = Ledger()
      }
      if walk.pausedCount > 0 {
        walk.scratch.list[0] = 0
        walk.resume(arm, 1)
      }
    } else {
      walk.arrive(arm, 1)
    }
    walk.run()
    walk.scratch.list[0] = 0
    var outcomes = OutcomeColumns(plan: compiled.plan, capacity: 1)
    outcomes.fill(walk.block, walk.scratch.list, 1)
    return JourneyTrace(
      arm: arm, visits: walk.record.trace?.visits ?? [], isCensored: walk.block.isCensored[0],
      measures: outcomes.row(0))
  }

  private func sharedJourney(
    _ target: UInt64, _ arm: Int, _ factory: CustomerFactory, _ customers: Int,
    _ isCancelled: @escaping StopCheck
  ) throws(RunError) -> JourneyTrace {
    var scheduler = SharedScheduler(
      compiled: compiled, kind: .rollOut(arm: arm), factory: factory, customers: customers,
      observer: TraceObserver(target: target, compiled: compiled, arm: arm),
      collector: OneOutcome(target: target, row: OutcomeRow(plan: compiled.plan)))
    try scheduler.run(isCancelled: isCancelled, progress: { _ in })
    return JourneyTrace(
      arm: arm, visits: scheduler.observer.visits, isCensored: scheduler.collector.isCensored,
      measures: scheduler.collector.row.values)
  }

  /// Keeps the outcome of one customer.
  private struct OneOutcome: JourneyCollector {
    let target: UInt64
    var row: OutcomeRow
    var isCensored = false

    mutating func collect(
      _ customer: borrowing CustomerState, arm: Int, visits: borrowing [UInt32],
      slots: borrowing [Double], end: JourneyEnd
    ) {
      guard customer.number == target else { return }
      row.fill(customer, visits: visits, endedFrom: end.lastStage)
      isCensored = end.isCensored
    }
  }
}
