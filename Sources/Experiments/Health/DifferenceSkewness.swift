/// How skewed the difference of two arms' means is.
///
/// Kohavi, Deng, Longbotham and Xu 2014 (doi:10.1145/2623330.2623341) ask for 355 s² units per arm,
/// at which the skewness of a mean is 1/√355. Arms of like size and shape cancel.
package struct DifferenceSkewness: Sendable, Equatable, Codable {
  package let skewness: Double

  /// Whether the difference is too skewed for a normal interval.
  package var isTooGreat: Bool { abs(skewness) > (1.0 / 355).squareRoot() }

  /// Takes the third moments of both arms together; nil where one is not known.
  init?(
    treatment: (sample: MetricSample, shape: ShapeAccumulator?),
    control: (sample: MetricSample, shape: ShapeAccumulator?), standardError: Double
  ) {
    guard let treated = Self.thirdMoment(treatment.sample, treatment.shape),
      let baseline = Self.thirdMoment(control.sample, control.shape), standardError > 0
    else { return nil }
    skewness = (treated - baseline) / (standardError * standardError * standardError)
  }

  private static func thirdMoment(_ sample: MetricSample, _ shape: ShapeAccumulator?) -> Double? {
    if case .mean(let moments) = sample, moments.isConstant { return nil }
    guard let skewness = shape?.skewness, let variance = sample.unitVariance else { return nil }
    let count = Double(sample.count)
    return skewness * variance * variance.squareRoot() / (count * count)
  }
}
