import GSL

/// The figures of a treatment and the control, one per unit, for estimates by every method.
struct MethodPair {
  var row: TableMethods.Row
  var kind: MetricKind
  var higherIsBetter: Bool
  var treatment: [Double]?
  var control: [Double]?
  var alpha: Double

  /// Estimates by the methods asked for.
  func rows(
    options: MethodOptions, covariates: (treatment: [[Double]], control: [[Double]])
  ) throws(PlanError) -> [TableMethods.Row] {
    guard let treatment, let control else {
      var row = row
      row.method = "none"
      row.note = Undefined.zeroDenominator.sentence
      return [row]
    }
    var rows: [TableMethods.Row] = []
    if !options.covariates.isEmpty {
      rows.append(
        try adjusted(
          treatment, control, covariates: covariates, alternative: options.alternative))
    }
    for test in options.tests {
      rows.append(try tested(test, treatment, control, options: options))
    }
    if let margin = options.margin { rows.append(nonInferior(treatment, control, margin: margin)) }
    if options.isBayesian { rows.append(try posterior(treatment, control)) }
    return rows
  }

  private func adjusted(
    _ treatment: [Double], _ control: [Double],
    covariates: (treatment: [[Double]], control: [[Double]]), alternative: Alternative
  ) throws(PlanError) -> TableMethods.Row {
    var row = row
    row.method = "CUPED"
    let found = try MultipleCUPED.adjust(
      treatment: CovariateSample(outcome: treatment, covariates: covariates.treatment),
      control: CovariateSample(outcome: control, covariates: covariates.control))
    guard let adjustment = found.value else {
      row.note = found.reason?.sentence
      return row
    }
    row.set(adjustment.difference, alpha: alpha, alternative: alternative)
    if row.note == nil {
      row.note = "removes \(Wording.percent(adjustment.varianceReduction)) of the variance"
    }
    return row
  }

  private func tested(
    _ test: MethodOptions.Test, _ treatment: [Double], _ control: [Double], options: MethodOptions
  ) throws(PlanError) -> TableMethods.Row {
    var row = row
    row.method = test.rawValue
    if kind == .ratio, [.mannWhitney, .permutation, .bootstrap].contains(test) {
      row.note = "not made of a ratio of sums, which no unit has by itself"
      return row
    }
    let side = options.alternative
    let moments = (treatment: Moments(of: treatment), control: Moments(of: control))
    switch test {
    case .welch, .student:
      row.set(
        test == .welch
          ? EffectEstimate.welch(treatment: moments.treatment, control: moments.control)
          : EffectEstimate.student(treatment: moments.treatment, control: moments.control),
        alpha: alpha, alternative: side)
    case .z:
      if kind == .proportion {
        let pair = try pair(treatment, control)
        row.set(pair.unpooledZ, alpha: alpha, alternative: side)
        row.pValue = pair.pooledZ.value?.pValue(side)
      } else {
        let found = EffectEstimate.welch(
          treatment: moments.treatment, control: moments.control)
        row.set(
          found.value.map { Estimate.defined($0.normal) } ?? found, alpha: alpha, alternative: side)
      }
    case .mannWhitney:
      let found = MannWhitney.test(treatment: treatment, control: control)
      guard let ranks = found.value else {
        row.note = found.reason?.sentence
        return row
      }
      row.pValue = EffectEstimate(effect: ranks.z, standardError: 1).pValue(side)
      row.note =
        "chance \(Wording.percent(ranks.probabilityOfSuperiority)) that a unit of the treatment"
        + " is above one of the control"
    case .permutation:
      let shuffled = try PermutationTest(
        treatment: treatment, control: control, shuffles: options.resamples,
        key: RandomKey(seed: options.seed))
      row.estimate = shuffled.difference
      row.pValue =
        switch side {
        case .twoSided: shuffled.pValue
        case .greater: shuffled.greaterPValue
        case .less: shuffled.lessPValue
        }
      row.method += " (\(shuffled.shuffles))"
    case .bootstrap:
      let resampled = try Bootstrap.difference(
        treatment: treatment, control: control, resamples: options.resamples,
        key: RandomKey(seed: options.seed)
      ) { $0.reduce(0, +) / Double($0.count) }
      row.estimate = resampled.estimate
      row.interval = resampled.percentileInterval(alpha: alpha)
      row.method += " (\(options.resamples))"
    }
    return row
  }

  private func nonInferior(
    _ treatment: [Double], _ control: [Double], margin: Double
  ) -> TableMethods.Row {
    var row = row
    row.method = "non-inferiority"
    let found = NonInferiority.test(
      treatment: Moments(of: treatment), control: Moments(of: control), margin: margin,
      higherIsBetter: higherIsBetter)
    guard let test = found.value else {
      row.note = found.reason?.sentence
      return row
    }
    row.pValue = test.pValue
    row.note =
      (test.pValue < alpha ? "not worse" : "not shown to be no worse")
      + " than the control by \(Wording.percent(margin))"
    return row
  }

  private func posterior(
    _ treatment: [Double], _ control: [Double]
  ) throws(PlanError) -> TableMethods.Row {
    var row = row
    if kind == .proportion {
      let comparison = try BetaBinomialComparison(try pair(treatment, control))
      row.method = "Bayes, beta(1, 1)"
      row.estimate = comparison.difference
      row.interval = comparison.interval(alpha: alpha)
      row.note =
        "chance to beat \(Wording.percent(comparison.chanceToBeat)), expected loss"
        + " \(Wording.significant(comparison.riskOfTreatment))"
      return row
    }
    row.method = "Bayes, flat"
    let found = EffectEstimate.welch(
      treatment: Moments(of: treatment), control: Moments(of: control))
    guard let effect = found.value else {
      row.note = found.reason?.sentence
      return row
    }
    let posterior = GaussianPosterior(flat: effect)
    row.estimate = posterior.mean
    row.interval = posterior.interval(alpha: alpha)
    row.note =
      "chance to beat \(Wording.percent(posterior.chanceToBeat)), expected loss"
      + " \(Wording.significant(posterior.riskOfTreatment))"
    return row
  }

  private func pair(
    _ treatment: [Double], _ control: [Double]
  ) throws(PlanError) -> ProportionPair {
    try ProportionPair(
      controlSuccesses: control.count { $0 == 1 }, controlCount: control.count,
      treatmentSuccesses: treatment.count { $0 == 1 }, treatmentCount: treatment.count)
  }
}
