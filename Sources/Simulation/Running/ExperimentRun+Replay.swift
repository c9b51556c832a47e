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
      let observer = TraceObserver(target: target, compiled: compiled, arm: arm)
      journeys.append(
        compiled.sharesState
          ? try sharedJourney(target, arm, factory, customers, observer, isCancelled)
          : try loneJourney(visitor, arm, traits, observer))
    }
    return CustomerReplay(
      customer: number, arrival: visitor.arrival, segment: segment, channel: visitor.channel,
      assignedArm: factory.arm(of: target), traits: Array(traits.dropFirst()), journeys: journeys)
  }

  private func loneJourney(
    _ visitor: Visitor, _ arm: Int, _ traits: [Double], _ observer: TraceObserver
  ) throws(RunError) -> JourneyTrace {
    var walker = JourneyWalker(
      model: compiled.models[arm], key: RandomKey(seed: options.seed, replication: 0))
    var world = World.withoutSharedState
    var observer = observer
    var row = OutcomeRow(plan: compiled.plan)
    var end: JourneyEnd
    if visitor.arrival < compiled.warmUpHours {
      var early = JourneyWalker(model: compiled.models[0], key: walker.key)
      end = early.walkToEnd(visitor, traits: traits, world: &world, observer: &observer)
      if let error = early.runaway { throw error }
      if early.pausedBefore >= 0 {
        early.beginExperiment()
        walker.takeOver(from: early)
        end =
          walker.walkOn(
            into: early.pausedBefore, from: early.customer.stage, world: &world,
            observer: &observer) ?? JourneyEnd()
      } else if early.endWarmUp() {
        walker.takeOver(from: early)
      } else {
        end = JourneyEnd()
      }
    } else {
      end = walker.walkToEnd(visitor, traits: traits, world: &world, observer: &observer)
    }
    if let error = walker.runaway { throw error }
    row.fill(walker.customer, visits: walker.visitsInExperiment, endedFrom: end.lastStage)
    return JourneyTrace(
      arm: arm, visits: observer.visits, isCensored: end.isCensored, measures: row.values)
  }

  private func sharedJourney(
    _ target: UInt64, _ arm: Int, _ factory: CustomerFactory, _ customers: Int,
    _ observer: TraceObserver, _ isCancelled: @escaping StopCheck
  ) throws(RunError) -> JourneyTrace {
    var scheduler = SharedScheduler(
      compiled: compiled, kind: .rollOut(arm: arm), factory: factory, customers: customers,
      observer: observer,
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
