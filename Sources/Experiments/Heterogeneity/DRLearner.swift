package import GSL
package import Support

/// Individual effects predicted from covariates by the doubly robust learner (Kennedy 2023).
///
/// Linear models of the outcome under either arm are fitted on the other folds; each unit's
/// pseudo-outcome μ1 - μ0 + (t - e)/(e(1-e)) (y - μt), with the known share e of treated units,
/// is then regressed on the covariates. doi:10.1214/23-EJS2157.
package struct DRLearner: Sendable, Equatable, Codable {
  /// Slope of the effect on each covariate, after the intercept.
  package let model: LeastSquares
  /// Pseudo-outcome of each unit: unbiased for its expected effect.
  let pseudoOutcomes: [Double]
  /// Predicted effect of each unit by models that were fitted without its fold.
  package let predictions: [Double]

  /// The average effect with its error: mean of the pseudo-outcomes.
  package var averageEffect: Estimate<EffectEstimate> {
    let moments = Moments(of: pseudoOutcomes)
    return EffectEstimate.defined(
      effect: moments.mean, variance: moments.variance / Double(max(moments.count, 1)))
  }

  package func effect(_ covariates: [Double]) -> Double {
    zip(model.coefficients, [1] + covariates).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Covariates are columns observed before the treatment; `treatedShare` is the planned share.
  /// - Returns: The learner; undefined when a fold leaves too few units of an arm or a covariate is
  ///   a combination of the others.
  /// - Throws: `ArgumentError` for columns of other lengths, a share out of range or too few folds.
  package static func fit(
    outcome: [Double], isTreated: [Bool], covariates: [[Double]], treatedShare: Double,
    folds: Int = 5, key: RandomKey
  ) throws(ArgumentError) -> Estimate<DRLearner> {
    guard isTreated.count == outcome.count else {
      throw ArgumentError(
        "isTreated", found: "\(isTreated.count) values",
        allowed: "as many as the outcome's \(outcome.count)")
    }
    guard treatedShare > 0, treatedShare < 1 else {
      throw ArgumentError("treatedShare", found: "\(treatedShare)", allowed: "above 0 and below 1")
    }
    guard folds > 1 else {
      throw ArgumentError("folds", found: "\(folds)", allowed: "2 or more")
    }
    let sample = try CovariateSample(outcome: outcome, covariates: covariates)
    let fold = Self.folds(outcome.count, folds, key: key)
    var pseudo = outcome
    for held in 0..<folds {
      guard let treated = try fitted(sample, where: { isTreated[$0] && fold[$0] != held }),
        let control = try fitted(sample, where: { !isTreated[$0] && fold[$0] != held })
      else { return .undefined(.tooFewUnits) }
      for unit in outcome.indices where fold[unit] == held {
        let (mu1, mu0) = (predict(treated, sample, unit), predict(control, sample, unit))
        let rest =
          isTreated[unit]
          ? (outcome[unit] - mu1) / treatedShare : -(outcome[unit] - mu0) / (1 - treatedShare)
        pseudo[unit] = mu1 - mu0 + rest
      }
    }
    let target = try CovariateSample(outcome: pseudo, covariates: covariates)
    var predictions = pseudo
    for held in 0..<folds {
      guard let model = try fitted(target, where: { fold[$0] != held }) else {
        return .undefined(.collinearCovariates)
      }
      for unit in outcome.indices where fold[unit] == held {
        predictions[unit] = predict(model, target, unit)
      }
    }
    guard let whole = try fitted(target, where: { _ in true }) else {
      return .undefined(.collinearCovariates)
    }
    return .defined(DRLearner(model: whole, pseudoOutcomes: pseudo, predictions: predictions))
  }

  /// Puts units into folds of nearly equal size by shuffled order.
  private static func folds(_ count: Int, _ folds: Int, key: RandomKey) -> [Int] {
    var stream = RandomStream(
      key: key, customer: 0, place: Place("analysis", "folds"), purpose: .bootstrap)
    var order = (0..<count).map { $0 % folds }
    for index in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(index, Int(stream.uniform(below: UInt64(index + 1))))
    }
    return order
  }

  private static func fitted(
    _ sample: CovariateSample, where isChosen: (Int) -> Bool
  ) throws(ArgumentError) -> LeastSquares? {
    let units = sample.outcome.indices.filter(isChosen)
    let columns = sample.covariates.map { column in units.map { column[$0] } }
    return try LeastSquares.fit(
      columns: [Array(repeating: 1, count: units.count)] + columns,
      outcome: units.map { sample.outcome[$0] }
    ).value
  }

  private static func predict(
    _ model: LeastSquares, _ sample: CovariateSample, _ unit: Int
  ) -> Double {
    var value = model.coefficients[0]
    for (slope, column) in zip(model.coefficients.dropFirst(), sample.covariates) {
      value += slope * column[unit]
    }
    return value
  }
}
