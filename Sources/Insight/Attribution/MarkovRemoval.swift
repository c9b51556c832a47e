/// Attribution by removal from a Markov chain: how many orders fewer there would be if everyone
/// whose way leads to a channel were lost there.
///
/// Anderl, Becker, von Wangenheim and Schumann: Mapping the customer journey (2016),
/// doi:10.1016/j.ijresmar.2016.03.001. A state is the last touches, as many as the order says.
package struct MarkovRemoval: Sendable {
  private struct State {
    /// Channel by which the state is entered; -1 for the start.
    var channel: Int32
    /// Chances of the next state, and of an order from here.
    var next: [(state: Int, chance: Double)] = []
    var order = 0.0
  }

  private let states: [State]
  /// Chance that a path ends in an order.
  package let base: Double

  /// Builds the chain of an order from 1 on.
  package init(_ paths: [PathCount], order: Int) {
    var numbers: [[Int32]: Int] = [[]: 0]
    var keys: [[Int32]] = [[]]
    var steps: [[Int: Double]] = [[:]]
    var ends: [(orders: Double, all: Double)] = [(0, 0)]
    func number(_ key: [Int32]) -> Int {
      if let known = numbers[key] { return known }
      numbers[key] = keys.count
      keys.append(key)
      steps.append([:])
      ends.append((0, 0))
      return keys.count - 1
    }
    for path in paths {
      var state = 0
      for (place, _) in path.channels.enumerated() {
        let next = number(Array(path.channels[max(0, place + 1 - order)...place]))
        steps[state][next, default: 0] += path.count
        state = next
      }
      ends[state].orders += path.orders
      ends[state].all += path.count
    }
    states = keys.indices.map { index in
      let total = steps[index].values.reduce(0, +) + ends[index].all
      return State(
        channel: keys[index].last ?? -1,
        next: steps[index].sorted { $0.key < $1.key }.map { ($0.key, $0.value / total) },
        order: total > 0 ? ends[index].orders / total : 0)
    }
    base = Self.chance(states, without: nil)
  }

  /// Gives each of so many channels its part of some orders, in proportion to what its removal
  /// costs.
  package func credit(channels: Int, orders: Double) -> [Double] {
    let effects = (0..<channels).map { channel in
      base > 0 ? 1 - Self.chance(states, without: Int32(channel)) / base : 0
    }
    let sum = effects.reduce(0, +)
    return effects.map { sum > 0 ? $0 / sum * orders : 0 }
  }

  /// Chance of an order from the start, by substitution until nothing moves (Gauss and Seidel).
  private static func chance(_ states: [State], without removed: Int32?) -> Double {
    var chances = [Double](repeating: 0, count: states.count)
    for _ in 0..<100_000 {
      var change = 0.0
      for index in states.indices.reversed() where states[index].channel != removed {
        var value = states[index].order
        for step in states[index].next { value += step.chance * chances[step.state] }
        change = max(change, abs(value - chances[index]))
        chances[index] = value
      }
      if change < 1e-14 { break }
    }
    return chances[0]
  }
}
