extension Metric {
  /// Whether no customer can have a value below zero.
  package var isNonNegative: Bool {
    switch numerator.kind {
    case .flag, .count, .seconds: true
    case .money: numerator == .tally(.revenue)
    }
  }
}
