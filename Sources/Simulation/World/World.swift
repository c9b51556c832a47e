import GSL
import Scenarios

/// What the customers of one market share, and what happens to it without them.
///
/// A new kind has its file, a member here and in ``WorldRules``, and its place among the events.
struct World: Sendable {
  var supply: Supply

  /// A world in which nothing is shared.
  static let withoutSharedState = World(WorldRules.none, key: RandomKey(seed: 0, replication: 0))

  init(_ rules: WorldRules, key: RandomKey) {
    supply = Supply(rules.supply, key: key)
  }

  /// Time of the next event that needs no customer; infinity when there is none.
  var nextEvent: Double { supply.nextEvent }

  /// Lets all happen that comes at or before a time, in its order.
  mutating func advance(to time: Double) {
    while nextEvent <= time { supply.advance() }
  }

  /// Whether turns before a time may be taken in any order; see ``SharedKind``.
  mutating func beginAnyOrder(before end: Double, wanted: [Int]) -> Bool {
    supply.beginAnyOrder(before: end, wanted: wanted)
  }

  mutating func endAnyOrder() -> Bool { supply.endAnyOrder() }

  /// Goes on under other rules from a time on, which all before it has come to.
  mutating func adopt(_ rules: WorldRules, at time: Double) {
    while nextEvent < time { supply.advance() }
    supply.adopt(rules.supply, at: time)
  }
}

/// The rules of all that customers share, under one arm.
struct WorldRules: Sendable, Equatable {
  var supply: SupplyRules

  static let none = WorldRules(supply: SupplyRules(products: []))

  private init(supply: SupplyRules) { self.supply = supply }

  init(scenario: Scenario, expectedCustomers: Double) throws(CompileError) {
    supply = try SupplyRules(scenario: scenario, expectedCustomers: expectedCustomers)
  }

  /// The part between two shares of the whole.
  func part(from lower: Double, to upper: Double) -> WorldRules {
    WorldRules(supply: supply.part(from: lower, to: upper))
  }

  // What a compiler asks.

  static let names = [Supply.name]

  static func isTouched(onEntering stage: Stage, in scenario: Scenario) -> Bool {
    SupplyRules.isTouched(onEntering: stage, in: scenario)
  }

  static func mayRefuse(_ stage: Stage, in scenario: Scenario) -> Bool {
    SupplyRules.mayRefuse(stage, in: scenario)
  }

  static func isRead(by quantity: Quantity) -> Bool { SupplyRules.isRead(by: quantity) }
}
