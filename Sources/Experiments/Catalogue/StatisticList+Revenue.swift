import Support

extension StatisticList {
  mutating func addRanks(_ key: String, treatment: [Double], control: [Double]) {
    guard let test = MannWhitney.test(treatment: treatment, control: control).value else { return }
    add("\(key)/U1", test.statistic)
    add("\(key)/z", test.z)
    add("\(key)/p_nocc", test.pValue)
    add("\(key)/p_cc", test.continuityCorrectedPValue)
    add("\(key)/prob_superiority", test.probabilityOfSuperiority)
  }

  mutating func addQuantiles(
    _ key: String, treatment: [Double], control: [Double], probabilities: [(String, Double)]
  ) {
    for (name, probability) in probabilities {
      let estimates = [control, treatment].map {
        QuantileEstimate.estimate($0, probability: probability, alpha: options.alpha)
      }
      guard let baseline = estimates[0].value, let treated = estimates[1].value else { continue }
      let key = "\(key)/\(name)"
      add("\(key)/q0", baseline.value)
      add("\(key)/q0", baseline.interval)
      add("\(key)/q1", treated.value)
      add("\(key)/q1", treated.interval)
      add("\(key)/diff", treated.value - baseline.value)
      let difference = QuantileEstimate.difference(treatment: treated, control: baseline).value
      add("\(key)/se", difference?.standardError ?? 0)
      add(
        "\(key)/ci",
        difference?.interval(alpha: options.alpha)
          ?? Interval(centre: treated.value - baseline.value, halfWidth: 0))
      add("\(key)/p", difference?.pValue())
    }
  }

  mutating func addAdjustments(
    _ key: String, treatment: CovariateSample, control: CovariateSample, all: [CovariateSample]
  ) {
    func joint(_ sample: CovariateSample) -> JointMoments? {
      sample.covariates.first.flatMap {
        try? JointMoments(numerator: sample.outcome, denominator: $0)
      }
    }
    guard let treated = joint(treatment), let baseline = joint(control) else { return }
    let others = all.filter { $0 != treatment && $0 != control }.compactMap(joint)
    let pools: [(String, CUPED.Pool)] = [
      ("pair_pooled", .pair), ("all_pooled", .allArms), ("within_arm", .withinArms),
    ]
    for (name, pool) in pools {
      let found = CUPED.adjust(treatment: treated, control: baseline, pool: pool, others: others)
      guard let cuped = found.value else { continue }
      addAdjusted("\(key)/\(name)", cuped)
      guard pool == .pair else { continue }
      addDeltaLift(
        "\(key)/\(name)/lift_gb",
        cuped.lift(
          overControlMean: baseline.numerator.mean, treatmentMean: treated.numerator.mean))
    }
    for (name, model) in [
      ("ols_ancova", RegressionAdjustment.Model.ancova), ("ols_lin", .interacted),
    ] {
      let found = try? RegressionAdjustment.fit(
        treatment: treatment, control: control, model: model)
      if let fitted = found?.value { addRegression("\(key)/\(name)", fitted) }
    }
  }

  private mutating func addAdjusted(_ key: String, _ cuped: CUPED) {
    add("\(key)/theta", cuped.theta)
    add("\(key)/mean0", cuped.control.mean)
    add("\(key)/mean1", cuped.treatment.mean)
    addWelch("\(key)/welch", treatment: cuped.treatment, control: cuped.control)
    add("\(key)/var_reduction", cuped.varianceReduction)
    guard cuped.pool != .withinArms else { return }
    add("\(key)/var0", cuped.control.variance)
    add("\(key)/var1", cuped.treatment.variance)
    guard cuped.pool == .pair else { return }
    add("\(key)/pre_mean", cuped.covariateMean)
    if cuped.control.mean > 0 {
      addLift(
        "\(key)/lift_adj", treatment: .mean(cuped.treatment), control: .mean(cuped.control))
    } else {
      addDeltaLift("\(key)/lift_adj", cuped.lift)
    }
  }

  private mutating func addRegression(_ key: String, _ fitted: RegressionAdjustment) {
    add("\(key)/effect", fitted.effect)
    for (index, value) in fitted.fit.coefficients.enumerated() {
      add("\(key)/beta/\(index)", value)
    }
    let kinds: [(String, RobustError)] = [
      ("ols", .classical), ("hc0", .hc0), ("hc1", .hc1), ("hc2", .hc2), ("hc3", .hc3),
    ]
    for (name, kind) in kinds { add("\(key)/se_\(name)", fitted.fit.standardError(of: 1, kind)) }
    guard let estimate = fitted.estimate(.hc2).value else { return }
    add("\(key)/p_hc2_z", estimate.pValue())
    add("\(key)/ci_hc2", estimate.interval(alpha: options.alpha))
  }
}
