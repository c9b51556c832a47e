/// Pauses the journey of a customer who lives before the experiment, at the first visit within it.
struct WarmUpObserver: JourneyObserver {
  static let canPause = true

  @inline(__always)
  func pauses(
    before stage: Int, in model: borrowing Model, _ customer: borrowing CustomerState
  ) -> Bool {
    customer.now >= model.warmUp
  }
}

/// What a customer did before the experiment.
enum EarlyLife: Sendable {
  /// Nothing, for it had begun.
  case none
  /// The customer is about to enter the first stage within it.
  case paused(before: Int, previous: Int)
  /// The customer entered no stage within it.
  case over(JourneyEnd)
}

extension JourneyWalker {
  /// Walks a customer to end or horizon, from arrival or from where the warm-up ended.
  mutating func live<Observer: JourneyObserver>(
    _ visitor: Visitor, after past: EarlyLife, traits: borrowing [Double], world: inout World,
    observer: inout Observer
  ) -> JourneyEnd {
    switch past {
    case .none: walkToEnd(visitor, traits: traits, world: &world, observer: &observer)
    case .paused(let stage, let previous):
      walkOn(into: stage, from: previous, world: &world, observer: &observer) ?? JourneyEnd()
    case .over(let end): end
    }
  }

  /// Walks a new customer, or one whose choice waits no longer (nil), until the first visit within
  /// the experiment, before which the observer pauses.
  mutating func walkEarly<Observer: JourneyObserver>(
    _ visitor: Visitor?, world: inout World, observer: inout Observer
  ) -> JourneyEnd? {
    if let visitor { return walk(visitor, world: &world, observer: &observer) }
    return walkOn(into: nil, world: &world, observer: &observer)
  }

  /// Puts what the customer did so far into the part before the experiment.
  mutating func beginExperiment() {
    customer.before = customer.ledger
    customer.before.visits = Int32(truncatingIfNeeded: visits.reduce(0, &+))
    customer.ledger = Ledger()
    customer.isWarmingUp = false
    visitsBefore = visits
  }

  /// Ends a journey that never came to a visit within the experiment.
  ///
  /// - Returns: Whether it lasted into the experiment all the same.
  mutating func endWarmUp() -> Bool {
    guard customer.now >= model.warmUp else { return false }
    beginExperiment()
    return true
  }

  /// Visits to each stage within the experiment.
  var visitsInExperiment: [UInt32] {
    visitsBefore.isEmpty ? visits : zip(visits, visitsBefore).map { $0 - $1 }
  }
}
