import Support

/// The effect of a treatment as a coefficient of a linear model with covariates.
struct RegressionAdjustment: Sendable, Equatable, Codable {
  enum Model: String, Sendable, Equatable, CaseIterable, Codable {
    /// Outcome on treatment and centred covariates.
    case ancova
    /// The same with products of treatment and covariates (Lin 2013, doi:10.1214/12-AOAS583).
    case interacted
  }

  var model: Model
  /// The fit; coefficients are intercept, treatment, covariates, then products.
  var fit: LeastSquares

  var effect: Double { fit.coefficients[1] }

  /// Gives the effect with its robust error and the normal distribution.
  func estimate(_ kind: RobustError = .hc2) -> Estimate<EffectEstimate> {
    guard let error = fit.standardError(of: 1, kind) else { return .undefined(.notFinite) }
    return EffectEstimate.defined(effect: effect, variance: error * error)
  }

  /// Fits a model to two arms; covariates are centred at their mean over both.
  /// - Returns: The fit; undefined with too few units or when a covariate is a combination of the
  ///   others.
  /// - Throws: `ArgumentError` when the arms differ in their number of covariates.
  static func fit(
    treatment: CovariateSample, control: CovariateSample, model: Model
  ) throws(ArgumentError) -> Estimate<RegressionAdjustment> {
    guard treatment.covariates.count == control.covariates.count else {
      throw ArgumentError(
        "covariates",
        found: "\(treatment.covariates.count) and \(control.covariates.count)",
        allowed: "the same number in both arms")
    }
    let (n0, n1) = (control.outcome.count, treatment.outcome.count)
    guard n0 > 1, n1 > 1 else { return .undefined(.tooFewUnits) }
    let treated = Array(repeating: 0.0, count: n0) + Array(repeating: 1.0, count: n1)
    let centred = zip(control.covariates, treatment.covariates).map { first, second in
      let mean = CompensatedSum(first + second).value / Double(n0 + n1)
      return (first + second).map { $0 - mean }
    }
    var columns = [Array(repeating: 1.0, count: n0 + n1), treated] + centred
    if model == .interacted { columns += centred.map { zip(treated, $0).map { $0 * $1 } } }
    return try LeastSquares.fit(columns: columns, outcome: control.outcome + treatment.outcome)
      .map { RegressionAdjustment(model: model, fit: $0) }
  }
}
