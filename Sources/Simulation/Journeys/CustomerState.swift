/// A customer on the journey, apart from the walker's slots, visit counts and basket.
struct CustomerState: Sendable {
  var number: UInt64 = 0
  var arrival = 0.0
  /// Hours since the start of the market.
  var now = 0.0
  /// When the present visit began.
  var entered = 0.0
  var segment = 0
  var channel = 0
  var stage = 0
  /// Whether the customer lives before the experiment, under the control.
  var isWarmingUp = false
  var product = 0
  /// The shipping option chosen or, before a choice, the first.
  var shipping = 0
  var basketItems: Int32 = 0
  var basketValue: Int64 = 0
  var voucher: Int64 = 0
  var ledger = Ledger()
  /// What the customer had done when the experiment began; nothing without a warm-up.
  var before = Ledger()
  var lastOrder = LastOrder()
}

/// How a journey stands after a step.
enum JourneyStatus: Sendable, Equatable {
  /// The customer is in a stage until `CustomerState.now`.
  case waiting
  case ended
  case censored
}
