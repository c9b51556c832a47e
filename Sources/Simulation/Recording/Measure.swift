package import Scenarios

/// A whole number per customer, of which metrics are made.
package enum Measure: Sendable, Equatable, Hashable, Codable {
  /// 1 for every customer.
  case customers
  /// 1 for a customer with an order, else 0.
  case converted
  /// Orders.
  case orders
  /// Items ordered.
  case items
  /// Money received, in minor units.
  case revenue
  /// Revenue less costs, in minor units.
  case margin
  /// Whole seconds from arrival to the first order; 0 without one.
  case secondsToPurchase
  /// Orders sent back.
  case returns
  /// Times an empty shelf closed an edge.
  case stockOuts
  /// Baskets begun.
  case baskets
  /// Baskets begun and not ordered.
  case abandonedBaskets
  /// 1 for a customer who visited the stage (by index), else 0.
  case reached(Int)
  /// 1 for a customer whose journey ended by a step from this stage to an end, else 0.
  case endedFrom(Int)
  /// Whole seconds from arrival, or the later start of the experiment, to the end of the market.
  case secondsFollowed
  /// What the customer did in the warm-up.
  case before(Covariate)

  /// The measures that do not name a stage, in the order in which they are stored.
  static let plain: [Measure] = [
    .converted, .orders, .items, .revenue, .margin, .secondsToPurchase, .returns, .stockOuts,
    .baskets, .abandonedBaskets,
  ]

  /// The name in result files.
  package func name(stages: [Stage]) -> String {
    switch self {
    case .customers: "customers"
    case .converted: "converted"
    case .orders: "orders"
    case .items: "items"
    case .revenue: "revenue"
    case .margin: "margin"
    case .secondsToPurchase: "seconds_to_purchase"
    case .returns: "returns"
    case .stockOuts: "stock_outs"
    case .baskets: "baskets"
    case .abandonedBaskets: "abandoned_baskets"
    case .reached(let stage): "reached \(stages[stage].name)"
    case .endedFrom(let stage): "ended from \(stages[stage].name)"
    case .secondsFollowed: "seconds_followed"
    case .before(let covariate): covariate.rawValue
    }
  }
}
