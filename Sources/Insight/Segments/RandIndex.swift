/// How far two ways to group the same things agree.
package enum RandIndex {
  /// Gives the adjusted Rand index: 1 for the same groups, about 0 for groups by chance.
  ///
  /// Hubert and Arabie (1985), doi:10.1007/BF01908075. 1 where both put all into one group.
  package static func adjusted(_ first: [Int], _ second: [Int]) -> Double {
    struct Pair: Hashable { var one, two: Int }
    var cells: [Pair: Double] = [:]
    var rows: [Int: Double] = [:]
    var columns: [Int: Double] = [:]
    for (one, two) in zip(first, second) {
      cells[Pair(one: one, two: two), default: 0] += 1
      rows[one, default: 0] += 1
      columns[two, default: 0] += 1
    }
    func pairs(_ counts: some Sequence<Double>) -> Double {
      counts.reduce(0) { $0 + $1 * ($1 - 1) / 2 }
    }
    let count = Double(min(first.count, second.count))
    let all = count * (count - 1) / 2
    guard all > 0 else { return 1 }
    let (together, one, two) = (pairs(cells.values), pairs(rows.values), pairs(columns.values))
    let chance = one * two / all
    let most = (one + two) / 2
    return most == chance ? 1 : (together - chance) / (most - chance)
  }
}
