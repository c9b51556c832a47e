/// Watches one customer's steps; every requirement has an empty default.
///
/// The walker is generic over its observer, so that an observer that watches nothing costs nothing.
protocol JourneyObserver {
  static var tracesDecisions: Bool { get }
  /// Whether journeys may pause before a stage is entered, as `pauses` says.
  static var canPause: Bool { get }
  func pauses(before stage: Int, in model: borrowing Model, _ customer: borrowing CustomerState)
    -> Bool
  /// The steps to come are this customer's, under the arm with this index.
  mutating func follows(_ customer: borrowing CustomerState, arm: Int)
  /// A visit began; `slots` hold the customer's traits and states.
  mutating func entered(
    _ stage: Int, slots: borrowing [Double], _ customer: borrowing CustomerState)
  /// A visit got its length: it lasts until `customer.now`, within the horizon.
  mutating func stays(in stage: Int, _ customer: borrowing CustomerState)
  /// A choice among a stage's edges is made by these utilities, nil for a closed edge.
  mutating func decides(
    _ stage: Int, utilities: [Double?], draw: Double, _ customer: borrowing CustomerState)
  /// A visit ended with a step along an edge (by its index in the model).
  mutating func left(_ stage: Int, edge: Int, _ customer: borrowing CustomerState)
  /// An empty shelf closed an edge.
  mutating func metEmptyShelf(_ stage: Int, _ customer: borrowing CustomerState)
  mutating func chose(_ choice: Int, alternative: Int, _ customer: borrowing CustomerState)
  /// An item went into or out of the basket.
  mutating func changedBasket(by items: Int32, product: Int, _ customer: borrowing CustomerState)
  /// An item did not go into a basket that is full.
  mutating func leftOut(product: Int, _ customer: borrowing CustomerState)
  /// A move of a state ended at a limit of its.
  mutating func keptAtLimit(state: Int, value: Double, _ customer: borrowing CustomerState)
  mutating func ordered(paid: Int64, _ customer: borrowing CustomerState)
  /// An order was refunded, in minor units.
  mutating func refunded(_ amount: Int64, _ customer: borrowing CustomerState)
  /// A visit cost the shop an amount, in minor units.
  mutating func charged(_ amount: Int64, _ customer: borrowing CustomerState)
  mutating func censored(_ stage: Int, _ customer: borrowing CustomerState)
}

extension JourneyObserver {
  static var tracesDecisions: Bool { false }
  static var canPause: Bool { false }
  func pauses(before stage: Int, in model: borrowing Model, _ customer: borrowing CustomerState)
    -> Bool
  { false }
  mutating func follows(_ customer: borrowing CustomerState, arm: Int) {}
  mutating func entered(
    _ stage: Int, slots: borrowing [Double], _ customer: borrowing CustomerState
  ) {}
  mutating func stays(in stage: Int, _ customer: borrowing CustomerState) {}
  mutating func decides(
    _ stage: Int, utilities: [Double?], draw: Double, _ customer: borrowing CustomerState
  ) {}
  mutating func left(_ stage: Int, edge: Int, _ customer: borrowing CustomerState) {}
  mutating func metEmptyShelf(_ stage: Int, _ customer: borrowing CustomerState) {}
  mutating func chose(_ choice: Int, alternative: Int, _ customer: borrowing CustomerState) {}
  mutating func changedBasket(by items: Int32, product: Int, _ customer: borrowing CustomerState) {}
  mutating func leftOut(product: Int, _ customer: borrowing CustomerState) {}
  mutating func keptAtLimit(state: Int, value: Double, _ customer: borrowing CustomerState) {}
  mutating func ordered(paid: Int64, _ customer: borrowing CustomerState) {}
  mutating func refunded(_ amount: Int64, _ customer: borrowing CustomerState) {}
  mutating func charged(_ amount: Int64, _ customer: borrowing CustomerState) {}
  mutating func censored(_ stage: Int, _ customer: borrowing CustomerState) {}
}

/// Watches nothing.
struct NoObserver: JourneyObserver {}
