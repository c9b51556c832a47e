/// A market, its customers' journey and the experiment on it, as plain checked values.
///
/// A scenario is what a scenario file says once `extends`, `--set` and defaults are applied. It
/// has no behaviour: `Simulation` compiles it, `Reports` names it. Times are in hours, money in
/// minor units of `market.currency`.
package struct Scenario: Sendable, Equatable, Codable {
  package var title: String
  /// What a reader learns from it, if the file says so.
  package var teaches: String?
  package var market: Market
  package var population: Population
  /// Products on sale, in file order; never empty.
  package var products: [Product]
  /// Names of the further numbers that any product has; 0 for a product without one.
  package var productNumbers: [String]
  /// Numbers of the shop that formulas name, in file order.
  package var shop: [ShopNumber]
  /// Shipping options, in file order; may be empty (nothing is shipped).
  package var shipping: [ShippingOption]
  package var journey: Journey
  package var levers: [Lever]
  package var experiment: Experiment
  package var recording: Recording
  /// The family of markets that this one belongs to, if the file describes one.
  package var family: Family?
  /// Policies on the journey, if the file puts any to work.
  package var learning: Learning?
}

/// An amount of money in minor units (cents) of the scenario's currency.
package struct Money: Sendable, Equatable, Hashable, Comparable, Codable {
  /// Whole minor units; never a fraction.
  package var minorUnits: Int64

  package init(minorUnits: Int64) {
    self.minorUnits = minorUnits
  }

  package static let zero = Money(minorUnits: 0)

  package static func < (left: Money, right: Money) -> Bool {
    left.minorUnits < right.minorUnits
  }
}

/// A currency and the number of decimals of its minor unit (ISO 4217).
package struct Currency: Sendable, Equatable, Codable {
  package var code: String
  /// Decimals of the minor unit: 2 for EUR, 0 for JPY, 3 for KWD.
  package var decimals: Int

  /// Minor units in one major unit.
  package var minorPerMajor: Int64 {
    (0..<decimals).reduce(1) { scale, _ in scale * 10 }
  }

  package init(code: String, decimals: Int) {
    self.code = code
    self.decimals = decimals
  }
}

/// A number of the shop that formulas read and arms change, such as the days for returns.
package struct ShopNumber: Sendable, Equatable, Codable {
  package var name: String
  package var value: Double
}

/// What a run writes beside its summary.
package struct Recording: Sendable, Equatable, Codable {
  /// Whether `events.csv` is written.
  package var events = false
  /// Whether `customers.csv` is written.
  package var customers = false
  /// Whether the business's own tables are written: orders, sessions, customers.
  package var tables = false
  /// Whether `decisions.jsonl` is written.
  package var decisions = false
}
