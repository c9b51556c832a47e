import Support

/// The effect on all units of both arms where chance did not assign them, if all that moves both
/// arm and outcome is among the covariates.
///
/// Augmented inverse-probability weighting (Robins, Rotnitzky and Zhao 1994,
/// doi:10.1080/01621459.1994.10476818): right when either the linear models of the outcome or the
/// model of the propensity are.
struct DoublyRobustEffect: Sendable, Equatable, Codable {
  /// Treatment less control, with the error of the mean of the units' scores.
  var effect: EffectEstimate
  /// Mean outcome if every unit were in the control.
  var controlLevel: Double

  /// Estimates the effect; `sample` holds the control's units, then the treatment's.
  /// - Returns: The effect; undefined with too few units or a covariate that is a combination.
  /// - Throws: `ArgumentError` for columns of other lengths.
  static func estimate(
    outcome: [Double], isTreated: [Bool], covariates: [[Double]], propensity: PropensityModel
  ) throws(ArgumentError) -> Estimate<DoublyRobustEffect> {
    func predictions(for arm: Bool) throws(ArgumentError) -> Estimate<[Double]> {
      let units = outcome.indices.filter { isTreated[$0] == arm }
      let fit = try LeastSquares.fit(
        columns: [units.map { _ in 1 }] + covariates.map { column in units.map { column[$0] } },
        outcome: units.map { outcome[$0] })
      return fit.map { model in
        outcome.indices.map { unit in
          zip(model.coefficients.dropFirst(), covariates).reduce(model.coefficients[0]) {
            $0 + $1.0 * $1.1[unit]
          }
        }
      }
    }
    let (control, treatment) = (try predictions(for: false), try predictions(for: true))
    guard let untreated = control.value, let treated = treatment.value else {
      return .undefined(control.reason ?? treatment.reason ?? .notFinite)
    }
    var baseline: [Double] = []
    var differences: [Double] = []
    for unit in outcome.indices {
      let score = propensity.scores[unit]
      var (low, high) = (untreated[unit], treated[unit])
      if isTreated[unit] {
        high += (outcome[unit] - high) / score
      } else {
        low += (outcome[unit] - low) / (1 - score)
      }
      baseline.append(low)
      differences.append(high - low)
    }
    let moments = Moments(of: differences)
    return EffectEstimate.defined(
      effect: moments.mean, variance: moments.variance / Double(max(moments.count, 1))
    ).map { DoublyRobustEffect(effect: $0, controlLevel: Moments(of: baseline).mean) }
  }
}
