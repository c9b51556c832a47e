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
    rows: [LogisticRows], priorMean: [Double], priorFactor: [Double], start: [Double],
    maximumSteps: Int = 8
  ) {
    let size = priorMean.count
    statistics = LinearStatistics(dimension: size)
    mode = start
    guard rows.contains(where: { $0.count > 0 }) else {
      mode = priorMean
      return
    }
    var belief = GaussianBelief(dimension: size)
    for _ in 0..<maximumSteps {
      expand(rows)
      guard
        belief.condition(
          priorMean: priorMean, priorFactor: priorFactor, on: statistics, noisePrecision: 1)
      else { return }
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
    for rows in groups {
      for row in 0..<rows.count {
        let start = row * size
        var score = 0.0
        for index in 0..<size { score += rows.features[start + index] * mode[index] }
        let chance = 1 / (1 + exp(-min(max(score, -30), 30)))
        let weight = rows.weights[row]
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
    statistics.count = Double(groups.reduce(0) { $0 + $1.count })
  }
}
