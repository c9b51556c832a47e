extension StatisticList {
  mutating func addConversion(_ key: String, treatment: [Double], control: [Double]) {
    let (s0, s1) = (control.count { $0 == 1 }, treatment.count { $0 == 1 })
    guard
      let pair = try? ProportionPair(
        controlSuccesses: s0, controlCount: control.count, treatmentSuccesses: s1,
        treatmentCount: treatment.count)
    else { return }
    add("\(key)/n0", control.count)
    add("\(key)/n1", treatment.count)
    add("\(key)/s0", s0)
    add("\(key)/s1", s1)
    add("\(key)/p0", pair.controlShare)
    add("\(key)/p1", pair.treatmentShare)
    add("\(key)/diff", pair.difference)
    addTests(key, pair)
    addIntervals(key, pair)
    let (baseline, treated) = pair.moments
    if pair.oddsRatio != nil {
      addLift(
        "\(key)/lift_gb", treatment: .proportion(successes: s1, count: treatment.count),
        control: .proportion(successes: s0, count: control.count))
      addPosterior(
        "\(key)/bayes_gauss_lift",
        EffectEstimate.deltaLift(treatment: treated, control: baseline).value)
    }
    addWelch(
      "\(key)/welch_ddof1", treatment: Moments(of: treatment), control: Moments(of: control))
    if let bayes = try? BetaBinomialComparison(pair) {
      add("\(key)/bayes_p_t_gt_c", bayes.chanceToBeat)
      add("\(key)/bayes_exp_gain_t", bayes.riskOfControl)
      add("\(key)/bayes_exp_loss_t", bayes.riskOfTreatment)
    }
    addNonInferiority("\(key)/noninf", treatment: treated, control: baseline)
    addAlwaysValid(key, treatment: treated, control: baseline)
  }

  private mutating func addTests(_ key: String, _ pair: ProportionPair) {
    let pooled = pair.pooledZ.value
    add("\(key)/se_pooled", pooled?.standardError)
    add("\(key)/z_pooled", pooled?.statistic)
    add("\(key)/p_pooled", pooled?.pValue())
    add("\(key)/p_pooled_cc", pair.continuityCorrectedZ.value?.pValue())
    let unpooled = pair.unpooledZ.value
    add("\(key)/se_unpooled", unpooled?.standardError)
    add("\(key)/z_unpooled", unpooled?.statistic)
    add("\(key)/p_unpooled", unpooled?.pValue())
    add("\(key)/ci_wald", unpooled?.interval(alpha: options.alpha))
    add("\(key)/chi2_pearson", pair.pearson?.value)
    add("\(key)/p_chi2", pair.pearson?.pValue)
    add("\(key)/chi2_yates", pair.yates?.value)
    add("\(key)/p_chi2_yates", pair.yates?.pValue)
    add("\(key)/g_stat", pair.likelihoodRatio?.value)
    add("\(key)/p_g", pair.likelihoodRatio?.pValue)
    add("\(key)/p_fisher", pair.fisherExact)
  }

  private mutating func addIntervals(_ key: String, _ pair: ProportionPair) {
    let wilson = pair.wilson(alpha: options.alpha)
    add("\(key)/wilson0", wilson.control)
    add("\(key)/wilson1", wilson.treatment)
    add("\(key)/ci_newcombe", pair.newcombe(alpha: options.alpha))
    add("\(key)/ci_agresti_caffo", pair.agrestiCaffo(alpha: options.alpha))
    add("\(key)/log_or", pair.oddsRatio?.logarithm.effect)
    add("\(key)/se_log_or", pair.oddsRatio?.logarithm.standardError)
    add("\(key)/or", pair.oddsRatio?.interval(alpha: options.alpha))
  }
}
