import Foundation

/// How good foretold chances are, judged by what came.
package struct Judgement: Sendable, Codable, Equatable {
  /// Chances of about the same size counted together.
  package struct Bin: Sendable, Codable, Equatable {
    package var count: Int
    package var foretold: Double
    package var came: Double
  }

  /// Chance that a moment with the outcome was given more than one without; nil without both.
  package let auc: Double?
  /// Mean squared difference of chance and outcome (Brier 1950).
  package let brier: Double
  package let logLoss: Double
  /// Tenths of the moments by rising chance.
  package let bins: [Bin]
  /// Mean distance of what was foretold and what came, over the tenths.
  package let calibrationError: Double
  package let share: Double

  package init(chances: [Double], outcomes: [Bool]) {
    let count = Double(max(1, chances.count))
    share = Double(outcomes.count { $0 }) / count
    let order = chances.indices.sorted {
      chances[$0] == chances[$1] ? $0 < $1 : chances[$0] < chances[$1]
    }
    auc = Self.auc(order, chances, outcomes)
    brier =
      zip(chances, outcomes).reduce(0) { sum, pair in
        let error = pair.0 - (pair.1 ? 1 : 0)
        return sum + error * error
      } / count
    logLoss =
      -zip(chances, outcomes).reduce(0) { sum, pair in
        sum + log(max(pair.1 ? pair.0 : 1 - pair.0, .leastNormalMagnitude))
      } / count
    // As even as can be, the first ones one longer.
    let size = order.count / 10
    let longer = order.count % 10
    var start = 0
    var bins: [Bin] = []
    for tenth in 0..<10 {
      let end = start + size + (tenth < longer ? 1 : 0)
      let places = order[start..<end]
      start = end
      guard !places.isEmpty else { continue }
      let number = Double(places.count)
      bins.append(
        Bin(
          count: places.count, foretold: places.reduce(0) { $0 + chances[$1] } / number,
          came: Double(places.count { outcomes[$0] }) / number))
    }
    self.bins = bins
    calibrationError = bins.reduce(0) {
      $0 + Double($1.count) / count * abs($1.foretold - $1.came)
    }
  }

  /// By ranks, ties shared (Mann and Whitney).
  private static func auc(_ order: [Int], _ chances: [Double], _ outcomes: [Bool]) -> Double? {
    let yes = Double(outcomes.count { $0 })
    let no = Double(outcomes.count) - yes
    guard yes > 0, no > 0 else { return nil }
    var sum = 0.0
    var start = 0
    while start < order.count {
      var end = start
      while end + 1 < order.count, chances[order[end + 1]] == chances[order[start]] { end += 1 }
      let rank = Double(start + end) / 2 + 1
      for place in start...end where outcomes[order[place]] { sum += rank }
      start = end + 1
    }
    return (sum - yes * (yes + 1) / 2) / (yes * no)
  }
}
