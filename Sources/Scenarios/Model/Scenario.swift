/// A market, its customers' journey and the experiment on it, as plain checked values.
///
/// A scenario is what a scenario file says once `extends`, `--set` and defaults are applied. It
/// has no behaviour: `Simulation` compiles it, `Reports` names it. Times are in hours, money in
/// minor units of `market.currency`.
public struct Scenario: Sendable, Equatable {
  /// What the scenario is called in reports.
  public var title: String
  /// What a reader learns from it, if the file says so.
  public var teaches: String?
  /// Horizon, currency, arrivals and channels.
  public var market: Market
  /// Segments, traits and state of the customers.
  public var population: Population
  /// Products on sale, in file order; never empty.
  public var products: [Product]
  /// Shipping options, in file order; may be empty (nothing is shipped).
  public var shipping: [ShippingOption]
  /// The stage graph.
  public var journey: Journey
  /// Decisions the business can make, by name.
  public var levers: [Lever]
  /// Arms, metrics and error rate.
  public var experiment: Experiment
  /// What a run writes beside its summary.
  public var recording: Recording
  /// The family of markets that this one belongs to, if the file describes one.
  public var family: Family?
  /// Policies on the journey, if the file puts any to work.
  public var learning: Learning?
}

/// An amount of money in minor units (cents) of the scenario's currency.
public struct Money: Sendable, Equatable, Hashable, Comparable {
  /// Whole minor units; never a fraction.
  public var minorUnits: Int64

  /// Wraps a number of minor units.
  public init(minorUnits: Int64) {
    self.minorUnits = minorUnits
  }

  /// No money.
  public static let zero = Money(minorUnits: 0)

  /// Orders by amount.
  public static func < (left: Money, right: Money) -> Bool {
    left.minorUnits < right.minorUnits
  }
}

/// A currency and the number of decimals of its minor unit (ISO 4217).
public struct Currency: Sendable, Equatable {
  /// ISO 4217 code, such as `EUR`.
  public var code: String
  /// Decimals of the minor unit: 2 for EUR, 0 for JPY, 3 for KWD.
  public var decimals: Int

  /// Minor units in one major unit.
  public var minorPerMajor: Int64 {
    (0..<decimals).reduce(1) { scale, _ in scale * 10 }
  }

  /// Describes a currency.
  public init(code: String, decimals: Int) {
    self.code = code
    self.decimals = decimals
  }
}

/// What a run writes beside its summary.
public struct Recording: Sendable, Equatable {
  /// Whether `events.csv` is written.
  public var events: Bool
  /// Whether `customers.csv` is written.
  public var customers: Bool
  /// Whether `decisions.jsonl` is written.
  public var decisions: Bool

  /// Describes what is recorded.
  public init(events: Bool = false, customers: Bool = false, decisions: Bool = false) {
    self.events = events
    self.customers = customers
    self.decisions = decisions
  }
}
