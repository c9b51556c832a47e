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
    var journeys: [JourneyTrace] = []
    for arm in compiled.arms.indices {
      journeys.append(
        compiled.sharesState
          ? try sharedJourney(number, arm, isCancelled)
          : try loneJourney(number, arm, factory, isCancelled))
    }
    return CustomerReplay(
      customer: number, arrival: factory.arrival(of: target), segment: segment,
      channel: factory.channel(of: target),
      assignedArm: factory.arm(of: target), traits: Array(traits.dropFirst()), journeys: journeys)
  }

  /// Walks the customer alone, by the same passes as a block of thousands.
  private func loneJourney(
    _ number: Int, _ arm: Int, _ factory: borrowing CustomerFactory, _ isCancelled: StopCheck
  ) throws(RunError) -> JourneyTrace {
    let funnel = Funnel(cells: compiled.cells(), models: compiled.models, stateSlot: nil)
    var walk = Walk(
      models: compiled.models, worlds: [World.withoutSharedState], capacity: 1, key: factory.key,
      record: WalkRecord(
        funnel: funnel, trace: JourneyTracer(target: number, compiled: compiled)))
    walk.scratch.list[0] = 0
    walk.scratch.number[0] = UInt64(number)
    walk.draw(1, factory: factory)
    walk.block.arm[0] = UInt16(truncatingIfNeeded: arm)
    let isEarly = walk.block.arrival[0] < compiled.warmUpHours
    let variant = isEarly ? walk.early : arm
    walk.arrive(variant, 1)
    walk.setOut(0, variant, walk.models[variant].start)
    try walk.run(isCancelled: isCancelled)
    if isEarly {
      if walk.block.now[0] >= compiled.warmUpHours {
        walk.beginExperiment(0)
      } else {
        walk.block.ledger[0] = Ledger()
      }
      walk.scratch.list[0] = 0
      if walk.paused.count > 0 { walk.resume(arm, 1) }
      try walk.run(isCancelled: isCancelled)
    }
    walk.scratch.list[0] = 0
    var outcomes = OutcomeColumns(plan: compiled.plan, capacity: 1)
    outcomes.fill(walk.block, walk.scratch.list, 1)
    return JourneyTrace(
      arm: arm, visits: walk.record.trace?.visits ?? [], isCensored: walk.block.isCensored[0],
      measures: outcomes.row(0))
  }

  /// Runs the whole market, because what the customer meets depends on the others.
  private func sharedJourney(
    _ number: Int, _ arm: Int, _ isCancelled: StopCheck
  ) throws(RunError) -> JourneyTrace {
    let layout = compiled.cells()
    let empty = RunTotals(
      models: compiled.models, plan: compiled.plan, layout: layout, hasRollOut: true,
      stateSlot: compiled.followedStateSlot)
    var world = SharedRun(
      compiled: compiled, options: RunOptions(seed: options.seed, worlds: .experiment),
      layout: layout, kind: .rollOut(arm: arm), replication: 0, into: empty, tracing: number)
    try world.run(isCancelled: isCancelled, progress: { _ in })
    let zeros = [Int64](repeating: 0, count: compiled.plan.measures.count)
    return JourneyTrace(
      arm: arm, visits: world.crowd.walk.record.trace?.visits ?? [],
      isCensored: world.traced?.isCensored ?? false, measures: world.traced?.measures ?? zeros)
  }
}
