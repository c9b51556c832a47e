import GSL
package import Support

/// The value of one metric in one arm, with its uncertainty.
package struct PointEstimate: Sendable, Equatable, Codable {
  package var value: Double
  /// Standard error of the value; nil with fewer than two units.
  package var standardError: Double?
  /// Wilson's interval for proportions, Student's for means and ratios; nil when undefined.
  ///
  /// Student's interval has `count - 1` degrees of freedom and is nil when no unit differs from
  /// another. Wilson's (1927, doi:10.1080/01621459.1927.10502953) does not collapse there.
  package var interval: Interval?
  /// Why the interval is missing, or nil when it is there.
  var limitation: Undefined?

  /// Estimates the value of a sample.
  /// - Returns: The estimate, or why the sample has no value.
  package static func estimate(_ sample: MetricSample, alpha: Double) -> Estimate<PointEstimate> {
    if case .missing(_, let reason) = sample { return .undefined(reason) }
    if case .estimate(let figure) = sample {
      return .defined(
        PointEstimate(
          value: figure.value, standardError: figure.standardError, interval: figure.interval))
    }
    guard sample.count > 0 else { return .undefined(.tooFewUnits) }
    guard let value = sample.value, let variance = sample.unitVariance else {
      return .undefined(.zeroDenominator)
    }
    guard value.isFinite, variance.isFinite else { return .undefined(.notFinite) }
    var result = PointEstimate(value: value)
    guard sample.count > 1 else {
      result.limitation = .tooFewUnits
      return .defined(result)
    }
    let count = Double(sample.count)
    let standardError = (variance / count).squareRoot()
    result.standardError = standardError
    if sample.kind == .proportion {
      result.interval = wilson(
        share: value, count: count, quantile: StandardNormal.upperQuantile(alpha / 2))
    } else if variance > 0 {
      let quantile = StudentT.upperQuantile(alpha / 2, degreesOfFreedom: count - 1)
      result.interval = Interval(centre: value, halfWidth: quantile * standardError)
    } else {
      result.limitation = .zeroVariance
    }
    return .defined(result)
  }

  static func wilson(share: Double, count: Double, quantile: Double) -> Interval {
    let square = quantile * quantile
    let divisor = 1 + square / count
    let centre = (share + square / (2 * count)) / divisor
    let root = share * (1 - share) / count + square / (4 * count * count)
    return Interval(centre: centre, halfWidth: quantile / divisor * root.squareRoot())
  }
}
