package import Simulation

/// What a customer has counted up since arrival; never reset, so that any period is a difference.
package struct PlainBook: Sendable {
  package var orders = 0
  package var items = 0
  package var returns = 0
  package var stockOuts = 0
  package var baskets = 0
  package var revenue: Int64 = 0
  package var margin: Int64 = 0
  /// What orders came to as placed, and their goods alone.
  package var placed: Int64 = 0
  package var goods: Int64 = 0
  /// Visits by stage.
  package var visits: [Int]

  static func - (later: PlainBook, earlier: PlainBook) -> PlainBook {
    var part = later
    part.orders -= earlier.orders
    part.items -= earlier.items
    part.returns -= earlier.returns
    part.stockOuts -= earlier.stockOuts
    part.baskets -= earlier.baskets
    part.revenue -= earlier.revenue
    part.margin -= earlier.margin
    part.placed -= earlier.placed
    part.goods -= earlier.goods
    for stage in part.visits.indices { part.visits[stage] -= earlier.visits[stage] }
    return part
  }
}

/// The last order, as far as a delivery or a return needs it.
struct PlainOrder: Sendable {
  var paid: Int64
  /// The shipping fee within it.
  var fee: Int64 = 0
  /// What was paid for the item added last, and what it cost.
  var lastItem: (paid: Int64, cost: Int64) = (0, 0)
  var goodsCost: Int64
  /// Index of the shipping option; nil where nothing is shipped.
  var shipping: Int?
  var promisedHours: Double
  var deliveryHours: Double
  var isReturned = false
}

/// All that a customer is, has and did.
package struct PlainCustomer: Sendable {
  package enum Status: Sendable, Equatable { case underWay, ended, censored }

  /// The place among all customers.
  package let number: UInt64
  /// The number under which the customer draws: under a rate, the day and the place within it.
  let drawNumber: UInt64
  package let arrival: Double
  package let segment: Int
  package let channel: Int
  package let traits: [Double]
  /// The arm that the customer belongs to in the experiment.
  package let arm: Int
  /// The arm or variant whose scenario the customer lives in at the moment.
  var variant: Int
  package var status = Status.underWay
  var states: [Double]
  /// The values of the states that were farthest from their starts.
  var peaks: [Double]
  /// Hours since the start of the market.
  var now: Double
  var stage: Int?
  /// The stage from which an end was reached.
  var endedFrom: Int?
  var product = 0
  /// Whether a product has been looked at or added, and a shipping option chosen or used.
  var hasSeenProduct = false
  var hasSeenShipping = false
  var shipping = 0
  /// Products in the order in which they were added.
  var basket: [Int] = []
  var voucher: Int64 = 0
  var lastOrder: PlainOrder?
  var book: PlainBook
  /// What had been done when the experiment began; nil while it has not, and for who came later.
  var atStart: PlainBook?
  /// Whether the customer is part of the experiment by now.
  package var hasJoined: Bool
  /// When the first order within the experiment was placed.
  var firstOrder: Double?
  /// What had been done by when, within the experiment.
  var history: [(time: Double, book: PlainBook)] = []
  package var decisions = 0
}

/// One thing that happened to a customer within the experiment.
package struct PlainEvent: Sendable, Equatable {
  package var time: Double
  package var kind: EventRecord.Kind
  package var stage: Int
  /// Nil before any.
  package var product: Int?
  package var shipping: Int?
  package var amount: Int64
  /// What the shop paid for it.
  package var cost: Int64
  package var fee: Int64
  package var voucher: Int64
  package var basketValue: Int64
  package var basketItems: Int
}

/// What an order was made of: products in the order of the catalogue, how many, at which price.
package struct PlainLines: Sendable, Equatable {
  package var lines: [[Int64]]
  package var promisedHours: Double?
  package var deliveryHours: Double?
}

/// Somewhere a funnel counts.
struct PlainPlace: Hashable, Sendable {
  var arm: Int
  var segment: Int
  var stage: Int
  /// The way taken out of the stage; nil for entering it.
  var edge: Int?
}
