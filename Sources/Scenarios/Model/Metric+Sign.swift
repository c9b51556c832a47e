extension Metric {
  /// Whether no customer can have a value below zero.
  package var isNonNegative: Bool {
    switch numerator.kind {
    case .flag, .count, .seconds: true
    case .money:
      switch numerator {
      case .tally(let tally), .within(let tally, _):
        [.revenue, .orderValue, .goodsValue].contains(tally)
      default: false
      }
    }
  }
}
