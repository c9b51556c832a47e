import Support

/// A figure per customer, a ratio of two, or a figure of an arm as a whole.
package enum Metric: Sendable, Equatable, Hashable, Codable {
  /// Share of customers with an order.
  case conversion
  /// Orders per customer.
  case orders
  /// Items ordered per customer.
  case items
  /// Money received per customer: goods and shipping fees, less vouchers and refunds.
  case revenue
  /// Revenue less unit cost, shipping cost, return cost and channel cost, per customer.
  case margin
  /// Revenue per order.
  case averageOrderValue
  /// Items per order.
  case itemsPerOrder
  /// Orders sent back per order.
  case returnsPerOrder
  /// Days from arrival to first order, over customers with an order.
  case daysToPurchase
  /// Times an empty shelf turned a customer away, per customer.
  case stockOuts
  /// Share of baskets begun that were not ordered.
  case cartAbandonment
  /// Share of customers whose journey ended out of this stage, among those who reached it.
  case abandonment(stage: String)
  /// Share of customers who reached this stage.
  case reached(stage: String)
  /// The figure below which a share of the customers lies.
  case quantile(of: CustomerMeasure, percent: Double, over: CustomerScope)
  /// Mean of a figure whose extremes are cut down to a limit.
  case capped(CustomerMeasure, at: MetricCap)
  /// Days to the first order, customers without one being followed until the market ends.
  ///
  /// The mean is restricted to a number of hours, else to the horizon.
  case timeToPurchase(withinHours: Double?)

  /// The metrics without a stage.
  package static let plain: [Metric] = [
    .conversion, .orders, .items, .revenue, .margin, .averageOrderValue, .itemsPerOrder,
    .returnsPerOrder, .daysToPurchase, .stockOuts, .cartAbandonment,
  ]

  /// The name in files and results.
  package var name: String {
    switch self {
    case .conversion: "conversion"
    case .orders: "orders per customer"
    case .items: "items per customer"
    case .revenue: "revenue per customer"
    case .margin: "margin per customer"
    case .averageOrderValue: "average order value"
    case .itemsPerOrder: "items per order"
    case .returnsPerOrder: "returns per order"
    case .daysToPurchase: "days to purchase"
    case .stockOuts: "stock-outs per customer"
    case .cartAbandonment: "cart abandonment"
    case .abandonment(let stage): "abandonment at \(stage)"
    case .reached(let stage): "reached \(stage)"
    case .quantile(let figure, let percent, let scope):
      (percent == 50 ? "median" : "\(Bounds.write(percent)) % quantile")
        + " of \(figure.metric.name)\(scope == .nonZero ? " over non-zero" : "")"
    case .capped(let figure, .value(let value)):
      "\(figure.metric.name) capped at \(Bounds.write(value))"
    case .capped(let figure, .quantile(let percent, let scope)):
      "\(figure.metric.name) capped at \(Bounds.write(percent)) %"
        + (scope == .nonZero ? " of non-zero" : "")
    case .timeToPurchase(nil): "time to purchase"
    case .timeToPurchase(let hours?): "time to purchase within \(Self.period(hours))"
    }
  }

  private static func period(_ hours: Double) -> String {
    let days = hours / 24
    guard days == days.rounded() else { return "\(Bounds.write(hours)) h" }
    return days == 1 ? "1 day" : "\(Bounds.write(days)) days"
  }

  /// Whether a greater value is better for the shop.
  package var higherIsBetter: Bool {
    switch self {
    case .returnsPerOrder, .daysToPurchase, .stockOuts, .cartAbandonment, .abandonment,
      .timeToPurchase:
      false
    case .quantile(let figure, _, _), .capped(let figure, _): figure.metric.higherIsBetter
    default: true
    }
  }

  /// Whether it is made of sums over customers, which more customers only add to.
  ///
  /// Quantiles, caps and times to an event need every customer's own figure.
  package var isMadeOfSums: Bool {
    switch self {
    case .quantile, .capped, .timeToPurchase: false
    default: true
    }
  }
}

/// A figure that every customer has, of which quantiles and caps are taken.
package enum CustomerMeasure: Sendable, Equatable, Hashable, CaseIterable, Codable {
  /// Orders.
  case orders
  /// Items ordered.
  case items
  /// Money received.
  case revenue
  /// Revenue less costs.
  case margin
  /// Times an empty shelf turned the customer away.
  case stockOuts

  /// The figure's mean over customers.
  package var metric: Metric {
    switch self {
    case .orders: .orders
    case .items: .items
    case .revenue: .revenue
    case .margin: .margin
    case .stockOuts: .stockOuts
    }
  }
}

/// Which customers a quantile is taken over.
package enum CustomerScope: Sendable, Equatable, Hashable, Codable {
  /// All of them.
  case all
  /// Those whose figure is not zero.
  case nonZero
}

/// Where a figure is cut off.
package enum MetricCap: Sendable, Equatable, Hashable, Codable {
  /// At a value fixed beforehand, in the metric's unit.
  case value(Double)
  /// At a quantile of the customers of all arms together.
  case quantile(percent: Double, over: CustomerScope)
}
