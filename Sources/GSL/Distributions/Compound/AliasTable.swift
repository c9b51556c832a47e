/// A table from which an index is drawn in constant time, with given weights.
///
/// Vose: A linear algorithm for generating random numbers with a given distribution (1991),
/// doi:10.1109/32.92917.
struct AliasTable: Sendable, Hashable {
  private let thresholds: [Double]
  private let aliases: [Int]

  /// Makes a table from weights that are not negative and do not all vanish.
  init(weights: [Double]) {
    let count = weights.count
    let sum = weights.reduce(0, +)
    var scaled = weights.map { $0 / sum * Double(count) }
    var thresholds = [Double](repeating: 1, count: count)
    var aliases = Array(0..<count)
    var small = scaled.indices.filter { scaled[$0] < 1 }
    var large = scaled.indices.filter { scaled[$0] >= 1 }
    while let less = small.popLast() {
      guard let more = large.popLast() else { break }
      thresholds[less] = scaled[less]
      aliases[less] = more
      scaled[more] -= 1 - scaled[less]
      if scaled[more] < 1 { small.append(more) } else { large.append(more) }
    }
    // What rounding left over is whole, unless its weight is 0.
    let heaviest = weights.indices.max { weights[$0] < weights[$1] } ?? 0
    for index in weights.indices where weights[index] == 0 && thresholds[index] == 1 {
      thresholds[index] = 0
      aliases[index] = heaviest
    }
    self.thresholds = thresholds
    self.aliases = aliases
  }

  /// Draws an index; uses two words, unless there is only one index.
  func sample(using stream: inout RandomStream) -> Int {
    guard thresholds.count > 1 else { return 0 }
    let index = Int(stream.uniform(below: UInt64(thresholds.count)))
    return stream.uniform() < thresholds[index] ? index : aliases[index]
  }
}
