/// What is compared, on what, and with what error rate.
///
/// The unit is the customer.
public struct Experiment: Sendable, Equatable {
  /// The arms in file order, never empty; the first is the control.
  public var arms: [Arm]
  /// The metric that decides.
  public var primary: Metric
  /// Metrics reported, the primary and the guardrails' among them, without repetition.
  public var metrics: [Metric]
  /// What must not get worse.
  public var guardrails: [Guardrail]
  /// Two-sided error rate, in 0...1.
  public var alpha: Double
  /// Replications of the whole market for the truth, or nil to let the run choose.
  public var replications: Int?
  /// Hours before the experiment starts in which every customer lives under the control; nil for none.
  public var warmUpHours: Double?
}

/// A strategy in an experiment.
public struct Arm: Sendable, Equatable {
  /// Name as in the file.
  public var name: String
  /// Share of customers assigned to it, in 0...1; shares sum to 1.
  public var share: Double
  /// What it changes: path (or lever) and value as text, in file order.
  ///
  /// Empty for the control.
  public var changes: [(path: String, value: String)]

  /// Describes an arm.
  public init(name: String, share: Double, changes: [(path: String, value: String)]) {
    self.name = name
    self.share = share
    self.changes = changes
  }

  /// Compares names, shares and changes.
  public static func == (left: Arm, right: Arm) -> Bool {
    left.name == right.name && left.share == right.share
      && left.changes.elementsEqual(right.changes, by: ==)
  }
}

/// A limit that a metric must keep.
public struct Guardrail: Sendable, Equatable {
  /// The metric watched.
  public var metric: Metric
  /// Largest relative change allowed: negative where a fall is bad, positive where a rise is bad.
  public var limit: Double
}

/// A figure per customer, or a ratio of two.
public enum Metric: Sendable, Equatable, Hashable {
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

  /// The metrics without a stage.
  public static let plain: [Metric] = [
    .conversion, .orders, .items, .revenue, .margin, .averageOrderValue, .itemsPerOrder,
    .returnsPerOrder, .daysToPurchase, .stockOuts, .cartAbandonment,
  ]

  /// The name in files and results.
  public var name: String {
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
    }
  }

  /// Whether a greater value is better for the shop.
  public var higherIsBetter: Bool {
    switch self {
    case .returnsPerOrder, .daysToPurchase, .stockOuts, .cartAbandonment, .abandonment: false
    default: true
    }
  }
}
