import Foundation

/// A rule that divides an order among the touches before it.
package enum TouchRule: String, Sendable, CaseIterable, Codable {
  case first, last, linear
  /// Half the weight for each seven days that a touch lies before the order.
  case decay
  /// Two fifths to the first and the last touch each, the rest to those between.
  case ends

  package var name: String {
    switch self {
    case .first: "first touch"
    case .last: "last touch"
    case .linear: "linear"
    case .decay: "decay"
    case .ends: "40/20/40"
    }
  }

  private static let halfLife = 7 * 86_400.0

  /// Gives each touch its part of the order; the parts sum to 1.
  package func weights(_ path: TouchPath) -> [Double] {
    let count = path.channels.count
    guard count > 0 else { return [] }
    var weights = [Double](repeating: 0, count: count)
    switch self {
    case .first: weights[0] = 1
    case .last: weights[count - 1] = 1
    case .linear: weights = weights.map { _ in 1 / Double(count) }
    case .decay:
      // Counted back from the last touch, so that no weight underflows.
      let raw = path.times.map { exp2(($0 - path.times[count - 1]) / Self.halfLife) }
      let sum = raw.reduce(0, +)
      weights = raw.map { $0 / sum }
    case .ends:
      guard count > 2 else { return weights.map { _ in 1 / Double(count) } }
      weights = weights.map { _ in 0.2 / Double(count - 2) }
      weights[0] = 0.4
      weights[count - 1] = 0.4
    }
    return weights
  }

  /// Orders, and their money, that each of so many channels is credited with.
  package func credit(
    _ paths: [TouchPath], channels: Int
  ) -> (orders: [Double], money: [Double]) {
    var orders = [Double](repeating: 0, count: channels)
    var money = orders
    for path in paths where path.orderTime != nil {
      for (channel, weight) in zip(path.channels, weights(path)) {
        orders[Int(channel)] += weight
        money[Int(channel)] += weight * path.money
      }
    }
    return (orders, money)
  }
}
