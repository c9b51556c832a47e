import Foundation
import GSL

/// Groups of rows as normal laws with full covariances, fitted by expectation and maximisation.
///
/// Dempster, Laird and Rubin (1977), doi:10.1111/j.2517-6161.1977.tb01600.x.
package struct GaussianMixture: Sendable {
  private struct Part {
    var weight: Double
    var mean: [Double]
    var factor: CholeskyFactor
    var constant: Double
  }

  private var parts: [Part]
  /// Mean logarithm of the density of a row.
  package private(set) var meanLogLikelihood: Double
  private let count: Int

  package var weights: [Double] { parts.map(\.weight) }
  package var means: [[Double]] { parts.map(\.mean) }
  package var groups: Int { parts.count }

  /// Fits as many groups as the first labels have; `floor` is added to every variance, so that no
  /// group shrinks to a point.
  /// - Throws: `LinearAlgebraError` when a covariance is not positive definite.
  package init(
    _ rows: [[Double]], labels: [Int], groups: Int, floor: Double = 1e-6,
    tolerance: Double = 1e-6, mostRounds: Int = 300
  ) throws {
    count = rows.count
    var shares = rows.indices.map { row in
      (0..<groups).map { $0 == labels[row] ? 1.0 : 0.0 }
    }
    parts = []
    meanLogLikelihood = -.infinity
    for _ in 0..<mostRounds {
      parts = try Self.maximised(rows, shares: shares, groups: groups, floor: floor)
      var sum = 0.0
      for (index, row) in rows.enumerated() {
        let (share, density) = responsibilities(row)
        shares[index] = share
        sum += density
      }
      let mean = sum / Double(max(1, rows.count))
      let gain = mean - meanLogLikelihood
      meanLogLikelihood = mean
      if abs(gain) < tolerance { break }
    }
  }

  /// Bayesian information criterion (Schwarz 1978); less is better.
  package var bic: Double {
    let dimensions = Double(parts.first?.mean.count ?? 0)
    let free =
      Double(parts.count) * (dimensions + dimensions * (dimensions + 1) / 2 + 1) - 1
    return -2 * meanLogLikelihood * Double(count) + free * log(Double(max(1, count)))
  }

  /// Gives the chance of each group for a row, and the logarithm of the row's density.
  package func responsibilities(_ row: [Double]) -> (shares: [Double], logDensity: Double) {
    let logs = parts.map { part in
      var squares = 0.0
      var y = [Double](repeating: 0, count: row.count)
      for place in row.indices {
        var value = row[place] - part.mean[place]
        for earlier in 0..<place { value -= part.factor.lower[place, earlier] * y[earlier] }
        y[place] = value / part.factor.lower[place, place]
        squares += y[place] * y[place]
      }
      return part.constant - squares / 2
    }
    let top = logs.max() ?? 0
    let sum = logs.reduce(0) { $0 + exp($1 - top) }
    return (logs.map { exp($0 - top) / sum }, top + log(sum))
  }

  /// Gives the likeliest group of a row.
  package func group(of row: [Double]) -> Int {
    let shares = responsibilities(row).shares
    return shares.indices.max { shares[$0] < shares[$1] } ?? 0
  }

  private static func maximised(
    _ rows: [[Double]], shares: [[Double]], groups: Int, floor: Double
  ) throws -> [Part] {
    let size = rows.first?.count ?? 0
    return try (0..<groups).map { group in
      var total = 10 * Double.ulpOfOne
      var mean = [Double](repeating: 0, count: size)
      for (row, share) in zip(rows, shares) {
        total += share[group]
        for place in 0..<size { mean[place] += share[group] * row[place] }
      }
      mean = mean.map { $0 / total }
      var covariance = Matrix(rows: size, columns: size)
      for (row, share) in zip(rows, shares) where share[group] > 0 {
        for one in 0..<size {
          let first = share[group] * (row[one] - mean[one])
          for two in 0...one { covariance[one, two] += first * (row[two] - mean[two]) }
        }
      }
      for one in 0..<size {
        for two in 0...one {
          covariance[one, two] = covariance[one, two] / total + (one == two ? floor : 0)
          covariance[two, one] = covariance[one, two]
        }
      }
      let factor = try CholeskyFactor(covariance)
      let weight = total / Double(max(1, rows.count))
      let half = (0..<size).reduce(0) { $0 + log(factor.lower[$1, $1]) }
      return Part(
        weight: weight, mean: mean, factor: factor,
        constant: log(weight) - half - Double(size) / 2 * log(2 * .pi))
    }
  }
}
