/// Ranks of values, tied ones sharing the mean of their ranks.
struct MidRanks {
  /// Rank of each value, from 1.
  var ranks: [Double]
  /// Σ (t³ - t) over groups of t tied values.
  var tieTerm: Double

  init(_ values: [Double]) {
    let order = values.indices.sorted { values[$0] < values[$1] }
    ranks = Array(repeating: 0, count: values.count)
    tieTerm = 0
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      let shared = Double(start + end + 1) / 2
      for place in start..<end { ranks[order[place]] = shared }
      let ties = Double(end - start)
      tieTerm += ties * ties * ties - ties
      start = end
    }
  }
}
