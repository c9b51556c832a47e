import Foundation
import GSL

/// A normal stand-in for a logistic likelihood, around the mode under a normal prior.
///
/// Newton steps on the weights m: p = σ(Xm), w = ω p (1 − p), G = Xᵀ diag(w) X,
/// B = G m + Xᵀ(ω (y − p)), m ← (P + G)⁻¹ (P m₀ + B). Steps are cut to ±2 per weight, and nothing
/// is divided by w, so that sure predictions do no harm.
struct LaplaceSite {
  /// G and B, with unit noise, ready to enter a linear model.
  var statistics: LinearStatistics
  var mode: [Double]

  init(
    rows: [LogisticRows], prior: GaussianBelief, start: [Double], maximumSteps: Int = 8
  ) {
    let size = prior.dimension
    statistics = LinearStatistics(dimension: size)
    mode = start
    guard rows.contains(where: { $0.count > 0 }) else {
      mode = prior.mean
      return
    }
    var belief = GaussianBelief(dimension: size)
    for _ in 0..<maximumSteps {
      expand(rows)
      guard belief.condition(on: statistics, prior: prior, noisePrecision: 1) != nil else { return }
      var largest = 0.0
      for index in 0..<size {
        let step = min(max(belief.mean[index] - mode[index], -2), 2)
        mode[index] += step
        largest = max(largest, abs(step))
      }
      if largest < 1e-8 { break }
    }
  }

  private mutating func expand(_ groups: [LogisticRows]) {
    let size = mode.count
    var gram = [Double](repeating: 0, count: size * size)
    var moment = [Double](repeating: 0, count: size)
    var logLikelihood = 0.0
    for rows in groups {
      for row in 0..<rows.count {
        let start = row * size
        var score = 0.0
        for index in 0..<size { score += rows.features[start + index] * mode[index] }
        score = min(max(score, -30), 30)
        let chance = 1 / (1 + exp(-score))
        let weight = rows.weights[row]
        logLikelihood += weight * (rows.outcomes[row] * score + log(1 - chance))
        let curvature = weight * chance * (1 - chance)
        let pull = weight * (rows.outcomes[row] - chance)
        for i in 0..<size {
          let value = rows.features[start + i]
          moment[i] += value * pull
          let scaled = curvature * value
          for j in 0...i { gram[i * size + j] += scaled * rows.features[start + j] }
        }
      }
    }
    for i in 0..<size {
      for j in 0..<i { gram[j * size + i] = gram[i * size + j] }
    }
    for i in 0..<size {
      for j in 0..<size { moment[i] += gram[i * size + j] * mode[j] }
    }
    statistics.gram = gram
    statistics.moment = moment
    // So that the normal density with unit noise is the likelihood at the mode, and evidence can be
    // compared between structures whose modes differ.
    let pull = DenseKernel.dot(moment, from: 0, mode, from: 0, count: size)
    let bend = DenseKernel.quadraticForm(gram, size: size, mode)
    statistics.square = 2 * pull - bend - 2 * logLikelihood
    statistics.count = Double(groups.reduce(0) { $0 + $1.count })
  }
}
