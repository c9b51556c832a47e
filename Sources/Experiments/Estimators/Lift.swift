import GSL
package import Support

/// The relative change from control to treatment.
package struct Lift: Sendable, Equatable, Codable {
  /// How an interval of the lift was made.
  package enum Method: String, Sendable, Equatable, Codable {
    /// Fieller's theorem, exact for normal means.
    case fieller
    /// The score interval of a ratio of shares.
    case score
    /// None: the control is too near zero, and the lifts that fit the data know no bounds.
    case unbounded
  }

  package var value: Double
  /// Standard error by the delta method.
  package var standardError: Double
  /// All lifts that the test of the difference does not reject; nil where they have no bounds.
  ///
  /// It excludes no change exactly where the test's own interval excludes zero.
  package var interval: Interval?
  package var method: Method

  /// Estimates the relative change, with the interval that belongs to the test of the difference.
  ///
  /// `isNonNegative` says that no unit can be below zero: a lift is then at least -100 %.
  /// - Returns: The lift; undefined without variance, or with a control at or below zero.
  package static func estimate(
    treatment: MetricSample, control: MetricSample, alpha: Double,
    alternative: Alternative = .twoSided, isNonNegative: Bool = false
  ) -> Estimate<Lift> {
    guard treatment.count > 1, control.count > 1 else { return .undefined(.tooFewUnits) }
    guard let treated = treatment.perUnit, let baseline = control.perUnit else {
      return .undefined(.zeroDenominator)
    }
    guard baseline.mean != 0 else { return .undefined(.zeroBaseline) }
    guard baseline.mean > 0 else { return .undefined(.negativeBaseline) }
    let variance = WelchVariance(control: baseline, treatment: treated)
    guard variance.sum > 0 else { return .undefined(.zeroVariance) }
    let ratio = treated.mean / baseline.mean
    let error =
      (variance.treatment / baseline.mean / baseline.mean
      + variance.control / baseline.mean / baseline.mean * ratio * ratio).squareRoot()
    var lift = Lift(
      value: (treated.mean - baseline.mean) / baseline.mean, standardError: error,
      method: .unbounded)
    guard lift.value.isFinite, error.isFinite else { return .undefined(.notFinite) }
    if let pair = ProportionPair(treatment: treatment, control: control) {
      let ratio = ScoreIntervals(pair, level: alpha, alternative: alternative).ratio
      lift.interval = Interval(lower: ratio.lower - 1, upper: ratio.upper - 1)
      lift.method = .score
    } else {
      let reference = EffectEstimate(
        effect: 0, standardError: 1,
        degreesOfFreedom: control.kind == .estimate ? nil : variance.degreesOfFreedom)
      let quantile = reference.quantile(alternative == .twoSided ? alpha / 2 : alpha)
      let fieller = Fieller(treatment: treated, control: baseline, quantile: quantile)
      lift.interval = fieller.interval.map { $0.open(alternative) }
      lift.method = lift.interval == nil ? .unbounded : .fieller
    }
    if isNonNegative || lift.method == .score, let lower = lift.interval?.lower {
      lift.interval?.lower = max(lower, -1)
    }
    return .defined(lift)
  }
}

/// Fieller's set of plausible relative changes (1954).
///
/// With a = v0/n0, b = v1/n1 and r = m1/m0 its ends are
/// [r ∓ (q/m0) √(b(1-g) + r² a)]/(1-g) - 1 with g = q² a/m0².
struct Fieller: Sendable, Equatable, Codable {
  /// Squared ratio of the control's margin of error to its mean.
  let g: Double
  /// The set as an interval; nil when g is 1 or more and the set has no bounds.
  let interval: Interval?

  /// The quantile is that of the test; the control's mean is above zero.
  init(treatment: Moments, control: Moments, quantile: Double) {
    let variance = WelchVariance(control: control, treatment: treatment)
    let ratio = treatment.mean / control.mean
    // Relative variances: dividing first keeps money in minor or major units alike in range.
    let relativeControl = variance.control / control.mean / control.mean
    let relativeTreatment = variance.treatment / control.mean / control.mean
    let g = quantile * quantile * relativeControl
    self.g = g
    guard g < 1 else {
      interval = nil
      return
    }
    let root = (relativeTreatment * (1 - g) + ratio * ratio * relativeControl).squareRoot()
    interval = Interval(
      lower: (ratio - quantile * root) / (1 - g) - 1,
      upper: (ratio + quantile * root) / (1 - g) - 1)
  }
}

extension Interval {
  /// The interval without the end that a one-sided test does not look at.
  func open(_ alternative: Alternative) -> Interval {
    switch alternative {
    case .twoSided: self
    case .greater: Interval(lower: lower, upper: .infinity)
    case .less: Interval(lower: -.infinity, upper: upper)
    }
  }
}
