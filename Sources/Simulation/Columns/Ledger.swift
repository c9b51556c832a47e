import Scenarios

/// What a customer has done so far, in whole numbers so that sums never drift.
struct Ledger: Sendable, Equatable {
  /// Money received, in minor units.
  var revenue: Int64 = 0
  /// Revenue less costs, in minor units; the channel's cost is charged at arrival.
  var margin: Int64 = 0
  /// Goods of all orders as placed, and what was refunded, in minor units.
  var goods: Int64 = 0
  var refunded: Int64 = 0
  /// Whole seconds from arrival, or the later start of the experiment, to the first order; 0 before
  /// one.
  var secondsToPurchase: Int64 = 0
  var orders: Int32 = 0
  var items: Int32 = 0
  var returns: Int32 = 0
  var stockOuts: Int32 = 0
  var baskets: Int32 = 0
  /// Visits to stages; counted up only in what came before an experiment.
  var visits: Int32 = 0
}

extension Ledger {
  /// How each tally is taken.
  @inline(__always)
  subscript(_ tally: Tally) -> Int64 {
    switch tally {
    case .converted: orders > 0 ? 1 : 0
    case .orders: Int64(orders)
    case .items: Int64(items)
    case .revenue: revenue
    case .margin: margin
    case .secondsToPurchase: secondsToPurchase
    case .returns: Int64(returns)
    case .stockOuts: Int64(stockOuts)
    case .baskets: Int64(baskets)
    case .abandonedBaskets: max(0, Int64(baskets) - Int64(orders))
    case .visits: Int64(visits)
    case .orderValue: revenue + refunded
    case .goodsValue: goods
    case .repeated: orders > 1 ? 1 : 0
    }
  }
}

/// The customer's last order, as far as later stages need it.
struct LastOrder: Sendable, Equatable {
  /// What the customer paid, in minor units; 0 once refunded.
  var paid: Int64 = 0
  /// The shipping fee within it, and what was paid for the item added last.
  var fee: Int64 = 0
  var paidForLastItem: Int64 = 0
  /// Unit cost of the item added last.
  var costOfLastItem: Int64 = 0
  /// Unit cost of the goods, in minor units.
  var goodsCost: Int64 = 0
  /// Actual delivery time in hours.
  var deliveryHours = 0.0
  /// Promised delivery time in hours.
  var promisedHours = 0.0
  var shipping: Int32 = 0
  var isRefundable = false
}
