/// What is counted of every customer, one row each: how files name it, what it means, and where it
/// is of use.
///
/// How each is taken from a journey stands beside the ledger, in `Simulation/Journeys`.
package enum Tally: String, Sendable, Hashable, CaseIterable, Codable {
  case converted, orders, items, revenue, margin
  case secondsToPurchase = "seconds_to_purchase"
  case returns
  case stockOuts = "stock_outs"
  case baskets
  case abandonedBaskets = "abandoned_baskets"
  case visits
  case orderValue = "order_value"
  case goodsValue = "goods_value"
  case repeated

  /// What kind of number a tally or measure is.
  package enum Kind: Sendable, Hashable, Codable {
    /// 1 or 0.
    case flag
    case count
    /// Minor units of the currency.
    case money
    /// Whole seconds.
    case seconds
  }

  /// When a tally is taken.
  struct Periods: OptionSet {
    let rawValue: Int
    /// In the experiment: it is a column of results, of which metrics are made.
    static let experiment = Periods(rawValue: 1)
    /// In the warm-up: it may adjust comparisons.
    static let warmUp = Periods(rawValue: 2)
    /// In the experiment, where a metric asks for it.
    static let onRequest = Periods(rawValue: 4)
  }

  private var row: (meaning: String, kind: Kind, periods: Periods) {
    switch self {
    case .converted: ("1 for a customer with an order, else 0.", .flag, .experiment)
    case .orders: ("Orders.", .count, [.experiment, .warmUp])
    case .items: ("Items ordered.", .count, [.experiment, .warmUp])
    case .revenue:
      (
        "Money received: goods and shipping fees, less vouchers and refunds.", .money,
        [.experiment, .warmUp]
      )
    case .margin:
      (
        "Revenue less unit, shipping, return and channel costs.", .money, [.experiment, .warmUp]
      )
    case .secondsToPurchase:
      ("Whole seconds from arrival to the first order; 0 without one.", .seconds, .experiment)
    case .returns: ("Orders sent back.", .count, [.experiment, .warmUp])
    case .stockOuts: ("Times an empty shelf turned the customer away.", .count, .experiment)
    case .baskets: ("Baskets begun.", .count, [.experiment, .warmUp])
    case .abandonedBaskets: ("Baskets begun and not ordered.", .count, .experiment)
    case .visits: ("Visits to stages.", .count, .warmUp)
    case .orderValue:
      (
        "Money of orders as placed: goods less vouchers, and shipping fees; refunds apart.",
        .money, .onRequest
      )
    case .repeated: ("1 for a customer with two orders or more, else 0.", .flag, .onRequest)
    case .goodsValue:
      ("Goods of orders as placed at their prices, before vouchers and fees.", .money, .onRequest)
    }
  }

  package var meaning: String { row.meaning }
  package var kind: Kind { row.kind }

  /// Tallies of every customer of an experiment, in the order of their columns.
  package static let kept = allCases.filter { $0.row.periods.contains(.experiment) }

  /// Tallies of the warm-up that may adjust comparisons.
  package static let covariates = allCases.filter { $0.row.periods.contains(.warmUp) }

  /// The name as a covariate: what the customer did before the experiment.
  package var nameBefore: String { "\(rawValue) before" }
}
