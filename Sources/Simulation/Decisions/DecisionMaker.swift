/// A customer at a decision point, as a business sees it.
package struct DecisionMoment: Sendable, Equatable {
  /// Number of the customer in the market, from 0.
  package var customer: UInt64
  /// Index of the decision point among the scenario's.
  package var point: Int
  /// Which visit of the customer to the decision's stage this is, from 1.
  package var visit: UInt32
  /// Hours since the start of the market.
  package var time: Double
  package var segment: Int
  /// Values of the decision point's context terms, in their order.
  package var context: [Double]

  package init(
    customer: UInt64, point: Int, visit: UInt32, time: Double, segment: Int, context: [Double]
  ) {
    self.customer = customer
    self.point = point
    self.visit = visit
    self.time = time
    self.segment = segment
    self.context = context
  }
}

/// What a business learns of a customer after a decision: money that moved, or the journey's end.
package struct OutcomeNotice: Sendable, Equatable {
  package var customer: UInt64
  /// Hours since the start of the market.
  package var time: Double
  /// Orders placed just now.
  package var orders: Int
  /// Money received, in minor units; negative for a refund.
  package var revenue: Int64
  /// Revenue less costs, in minor units.
  package var margin: Int64
  /// Whether nothing more will come of the customer: the journey ended or reached the horizon.
  package var isLast: Bool

  package init(
    customer: UInt64, time: Double, orders: Int, revenue: Int64, margin: Int64, isLast: Bool
  ) {
    self.customer = customer
    self.time = time
    self.orders = orders
    self.revenue = revenue
    self.margin = margin
    self.isLast = isLast
  }
}

/// Decides at decision points, and hears what comes of it.
///
/// The engine calls in the market's time order: all notices up to a time are given before a
/// decision after it, except that decisions before `nextUpdate` may be asked for together. What a
/// maker draws is its own affair; customers' draws stay untouched.
package protocol DecisionMaker {
  /// When the maker may next change its mind, in hours; it is asked again after each call.
  ///
  /// Decisions before that time do not depend on each other or on notices, so the engine may ask
  /// for them in one call. Negative infinity asks for one decision at a time, with all notices up
  /// to it given before; then `update` is never called. After an update it must be later.
  var nextUpdate: Double { get }

  /// Chooses an action for each moment, in order; appends as many to `actions` (which is empty).
  mutating func decide(_ moments: [DecisionMoment], into actions: inout [Int]) throws

  mutating func observe(_ notice: OutcomeNotice)

  /// Learns; called when the market's time reaches `nextUpdate`, up to the horizon.
  ///
  /// All notices up to that time have been given. Notices after the last update are given at the
  /// end of the run and followed by none.
  mutating func update(at time: Double) throws
}
