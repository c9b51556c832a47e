/// A comparison of means made steadier by a covariate from before the experiment.
///
/// Each arm's mean becomes m - θ (x̄ - x̄ₚ) and its variance v + θ² vₓ - 2 θ cov, with x̄ₚ the
/// covariate's mean over the pool (Deng, Xu, Kohavi and Walker 2013, doi:10.1145/2433396.2433413).
/// It needs only the joint moments of outcome (numerator) and covariate (denominator) by arm.
package struct CUPED: Sendable, Equatable, Codable {
  /// Which units θ and the covariate's mean are taken from.
  package enum Pool: String, Sendable, Equatable, CaseIterable, Codable {
    /// Control and this treatment together: θ = cov/var over the pool.
    case pair
    /// All arms of the experiment together.
    case allArms
    /// θ from the covariances within the two arms, so that the effect does not enter it.
    case withinArms
  }

  var pool: Pool
  var theta: Double
  var covariateMean: Double
  package var control: Moments
  package var treatment: Moments
  /// Share of the variance of the difference that the covariate takes away.
  package var varianceReduction: Double

  /// `others` are the experiment's other arms, used by `.allArms`.
  /// - Returns: The adjustment; undefined with fewer than two units in an arm or a covariate
  ///   without variance.
  package static func adjust(
    treatment: JointMoments, control: JointMoments, pool: Pool = .pair,
    others: [JointMoments] = []
  ) -> Estimate<CUPED> {
    guard treatment.count > 1, control.count > 1 else { return .undefined(.tooFewUnits) }
    let pair = JointMoments.pooled([control, treatment])
    let source = pool == .allArms ? JointMoments.pooled([control, treatment] + others) : pair
    var (covariance, variance) = (source.covariance, source.denominator.variance)
    if pool == .withinArms {
      let (n0, n1) = (Double(control.count - 1), Double(treatment.count - 1))
      covariance = n0 * control.covariance + n1 * treatment.covariance
      variance = n0 * control.denominator.variance + n1 * treatment.denominator.variance
    }
    guard variance > 0 else { return .undefined(.zeroVariance) }
    let theta = covariance / variance
    guard theta.isFinite else { return .undefined(.notFinite) }
    return .defined(
      CUPED(
        pool: pool, theta: theta, covariateMean: source.denominator.mean, control: control,
        treatment: treatment))
  }

  private init(
    pool: Pool, theta: Double, covariateMean: Double, control: JointMoments,
    treatment: JointMoments
  ) {
    self.pool = pool
    self.theta = theta
    self.covariateMean = covariateMean
    func adjusted(_ arm: JointMoments) -> Moments {
      Moments(
        count: arm.count,
        mean: arm.numerator.mean - theta * (arm.denominator.mean - covariateMean),
        variance: max(
          0,
          arm.numerator.variance + theta * theta * arm.denominator.variance
            - 2 * theta * arm.covariance))
    }
    self.control = adjusted(control)
    self.treatment = adjusted(treatment)
    varianceReduction = Self.reduction(
      adjusted: (self.control, self.treatment),
      raw: (control.numerator, treatment.numerator))
  }

  /// Gives one less the ratio of the variances of the difference.
  static func reduction(
    adjusted: (control: Moments, treatment: Moments), raw: (control: Moments, treatment: Moments)
  ) -> Double {
    let before = WelchVariance(control: raw.control, treatment: raw.treatment).sum
    let after = WelchVariance(control: adjusted.control, treatment: adjusted.treatment).sum
    return before > 0 ? 1 - after / before : 0
  }

  package var difference: Estimate<EffectEstimate> {
    EffectEstimate.welch(treatment: treatment, control: control)
  }

  package var lift: Estimate<EffectEstimate> {
    EffectEstimate.deltaLift(treatment: treatment, control: control)
  }

  /// Delta-method lift over the unadjusted means, as some platforms define it.
  package func lift(
    overControlMean controlMean: Double, treatmentMean: Double
  ) -> Estimate<EffectEstimate> {
    EffectEstimate.deltaLift(
      treatment: treatment, control: control, base: (controlMean, treatmentMean))
  }
}
