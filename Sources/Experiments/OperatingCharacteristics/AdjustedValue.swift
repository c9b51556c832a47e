/// A metric and a covariate of one arm, for CUPED made millions of times.
struct AdjustedValue {
  private var arm: ArmStatistic
  private var covariateMean: Double
  private var covariateVariance: Double
  private var covariance: Double

  /// Reads them from sums of features; a ratio is linearised around its value in the arm.
  init?(
    features: OutcomeFeatures, metric: Int, count: Double, sums: borrowing [Double], at start: Int
  ) {
    guard let place = features.covariate, count > 1 else { return nil }
    var figure = features.figure(metric: metric, count: count, sums: sums, at: start)
    let shape = features.places[metric]
    let sum = sums[start + place.sum]
    let mean = sum / count
    let top =
      (sums[start + place.product] - sums[start + shape.numerator] * mean) / (count - 1)
    if shape.kind == .ratio, let product = place.denominatorProduct {
      let below = sums[start + shape.denominator]
      guard below != 0 else { return nil }
      let bottom = (sums[start + product] - below * mean) / (count - 1)
      let ratio = sums[start + shape.numerator] / below
      covariance = (top - ratio * bottom) / (below / count * shape.scale)
    } else {
      covariance = top / shape.scale
    }
    if shape.kind == .proportion { figure.variance *= count / (count - 1) }
    arm = figure
    covariateMean = mean
    covariateVariance = max(0, sums[start + place.square] - sum * mean) / (count - 1)
  }

  /// Adjusts two arms with the slope of both together (Deng, Xu, Kohavi and Walker 2013).
  static func test(treatment: AdjustedValue, control: AdjustedValue) -> RapidTest {
    let (n0, n1) = (control.arm.count, treatment.arm.count)
    let between = n0 * n1 / (n0 + n1)
    let distance = treatment.covariateMean - control.covariateMean
    let covariance =
      (n0 - 1) * control.covariance + (n1 - 1) * treatment.covariance
      + between * distance * (treatment.arm.value - control.arm.value)
    let variance =
      (n0 - 1) * control.covariateVariance + (n1 - 1) * treatment.covariateVariance
      + between * distance * distance
    let slope = variance > 0 ? covariance / variance : 0
    let centre = (n0 * control.covariateMean + n1 * treatment.covariateMean) / (n0 + n1)
    return RapidTest(
      kind: .mean, treatment: treatment.adjusted(slope: slope, centre: centre),
      control: control.adjusted(slope: slope, centre: centre))
  }

  private func adjusted(slope: Double, centre: Double) -> ArmStatistic {
    ArmStatistic(
      count: arm.count, value: arm.value - slope * (covariateMean - centre),
      variance: max(
        0, arm.variance + slope * slope * covariateVariance - 2 * slope * covariance))
  }
}
