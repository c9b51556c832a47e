/// One thing that happened to a customer, as a business could log it.
package struct EventRecord: Sendable, Equatable {
  package enum Kind: UInt8, Sendable {
    case enter, addItem, removeItem, order, refund
    /// An empty shelf turned the customer away.
    case stockOut
    case censored
  }

  /// Hours since the start of the market.
  package var time: Double
  package var customer: UInt64
  /// Money of an order or refund, in minor units; else 0.
  package var amount: Int64
  /// Goods value of the basket after the event, in minor units.
  package var basketValue: Int64
  package var stage: UInt16
  /// Index of the product looked at, added or removed.
  package var product: UInt16
  /// Items in the basket after the event.
  package var basketItems: UInt16
  package var channel: UInt8
  package var kind: Kind
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
}
