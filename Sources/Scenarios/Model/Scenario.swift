/// A market, its customers' journey and the experiment on it, as plain checked values.
///
/// A scenario is what a scenario file says once `extends`, `--set` and defaults are applied. It
/// has no behaviour: `Simulation` compiles it, `Reports` names it. Times are in hours, money in
/// minor units of `market.currency`.
package struct Scenario: Sendable, Equatable, Codable {
  /// What the scenario is called in reports.
  package var title: String
  /// What a reader learns from it, if the file says so.
  package var teaches: String?
  /// Horizon, currency, arrivals and channels.
  package var market: Market
  /// Segments, traits and state of the customers.
  package var population: Population
  /// Products on sale, in file order; never empty.
  package var products: [Product]
  /// Shipping options, in file order; may be empty (nothing is shipped).
  package var shipping: [ShippingOption]
  /// The stage graph.
  package var journey: Journey
  /// Decisions the business can make, by name.
  package var levers: [Lever]
  /// Arms, metrics and error rate.
  package var experiment: Experiment
  /// What a run writes beside its summary.
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

  /// Wraps a number of minor units.
  package init(minorUnits: Int64) {
    self.minorUnits = minorUnits
  }

  /// No money.
  package static let zero = Money(minorUnits: 0)

  /// Orders by amount.
  package static func < (left: Money, right: Money) -> Bool {
    left.minorUnits < right.minorUnits
  }
}

/// A currency and the number of decimals of its minor unit (ISO 4217).
package struct Currency: Sendable, Equatable, Codable {
  /// ISO 4217 code, such as `EUR`.
  package var code: String
  /// Decimals of the minor unit: 2 for EUR, 0 for JPY, 3 for KWD.
  package var decimals: Int

  /// Minor units in one major unit.
  package var minorPerMajor: Int64 {
    (0..<decimals).reduce(1) { scale, _ in scale * 10 }
  }

  /// Describes a currency.
  package init(code: String, decimals: Int) {
    self.code = code
    self.decimals = decimals
  }
}

/// What a run writes beside its summary.
package struct Recording: Sendable, Equatable, Codable {
  /// Whether `events.csv` is written.
  package var events: Bool
  /// Whether `customers.csv` is written.
  package var customers: Bool
  /// Whether `decisions.jsonl` is written.
  package var decisions: Bool

  /// Describes what is recorded.
  package init(events: Bool = false, customers: Bool = false, decisions: Bool = false) {
    self.events = events
    self.customers = customers
    self.decisions = decisions
  }
}
