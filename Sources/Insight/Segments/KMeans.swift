import GSL

/// Groups of rows around means: k-means with the careful starts of k-means++.
///
/// Lloyd (1982), doi:10.1109/TIT.1982.1056489; Arthur and Vassilvitskii (2007).
package struct KMeans: Sendable, Equatable {
  package private(set) var centres: [[Double]]
  /// Group of each row.
  package private(set) var labels: [Int]
  /// Sum of squared distances to the nearest centre.
  package private(set) var inertia: Double

  /// Groups rows, the best of some keyed starts; fewer groups where fewer rows differ.
  package init(_ rows: [[Double]], groups: Int, seed: UInt64, starts: Int = 8) {
    var best = KMeans(rows, from: Self.start(rows, groups: groups, seed: seed, number: 0))
    for number in 1..<max(starts, 1) {
      let next = KMeans(
        rows, from: Self.start(rows, groups: groups, seed: seed, number: UInt32(number)))
      if next.inertia < best.inertia { best = next }
    }
    self = best
  }

  /// Improves given centres until no row changes its group.
  package init(_ rows: [[Double]], from start: [[Double]], mostRounds: Int = 300) {
    centres = start
    labels = [Int](repeating: -1, count: rows.count)
    inertia = 0
    for _ in 0..<mostRounds {
      var moved = false
      inertia = 0
      for (index, row) in rows.enumerated() {
        let (nearest, distance) = Self.nearest(row, centres)
        inertia += distance
        if labels[index] != nearest {
          labels[index] = nearest
          moved = true
        }
      }
      guard moved else { break }
      var sums = centres.map { $0.map { _ in 0.0 } }
      var counts = [Double](repeating: 0, count: centres.count)
      for (row, label) in zip(rows, labels) {
        counts[label] += 1
        for (place, value) in row.enumerated() { sums[label][place] += value }
      }
      for group in centres.indices where counts[group] > 0 {
        centres[group] = sums[group].map { $0 / counts[group] }
      }
    }
  }

  /// Gives the centre nearest to a row, and its squared distance.
  package static func nearest(_ row: [Double], _ centres: [[Double]]) -> (Int, Double) {
    var best = (0, Double.infinity)
    for (group, centre) in centres.enumerated() {
      var distance = 0.0
      for place in row.indices {
        let difference = row[place] - centre[place]
        distance += difference * difference
      }
      if distance < best.1 { best = (group, distance) }
    }
    return best
  }

  /// Chooses rows as first centres, each with a chance in proportion to its squared distance from
  /// those chosen before.
  private static func start(
    _ rows: [[Double]], groups: Int, seed: UInt64, number: UInt32
  ) -> [[Double]] {
    guard !rows.isEmpty, groups > 0 else { return [] }
    var stream = RandomStream(
      key: RandomKey(seed: seed), customer: UInt64(groups), place: Place("insight", "k-means"),
      visit: number, purpose: .bootstrap)
    var centres = [rows[Int(stream.uniform(below: UInt64(rows.count)))]]
    var distances = rows.map { nearest($0, centres).1 }
    while centres.count < groups {
      let sum = distances.reduce(0, +)
      guard sum > 0 else { break }
      var left = stream.uniform() * sum
      var chosen = 0
      for (index, distance) in distances.enumerated() where distance > 0 {
        chosen = index
        left -= distance
        if left < 0 { break }
      }
      centres.append(rows[chosen])
      for (index, row) in rows.enumerated() {
        distances[index] = min(distances[index], nearest(row, [rows[chosen]]).1)
      }
    }
    return centres
  }
}
