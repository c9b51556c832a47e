extension Metric {
  /// Whether no customer can have a value below zero.
  package var isNonNegative: Bool {
    switch numerator.kind {
    case .flag, .count, .seconds: true
    case .money: [.tally(.revenue), .tally(.orderValue), .tally(.goodsValue)].contains(numerator)
    }
  }
}
