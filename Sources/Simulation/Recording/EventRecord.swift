/// One thing that happened to a customer, as a business could log it.
///
/// Over all events of a customer the amounts sum to the revenue, and the amounts less the costs to
/// the margin.
package struct EventRecord: Sendable, Equatable {
  package enum Kind: UInt8, Sendable {
    case enter, addItem, removeItem, order, refund
    /// An empty shelf turned the customer away.
    case stockOut
    case censored
    case emptyBasket
    case chooseShipping
    /// A voucher was given.
    case voucher
  }

  /// Stands for no product and for no shipping option.
  package static let none = UInt16.max

  /// Hours since the start of the market.
  package var time: Double
  /// Hours from the start of the market to the customer's arrival.
  package var arrival: Double
  package var customer: UInt64
  /// Money of an order or refund, in minor units; else 0.
  package var amount: Int64 = 0
  /// What the event cost the shop, in minor units: the channel of an arrival, a visit, the goods and
  /// the parcel of an order; of a refund, the parcel less the goods that came back.
  package var cost: Int64 = 0
  /// Goods value of the basket after the event, in minor units; of an order, what was ordered.
  package var basketValue: Int64
  /// Shipping fee of an order, in minor units.
  package var fee: Int32 = 0
  /// A voucher's value when it is given, and what is deducted from an order, in minor units.
  package var voucher: Int32 = 0
  package var stage: UInt16
  /// Index of the product looked at, added or removed; ``none`` before any.
  package var product: UInt16
  /// Index of the shipping option chosen or, of an order and its refund, used; ``none`` before any.
  package var shipping: UInt16
  /// Items in the basket after the event; of an order, those ordered.
  package var basketItems: UInt16
  package var segment: UInt8
  package var channel: UInt8
  package var kind: Kind
}

/// What an order was made of, beside its event.
package struct OrderRecord: Sendable, Equatable {
  /// So many of one product at one price.
  package struct Line: Sendable, Equatable {
    package var product: Int
    package var count: Int
    /// Price of one, in minor units.
    package var price: Int64
  }

  package var customer: UInt64
  /// Each product once, in the order of the catalogue.
  package var lines: [Line]
  /// Promised and actual time of delivery in hours; nil where nothing is shipped.
  package var promisedHours: Double?
  package var deliveryHours: Double?
}

/// One customer as a business sees the customer, with what only a simulation knows beside it.
package struct CustomerRecord: Sendable, Equatable {
  package var customer: UInt64
  /// Hours from the start of the market to arrival.
  package var arrival: Double
  package var segment: Int
  package var channel: Int
  /// Index of the arm the customer was assigned to.
  package var arm: Int
  package var isCensored: Bool
  /// The latent traits, in the scenario's order.
  package var traits: [Double]
  /// Measures under the assigned arm, in the plan's order.
  package var measures: [Int64]
  /// Latent measures under every arm, arm-major; empty when customers share state.
  package var potentialMeasures: [Int64]

  /// A measure under an arm to which the customer need not be assigned.
  package func potential(_ measure: Int, arm: Int) -> Int64 {
    potentialMeasures[arm * measures.count + measure]
  }
}

/// Rows of one block of customers, in customer order; within a customer, in time order.
package struct BlockRecord: Sendable {
  package var index: Int
  package var customers: [CustomerRecord] = []
  package var events: [EventRecord] = []
  /// The arm of each event's customer, by event.
  package var eventArms: [UInt16] = []
  /// What each order among the events was made of, in their order; only where asked for.
  package var orders: [OrderRecord] = []
}
