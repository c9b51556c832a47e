import Foundation
import GSL

/// Posterior weights of models from their log evidence.
enum MixtureWeights {
  /// Replaces log weights by weights that sum to 1.
  static func normalise(_ logWeights: inout [Double]) {
    let greatest = logWeights.max() ?? 0
    var sum = 0.0
    for index in logWeights.indices {
      let weight = logWeights[index].isNaN ? 0 : exp(logWeights[index] - greatest)
      logWeights[index] = weight
      sum += weight
    }
    for index in logWeights.indices { logWeights[index] /= sum }
  }

  /// Draws an index by weights that sum to 1.
  static func draw(_ weights: [Double], using stream: inout RandomStream) -> Int {
    var rest = stream.uniform()
    for index in weights.indices.dropLast() {
      rest -= weights[index]
      if rest < 0 { return index }
    }
    return weights.count - 1
  }
}
