import Foundation

/// An estimate, and how far each row moves it.
struct OffPolicyInfluence {
  let value: Double
  /// The rows' influences; their sum is 0 but for rounding.
  let rows: [Double]
  /// Size of what was summed, beside which rounding is judged.
  let scale: Double

  init(value: Double, rows: [Double], scale: Double) {
    self.value = value
    self.rows = rows
    self.scale = scale
  }

  /// Computes an estimate; nil where the rows do not tell it, such as without any weight.
  init?(_ estimator: OffPolicyEstimator, _ rows: [OffPolicyRow]) {
    let size = Double(rows.count)
    let meanWeight = rows.reduce(0) { $0 + $1.weight } / size
    // Without any weight nothing is known of the policy, and 0 ± 0 would be a lie.
    guard estimator == .directMethod || meanWeight > 0 else { return nil }
    func mean(_ part: (OffPolicyRow) -> Double) -> Double {
      rows.reduce(0) { $0 + part($1) } / size
    }
    let value: Double
    switch estimator {
    case .selfNormalized:
      value = mean { $0.weight * $0.reward } / meanWeight
      let centre = value
      self.rows = rows.map { $0.weight * ($0.reward - centre) / meanWeight }
    case .selfNormalizedDoublyRobust:
      let direct = mean(\.direct)
      let shift = mean { $0.weight * ($0.reward - $0.predicted) } / meanWeight
      value = direct + shift
      self.rows = rows.map {
        $0.direct - direct + $0.weight * ($0.reward - $0.predicted - shift) / meanWeight
      }
    case .adaptiveDoublyRobust:
      let weights = Self.stabilising(rows)
      let total = weights.reduce(0, +) / size
      let parts = rows.map { estimator.contribution(of: $0, meanWeight: meanWeight) }
      value = zip(weights, parts).reduce(0) { $0 + $1.0 * $1.1 } / size / total
      let centre = value
      self.rows = zip(weights, parts).map { $0 * ($1 - centre) / total }
    default:
      let parts = rows.map { estimator.contribution(of: $0, meanWeight: meanWeight) }
      value = parts.reduce(0, +) / size
      let centre = value
      self.rows = parts.map { $0 - centre }
    }
    guard value.isFinite else { return nil }
    self.value = value
    scale = max(abs(value), mean { abs($0.reward) })
  }

  /// A weight for each row: one over the expected deviation of its version's rows.
  private static func stabilising(_ rows: [OffPolicyRow]) -> [Double] {
    var sums: [Int: (sum: Double, count: Double)] = [:]
    for row in rows {
      let known = sums[row.version] ?? (0, 0)
      sums[row.version] = (known.sum + row.spread, known.count + 1)
    }
    let weights = sums.mapValues { $0.sum > 0 ? ($0.count / $0.sum).squareRoot() : 0 }
    return rows.map { weights[$0.version] ?? 0 }
  }
}
