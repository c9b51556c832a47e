/// The Shapley value: what each player adds to a team, on average over all orders of joining.
package enum Shapley {
  /// Most players; the worth of every team is asked for.
  package static let mostPlayers = 12

  /// Gives each player's value from the worth of every team, numbered by its members' bits.
  ///
  /// Shapley (1953); exact, in 2ⁿ n steps.
  package static func values(players: Int, worth: [Double]) -> [Double] {
    let weights = (0..<max(players, 1)).map { size in
      // |S|! (n − |S| − 1)! / n! is 1 / (n · C(n − 1, |S|)).
      var choices = 1.0
      for step in 0..<size { choices *= Double(players - 1 - step) / Double(step + 1) }
      return 1 / (Double(players) * choices)
    }
    return (0..<players).map { player in
      var sum = 0.0
      for team in 0..<(1 << players) where team & (1 << player) == 0 {
        sum += weights[team.nonzeroBitCount] * (worth[team | 1 << player] - worth[team])
      }
      return sum
    }
  }

  /// Gives each channel its part of the orders, where the worth of a team of channels is the orders
  /// whose paths touch none but them.
  package static func credit(_ paths: [PathCount], channels: Int) -> [Double] {
    var worth = [Double](repeating: 0, count: 1 << channels)
    for path in paths {
      worth[path.channels.reduce(0) { $0 | 1 << Int($1) }] += path.orders
    }
    // From orders of exactly these channels to those of any part of them.
    for channel in 0..<channels {
      for team in worth.indices where team & (1 << channel) != 0 {
        worth[team] += worth[team ^ (1 << channel)]
      }
    }
    return values(players: channels, worth: worth)
  }
}
