/// The stage graph that customers move through.
package struct Journey: Sendable, Equatable, Codable {
  /// Index of the first stage.
  package var start: Int
  package var stages: [Stage]
}

/// A stage of the journey.
///
/// A visit is: the choices and effects on entry, a dwell time, then a choice among the edges.
package struct Stage: Sendable, Equatable, Codable {
  package var name: String
  /// Whether a journey ends here.
  package var isEnd: Bool
  /// What web analytics call a visit to this stage; the stage's name where none is given.
  package var touchpoint: String
  /// What the customer chooses on entry, in order, before the effects.
  package var choices: [StageChoice]
  /// What happens on entry, in order.
  package var effects: [Effect]
  /// What a `refund` on entry gives back.
  package var refund = RefundPart.order
  /// How many `add item` puts into the basket, rounded and at least 1; nil for one.
  package var quantity: Formula?
  /// A voucher given on entry, deducted from the next order.
  package var voucher: Money?
  /// What a visit costs the shop, such as a message that is sent; nil is nothing.
  package var cost: Money?
  /// Changes of state on entry, after the effects.
  package var moves: [StateMove]
  /// Time spent before the choice among the edges.
  package var dwell: Dwell
  /// Ways onward; empty only at an end.
  package var edges: [Edge]

  /// All formulas of the stage.
  package var formulas: [Formula] {
    choices.map(\.utility) + moves.map(\.change) + edges.map(\.utility)
      + [dwell.scale, quantity].compactMap(\.self)
  }
}

/// Something a customer chooses on entering a stage, by multinomial logit.
package struct StageChoice: Sendable, Equatable, Codable {
  /// What is chosen.
  package enum Subject: String, Sendable, Equatable, CaseIterable, Codable {
    /// The product looked at; its log popularity is part of the utility.
    case product
    case shipping
  }

  package var subject: Subject
  /// Utility of one alternative, evaluated on its attributes.
  package var utility: Formula
}

/// Something that happens on entering a stage.
package enum Effect: String, Sendable, Equatable, CaseIterable, Codable {
  /// One of the product looked at goes into the basket.
  case addItem = "add item"
  /// The item last added goes out of the basket.
  case removeItem = "remove item"
  case emptyBasket = "empty basket"
  /// The basket is ordered, paid for, taken from stock, and sent by the chosen shipping option.
  case order
  /// The last order, or a part of it, is sent back and refunded, once for each order.
  case refund
}

/// How much of the last order is given back.
package enum RefundPart: String, Sendable, Equatable, CaseIterable, Codable {
  /// All of it, the shipping fee included.
  case order
  /// Half of what was paid for the goods, which come back half.
  case half
  /// What was paid for the item added last, its share of a voucher taken off.
  case lastItem = "last item"
}

/// A change of a state variable on entering a stage.
package struct StateMove: Sendable, Equatable, Codable {
  package var state: String
  /// The amount added (identity link), before the variable's limits.
  package var change: Formula
}

/// The time spent in a stage.
package enum Dwell: Sendable, Equatable, Codable {
  case none
  /// A random time in hours, times exp(scale) where a scale formula is given.
  case time(DistributionSpec, scale: Formula?)
  /// The actual delivery time of the last order.
  case deliveryTime

  package var scale: Formula? {
    if case .time(_, let scale) = self { scale } else { nil }
  }
}

/// A way from one stage to another.
package struct Edge: Sendable, Equatable, Codable {
  /// Index of the target stage.
  package var target: Int
  /// Utility in the multinomial logit over the stage's edges.
  package var utility: Formula
}
