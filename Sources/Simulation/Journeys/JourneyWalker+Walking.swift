struct JourneyEnd: Sendable {
  /// The stage from which an end was reached; -1 when none was.
  var lastStage = -1
  var isCensored = false
}

extension JourneyWalker {
  /// The error that a journey ends a run with which visited a stage too often.
  var runaway: RunError? {
    guard endlessStage >= 0 else { return nil }
    let stage = model.stageNames[endlessStage]
    return RunError(code: .endlessJourney(stage: stage, visits: Int(model.mostVisits)))
  }

  /// Walks one customer, whose traits are in `slots`, from arrival until the journey ends, or until
  /// it pauses or a choice has to wait for its turn (nil).
  mutating func walk<Observer: JourneyObserver>(
    _ visitor: Visitor, world: inout World, observer: inout Observer
  ) -> JourneyEnd? {
    begin(visitor)
    if Observer.canPause, observer.pauses(before: model.start, in: model, customer) {
      pausedBefore = model.start
      return nil
    }
    return walkOn(into: model.start, world: &world, observer: &observer)
  }

  /// Walks on until the journey ends, or pauses or waits with a choice for its turn (nil).
  ///
  /// The journey does not pause again before the stage given; nil stands for a customer whose
  /// choice waits no longer. `previous` is the stage left for it, -1 for none.
  mutating func walkOn<Observer: JourneyObserver>(
    into stage: Int?, from previous: Int = -1, world: inout World, observer: inout Observer
  ) -> JourneyEnd? {
    observer.follows(customer, arm: arm)
    pausedBefore = -1
    var entering = stage
    var lastStage = previous
    while true {
      if let stage = entering {
        switch enter(stage, world: &world, observer: &observer) {
        case .waiting: break
        case .ended: return JourneyEnd(lastStage: lastStage)
        case .censored:
          customer.now = model.horizon
          observer.censored(stage, customer)
          return JourneyEnd(isCensored: true)
        }
        if model.stages[stage].decisionTouchesSharedState { return nil }
      }
      lastStage = customer.stage
      entering = decide(world: &world, observer: &observer)
      guard let next = entering else { return JourneyEnd(lastStage: lastStage) }
      if Observer.canPause, observer.pauses(before: next, in: model, customer) {
        pausedBefore = next
        return nil
      }
    }
  }

  /// Walks one customer from arrival to end or horizon, where no choice waits for a turn.
  mutating func walkToEnd<Observer: JourneyObserver>(
    _ visitor: Visitor, traits: borrowing [Double], world: inout World, observer: inout Observer
  ) -> JourneyEnd {
    for index in 1..<max(1, 1 + model.traitCount) { slots[index] = traits[index] }
    return walk(visitor, world: &world, observer: &observer) ?? JourneyEnd()
  }
}
