import Foundation
import GSL

/// Which rows depend on each other.
package struct ClusterSums: Sendable {
  /// Number of independent groups.
  package let count: Int
  /// The group of each row; nil where each is its own.
  private let groups: [Int]?

  init(_ rows: [OffPolicyRow]) { self.init(clusters: rows.map(\.cluster)) }

  /// Takes the cluster of each row; nil for a row by itself.
  package init(clusters: [Int?]) {
    guard clusters.contains(where: { $0 != nil }) else {
      count = clusters.count
      groups = nil
      return
    }
    var numbers: [Int: Int] = [:]
    var groups: [Int] = []
    var own = 0
    for cluster in clusters {
      guard let cluster else {
        own -= 1
        numbers[own] = numbers.count
        groups.append(numbers.count - 1)
        continue
      }
      let number = numbers[cluster] ?? numbers.count
      numbers[cluster] = number
      groups.append(number)
    }
    count = numbers.count
    self.groups = count == clusters.count ? nil : groups
  }

  /// Standard error of a mean; 0 where the rows differ by rounding only, nil with one group.
  func error(_ influence: OffPolicyInfluence) -> Double? {
    error(of: influence.rows, scale: influence.scale)
  }

  /// The same from how far each row moves the mean, beside the size of what was summed.
  package func error(of influences: [Double], scale: Double) -> Double? {
    guard count > 1 else { return nil }
    let size = Double(influences.count)
    var sums = influences
    if let groups {
      sums = Array(repeating: 0, count: count)
      for (group, value) in zip(groups, influences) { sums[group] += value }
    }
    let squares = sums.reduce(0) { $0 + $1 * $1 }
    let error = (squares * Double(count) / Double(count - 1)).squareRoot() / size
    return error <= 1e-12 * scale ? 0 : error
  }

  package func quantile(alpha: Double) -> Double {
    groups == nil || count < 2
      ? StandardNormal.upperQuantile(alpha / 2)
      : StudentT.upperQuantile(alpha / 2, degreesOfFreedom: Double(count - 1))
  }
}
