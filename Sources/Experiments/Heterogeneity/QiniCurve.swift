package import Support

/// What treating the units with the greatest predicted effect first brings (Radcliffe 2007).
package struct QiniCurve: Sendable, Equatable, Codable {
  /// The gain from treating a share of units.
  package struct Point: Sendable, Equatable, Codable {
    /// Share of units treated, 0 to 1.
    package var share: Double
    /// Gain per unit of the whole population.
    package var gain: Double
  }

  /// The curve from (0, 0) to the gain of treating all; equal predictions are one point.
  package let points: [Point]
  /// Area between the curve and the straight line to its end: the Qini coefficient.
  package let coefficient: Double

  /// Draws the curve from an experiment: both arms' sums among the chosen units, scaled to all.
  ///
  /// gain(φ) = (Y1(φ) - Y0(φ) n1(φ)/n0(φ))/n1, so that the end is the difference of the means.
  /// Predictions are best made without a unit's own outcome.
  /// - Throws: `ArgumentError` when lengths differ or an arm has no units.
  package init(
    predictions: [Double], outcome: [Double], isTreated: [Bool]
  ) throws(ArgumentError) {
    try Self.check(predictions.count, outcome.count, name: "outcome")
    try Self.check(predictions.count, isTreated.count, name: "isTreated")
    let treatedCount = Double(isTreated.count { $0 })
    guard treatedCount > 0, Int(treatedCount) < isTreated.count else {
      throw ArgumentError("isTreated", found: "one arm only", allowed: "units of both arms")
    }
    var (n1, n0, y1, y0) = (0.0, 0.0, 0.0, 0.0)
    self.init(predictions: predictions) { unit in
      if isTreated[unit] {
        n1 += 1
        y1 += outcome[unit]
      } else {
        n0 += 1
        y0 += outcome[unit]
      }
      return (y1 - (n0 > 0 ? y0 * n1 / n0 : 0)) / treatedCount
    }
  }

  /// Draws the curve from the units' true effects, as only a simulation knows them.
  /// - Throws: `ArgumentError` when lengths differ or there are no units.
  package init(predictions: [Double], trueEffects: [Double]) throws(ArgumentError) {
    try Self.check(predictions.count, trueEffects.count, name: "trueEffects")
    guard !predictions.isEmpty else {
      throw ArgumentError("predictions", found: "none", allowed: "at least one unit")
    }
    var sum = 0.0
    self.init(predictions: predictions) { unit in
      sum += trueEffects[unit]
      return sum / Double(predictions.count)
    }
  }

  private init(predictions: [Double], gain: (Int) -> Double) {
    let order = predictions.indices.sorted {
      (predictions[$1], $0) < (predictions[$0], $1)
    }
    var points = [Point(share: 0, gain: 0)]
    for (place, unit) in order.enumerated() {
      let gained = gain(unit)
      let isLastOfEqual =
        place + 1 == order.count || predictions[order[place + 1]] != predictions[unit]
      if isLastOfEqual {
        points.append(Point(share: Double(place + 1) / Double(order.count), gain: gained))
      }
    }
    var area = 0.0
    for (left, right) in zip(points, points.dropFirst()) {
      area += (right.share - left.share) * (left.gain + right.gain) / 2
    }
    self.points = points
    coefficient = area - (points.last?.gain ?? 0) / 2
  }

  private static func check(_ expected: Int, _ found: Int, name: String) throws(ArgumentError) {
    guard found == expected else {
      throw ArgumentError(
        name, found: "\(found) values",
        allowed: "as many as the predictions' \(expected)")
    }
  }
}

/// How well predicted effects match the units' true effects.
package struct EffectScore: Sendable, Equatable, Codable {
  /// Root of the mean squared error (PEHE, Hill 2011).
  package var rootMeanSquaredError: Double
  /// Correlation of the ranks; nil when predictions or effects are all equal.
  package var rankCorrelation: Double?
  /// Qini coefficient over that of the true effects themselves; nil when they are all equal.
  package var shareOfBestGain: Double?

  /// Scores predictions.
  /// - Throws: `ArgumentError` when lengths differ or there are no units.
  package init(predictions: [Double], trueEffects: [Double]) throws(ArgumentError) {
    let curve = try QiniCurve(predictions: predictions, trueEffects: trueEffects)
    let best = try QiniCurve(predictions: trueEffects, trueEffects: trueEffects)
    let squares = zip(predictions, trueEffects).map { ($0 - $1) * ($0 - $1) }
    rootMeanSquaredError =
      (CompensatedSum(squares).value / Double(predictions.count)).squareRoot()
    let ranks = try JointMoments(
      numerator: MidRanks(predictions).ranks, denominator: MidRanks(trueEffects).ranks)
    let spread = (ranks.numerator.variance * ranks.denominator.variance).squareRoot()
    rankCorrelation = spread > 0 ? ranks.covariance / spread : nil
    shareOfBestGain = best.coefficient > 0 ? curve.coefficient / best.coefficient : nil
  }
}
