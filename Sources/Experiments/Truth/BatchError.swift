import GSL
package import Support

/// The Monte-Carlo error of a mean, by the spread of the means of batches.
package struct BatchError: Sendable, Equatable, Codable {
  package var standardError: Double
  /// Degrees of freedom of the standard error.
  ///
  /// One less than the batches, or fewer where some batches stand far out: the variance of a
  /// variance is σ⁴ (κ - 1)/B, which is that of a χ² with 2B/(κ - 1) degrees of freedom.
  package var freedom: Double
  package var batches: Int

  init(standardError: Double, freedom: Double, batches: Int) {
    self.standardError = standardError
    self.freedom = freedom
    self.batches = batches
  }

  /// Measures the error of the mean of batches; nil with fewer than two.
  init?(_ values: [Double]) {
    guard values.count > 1 else { return nil }
    batches = values.count
    let count = Double(values.count)
    let moments = Moments(of: values)
    standardError = (moments.variance / count).squareRoot()
    let (squares, fourths) = values.reduce((0.0, 0.0)) { sums, value in
      let square = (value - moments.mean) * (value - moments.mean)
      return (sums.0 + square, sums.1 + square * square)
    }
    let kurtosis = squares > 0 ? count * fourths / (squares * squares) : 1
    freedom = min(count - 1, kurtosis > 1 ? 2 * count / (kurtosis - 1) : .infinity)
  }

  /// Whether enough batches share in the error for it to be believed; where a handful of many do,
  /// a handful of units carry it, and more of them may be missing altogether.
  ///
  /// What few batches cannot show, Student's t allows for.
  package var isReliable: Bool { batches < Self.manyBatches || freedom >= Self.leastFreedom }

  private static let manyBatches = 20
  private static let leastFreedom = 10.0

  /// Half the width of the interval of a confidence of 1 - alpha.
  package func halfWidth(alpha: Double) -> Double {
    StudentT.upperQuantile(alpha / 2, degreesOfFreedom: freedom) * standardError
  }

  /// Whether a value is another than zero beyond chance: by as much as three standard errors of a
  /// normal distribution, P = 0.0027.
  package func excludesZero(_ value: Double) -> Bool {
    abs(value) > halfWidth(alpha: 2 * StandardNormal.upperTail(3))
  }
}

/// The value of a metric when an arm is rolled out.
package struct TrueLevel: Sendable, Equatable, Codable {
  package var value: Double
  /// Its Monte-Carlo error; nil with fewer than two batches.
  package var error: BatchError?
  /// Interval from Student's t over batches; nil with fewer than two.
  package var interval: Interval?

  init(value: Double, batches: [Double], alpha: Double) {
    self.value = value
    error = BatchError(batches)
    interval = error.map { Interval(centre: value, halfWidth: $0.halfWidth(alpha: alpha)) }
  }
}

extension PointEstimate {
  /// The value of a market that was run over and over, its error being between these runs.
  package init(_ level: TrueLevel) {
    self.init(
      value: level.value, standardError: level.error?.standardError, interval: level.interval)
  }

  /// The value that an arm showed in one market, to which a share of the customers went.
  ///
  /// Its error is the spread of roll-outs of the arm between markets, as if fewer customers spread
  /// by so much more; without a second market there is none.
  package init(
    value: Double, beside level: TrueLevel, share: Double, alpha: Double, bounds: Interval
  ) {
    self.init(value: value)
    guard let error = level.error, share > 0 else { return }
    let factor = (Double(error.batches) / share).squareRoot()
    standardError = error.standardError * factor
    let halfWidth = error.halfWidth(alpha: alpha) * factor
    interval = Interval(
      lower: max(value - halfWidth, bounds.lower), upper: min(value + halfWidth, bounds.upper))
  }
}
