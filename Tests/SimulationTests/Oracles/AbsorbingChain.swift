import Foundation
import GSL

/// Exact figures of an absorbing semi-Markov chain, by linear solve.
///
/// With Q the steps among transient states and N = (I − Q)⁻¹ the fundamental matrix, expected
/// visits from a start are a row of N, absorption probabilities N·R, and the mean time to
/// absorption N·m for mean dwell times m (Kemeny & Snell, Finite Markov Chains, 1960, ch. 3).
struct AbsorbingChain {
  /// Transition probabilities among transient states.
  let steps: [[Double]]
  /// Probabilities of stepping from each transient state into each end.
  let exits: [[Double]]
  /// Mean dwell time of each transient state.
  let dwell: [Double]

  /// Expected visits to each transient state from the first.
  func expectedVisits() throws -> [Double] {
    // A row of N solves Nᵀ: (I − Q)ᵀ x = e₀.
    let size = steps.count
    var matrix = Matrix.identity(size)
    for row in 0..<size {
      for column in 0..<size { matrix[column, row] -= steps[row][column] }
    }
    var unit = [Double](repeating: 0, count: size)
    unit[0] = 1
    return try LinearSystem.solve(matrix, unit)
  }

  /// Probability of ending in each end, from the first state.
  func absorption() throws -> [Double] {
    let visits = try expectedVisits()
    return exits[0].indices.map { end in
      visits.indices.reduce(0) { $0 + visits[$1] * exits[$1][end] }
    }
  }

  /// Mean time to absorption from the first state.
  func meanTime() throws -> Double {
    zip(try expectedVisits(), dwell).reduce(0) { $0 + $1.0 * $1.1 }
  }
}

/// Shares of a multinomial logit.
func logitShares(_ utilities: [Double]) -> [Double] {
  let weights = utilities.map { exp($0) }
  let total = weights.reduce(0, +)
  return weights.map { $0 / total }
}
