import GSL
import Scenarios

/// One kind of what the customers of a market share, in a file of its own.
///
/// ``World`` has a member for each kind; who runs a market knows the world and no kind by name. The
/// passes ask a kind for what its turns read and write.
protocol SharedKind: Sendable {
  /// How a kind begins and what happens to it under one arm.
  associatedtype Rules: SharedRules

  /// In words for a report.
  static var name: String { get }

  /// Begins a market; what is drawn has keys of its own.
  init(_ rules: Rules, key: RandomKey)

  /// When something happens that needs no customer; infinity when nothing does.
  var nextEvent: Double { get }
  /// Lets the next event happen.
  mutating func advance()

  /// Whether it does not matter in which order turns before a time are taken, of customers who want
  /// so much of each product; then it is watched until ``endAnyOrder()``.
  mutating func beginAnyOrder(before end: Double, wanted: [Int]) -> Bool
  /// Whether it did not matter indeed.
  mutating func endAnyOrder() -> Bool

  /// Goes on under other rules from a time on; what there is stays.
  mutating func adopt(_ rules: Rules, at time: Double)
}

/// The rules of a kind of shared state under one arm, and which visits touch it.
protocol SharedRules: Sendable, Equatable {
  /// Reads a scenario in which so many customers are expected.
  init(scenario: Scenario, expectedCustomers: Double) throws(CompileError)

  /// The part between two shares of the whole; parts that join end to end add up to it.
  func part(from lower: Double, to upper: Double) -> Self

  /// Whether to enter a stage reads or writes the kind, apart from formulas.
  static func isTouched(onEntering stage: Stage, in scenario: Scenario) -> Bool
  /// Whether the kind can refuse who wishes to enter a stage.
  static func mayRefuse(_ stage: Stage, in scenario: Scenario) -> Bool
  /// Whether a formula that names a quantity reads the kind.
  static func isRead(by quantity: Quantity) -> Bool
}
