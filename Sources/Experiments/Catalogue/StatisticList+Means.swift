import GSL

extension StatisticList {
  mutating func addWelch(_ key: String, treatment: Moments, control: Moments) {
    guard let welch = EffectEstimate.welch(treatment: treatment, control: control).value else {
      add("\(key)/diff", treatment.mean - control.mean)
      add("\(key)/se", 0.0)
      return
    }
    add("\(key)/diff", welch.effect)
    addTest(key, welch)
    add("\(key)/p_z", welch.normal.pValue())
    add("\(key)/ci_z", welch.normal.interval(alpha: alpha))
    add("\(key)/p_greater", welch.pValue(.greater))
    add("\(key)/p_less", welch.pValue(.less))
  }

  mutating func addTest(_ key: String, _ effect: EffectEstimate) {
    add("\(key)/se", effect.standardError)
    add("\(key)/t", effect.statistic)
    add("\(key)/df", effect.degreesOfFreedom)
    add("\(key)/p", effect.pValue())
    add("\(key)/ci", effect.interval(alpha: alpha))
  }

  mutating func addLift(_ key: String, treatment: MetricSample, control: MetricSample) {
    guard let (treated, baseline) = pair(treatment, control) else { return }
    addDeltaLift(key, EffectEstimate.deltaLift(treatment: treated, control: baseline))
    if let logs = LogLift.estimate(treatment: treated, control: baseline).value {
      add("\(key)/se_log", logs.logRatio.standardError)
      add("\(key)/df_log", logs.logRatio.degreesOfFreedom)
      add("\(key)/ci_log_t", logs.interval(alpha: alpha))
      add("\(key)/ci_log_z", logs.interval(alpha: alpha, isNormal: true))
    }
    if baseline.mean > 0, treated.mean > 0, baseline.variance + treated.variance > 0 {
      let fieller = Fieller(
        treatment: treated, control: baseline, quantile: StandardNormal.upperQuantile(alpha / 2))
      add("\(key)/fieller_g", fieller.g)
      add("\(key)/ci_fieller", fieller.interval)
    }
  }

  mutating func addDeltaLift(_ key: String, _ lift: Estimate<EffectEstimate>) {
    guard let lift = lift.value else { return }
    add("\(key)/lift", lift.effect)
    add("\(key)/se_delta", lift.standardError)
    add("\(key)/df", lift.degreesOfFreedom)
    add("\(key)/t", lift.statistic)
    add("\(key)/p_delta_t", lift.pValue())
    add("\(key)/ci_delta_t", lift.interval(alpha: alpha))
    add("\(key)/p_delta_z", lift.normal.pValue())
    add("\(key)/ci_delta_z", lift.normal.interval(alpha: alpha))
  }

  mutating func addMean(_ key: String, treatment: Moments, control: Moments) {
    for (arm, moments) in [("0", control), ("1", treatment)] {
      add("\(key)/n\(arm)", moments.count)
      add("\(key)/mean\(arm)", moments.mean)
      add("\(key)/var\(arm)", moments.variance)
    }
    addWelch("\(key)/welch", treatment: treatment, control: control)
    if let student = EffectEstimate.student(treatment: treatment, control: control).value {
      addTest("\(key)/student", student)
    }
    if control.mean > 0 {
      addLift("\(key)/lift", treatment: .mean(treatment), control: .mean(control))
    }
  }

  mutating func addPosterior(_ key: String, _ lift: EffectEstimate?) {
    guard let lift else { return }
    let posteriors = [
      ("flat", GaussianPosterior(flat: lift)),
      ("proper", GaussianPosterior(lift, priorDeviation: options.priorDeviation)),
    ]
    for (name, posterior) in posteriors {
      let key = "\(key)/\(name)"
      add("\(key)/mean", posterior.mean)
      add("\(key)/sd", posterior.standardDeviation)
      add("\(key)/chance_to_win", posterior.chanceToBeat)
      add("\(key)/risk_control", posterior.riskOfControl)
      add("\(key)/risk_treatment", posterior.riskOfTreatment)
      add("\(key)/ci", posterior.interval(alpha: alpha))
    }
  }

  mutating func addNonInferiority(_ key: String, treatment: Moments, control: Moments) {
    let test = NonInferiority.test(
      treatment: treatment, control: control, margin: options.margin)
    guard let test = test.value else { return }
    add("\(key)/margin", test.margin)
    add("\(key)/t", test.contrast.statistic)
    add("\(key)/df", test.contrast.degreesOfFreedom)
    add("\(key)/p_greater", test.pValue)
    add("\(key)/p_greater_z", test.contrast.normal.pValue(.greater))
  }

  private var alpha: Double { options.alpha }

  private func pair(_ treatment: MetricSample, _ control: MetricSample) -> (Moments, Moments)? {
    guard let treated = treatment.perUnit, let baseline = control.perUnit else { return nil }
    return (treated, baseline)
  }
}
