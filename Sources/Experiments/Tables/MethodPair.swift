import GSL
import Support

/// Moments of a treatment and the control, or whole columns, for estimates by every method.
struct MethodPair {
  var row: TableMethods.Row
  var kind: MetricKind
  var higherIsBetter: Bool
  /// Moments of the metric, then of the covariates; nil for a ratio over nothing.
  var treatment: CrossMoments?
  var control: CrossMoments?
  /// Values of both arms, for the tests that need them whole.
  var whole: (treatment: [Double], control: [Double])
  /// The metric as the plan tests it.
  var planned: SamplePair
  var alpha: Double

  func rows(options: MethodOptions) throws(ArgumentError) -> [TableMethods.Row] {
    guard let treatment, let control else {
      var row = row
      row.method = "none"
      row.note = Undefined.zeroDenominator.sentence
      return [row]
    }
    var rows: [TableMethods.Row] = []
    if !options.covariates.isEmpty {
      rows.append(adjusted(treatment, control, alternative: options.alternative))
    }
    let (treated, baseline) = (treatment.moments(0), control.moments(0))
    for test in options.tests {
      rows.append(try tested(test, treated, baseline, options: options))
    }
    if let margin = options.margin { rows.append(nonInferior(margin: margin)) }
    if let margin = options.equivalence {
      rows.append(equivalent(treated, baseline, margin: margin))
    }
    if options.isBayesian { rows.append(try posterior(treated, baseline)) }
    return rows
  }

  private func adjusted(
    _ treatment: CrossMoments, _ control: CrossMoments, alternative: Alternative
  ) -> TableMethods.Row {
    var row = row
    row.method = "CUPED"
    let found = MultipleCUPED.adjust(treatment: treatment, control: control)
    guard let adjustment = found.value else {
      row.note = found.reason?.sentence
      return row
    }
    row.set(adjustment.difference, alpha: alpha, alternative: alternative)
    if row.note == nil {
      row.note =
        "removes \(.share(adjustment.varianceReduction, decimals: 1)) of the variance"
    }
    return row
  }

  private func tested(
    _ test: MethodOptions.Test, _ treatment: Moments, _ control: Moments, options: MethodOptions
  ) throws(ArgumentError) -> TableMethods.Row {
    var row = row
    row.method = test.rawValue
    if kind == .ratio, [.mannWhitney, .permutation, .bootstrap].contains(test) {
      row.note = "not made of a ratio of sums, which no unit has by itself"
      return row
    }
    let side = options.alternative
    switch test {
    case .welch, .student:
      row.set(
        test == .welch
          ? EffectEstimate.welch(treatment: treatment, control: control)
          : EffectEstimate.student(treatment: treatment, control: control),
        alpha: alpha, alternative: side)
    case .z:
      if kind == .proportion {
        let pair = try pair(treatment, control)
        row.set(pair.unpooledZ, alpha: alpha, alternative: side)
        row.pValue = pair.pooledZ.value?.pValue(side)
      } else {
        let found = EffectEstimate.welch(
          treatment: treatment, control: control)
        row.set(
          found.map(\.normal), alpha: alpha, alternative: side)
      }
    case .mannWhitney:
      let found = MannWhitney.test(treatment: whole.treatment, control: whole.control)
      guard let ranks = found.value else {
        row.note = found.reason?.sentence
        return row
      }
      row.pValue = EffectEstimate(effect: ranks.z, standardError: 1).pValue(side)
      row.note = """
        chance \(.share(ranks.probabilityAbove, decimals: 1)) that a unit of the treatment is above \
        one of the control\(ties(ranks))
        """
    case .permutation:
      let shuffled = try PermutationTest(
        treatment: whole.treatment, control: whole.control, shuffles: options.resamples,
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
        treatment: whole.treatment, control: whole.control, resamples: options.resamples,
        key: RandomKey(seed: options.seed)
      ) { $0.reduce(0, +) / Double($0.count) }
      row.estimate = resampled.estimate
      row.interval = resampled.percentileInterval(alpha: alpha)
      row.method += " (\(options.resamples))"
    }
    return row
  }

  private func ties(_ ranks: MannWhitney) -> Sentence {
    guard ranks.probabilityOfTie > 0 else { return "" }
    return """
      , \(.share(ranks.probabilityOfTie, decimals: 1)) that both are equal, \
      \(.share(1 - ranks.probabilityAbove - ranks.probabilityOfTie, decimals: 1)) that it is below
      """
  }

  private func nonInferior(margin: Double) -> TableMethods.Row {
    var row = row
    row.method = "non-inferiority"
    let found = NonInferiority.test(
      treatment: planned.treatment, control: planned.control, margin: margin,
      higherIsBetter: higherIsBetter)
    guard let test = found.value else {
      row.note = found.reason?.sentence
      return row
    }
    row.pValue = test.pValue
    row.note = """
      \(test.isShown(alpha: alpha) ? "not worse" : "not shown to be no worse") than the control by \
      \(.setting(margin, .percent)), at \(.setting(alpha / 2, .percent)) on one side as a guardrail
      """
    return row
  }

  private func posterior(
    _ treatment: Moments, _ control: Moments
  ) throws(ArgumentError) -> TableMethods.Row {
    var row = row
    if kind == .proportion {
      let comparison = try BetaBinomialComparison(try pair(treatment, control))
      row.method = "Bayes, beta(1, 1)"
      row.estimate = comparison.difference
      row.interval = comparison.interval(alpha: alpha)
      row.note = Self.bet(comparison.chanceToBeat, comparison.riskOfTreatment)
      return row
    }
    row.method = "Bayes, flat"
    let found = EffectEstimate.welch(treatment: treatment, control: control)
    guard let effect = found.value else {
      row.note = found.reason?.sentence
      return row
    }
    let posterior = GaussianPosterior(flat: effect)
    row.estimate = posterior.mean
    row.interval = posterior.interval(alpha: alpha)
    row.note = Self.bet(posterior.chanceToBeat, posterior.riskOfTreatment)
    return row
  }

  private static func bet(_ chance: Double, _ loss: Double) -> Sentence {
    "chance to beat \(.share(chance, decimals: 1)), expected loss \(.number(loss))"
  }

  private func pair(
    _ treatment: Moments, _ control: Moments
  ) throws(ArgumentError) -> ProportionPair {
    // The mean of so many zeros and ones, times their number, is off a whole number by rounding.
    func successes(_ arm: Moments) -> Int { Int((arm.mean * Double(arm.count)).rounded()) }
    return try ProportionPair(
      controlSuccesses: successes(control), controlCount: control.count,
      treatmentSuccesses: successes(treatment), treatmentCount: treatment.count)
  }
}
