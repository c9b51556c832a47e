extension StatisticMaker {
  /// Adds what a test of a relative effect takes, planned from the control's statistics.
  mutating func addPower() {
    guard let rates = try? ErrorRates(alpha: options.alpha, power: options.power) else { return }
    let units = Double(rows[table.control].count)
    addConversionPower(rates, units: units)
    addRevenuePower(rates, units: units)
    guard case .ratio(let joint)? = ratio(.revenue, arm: table.control), let value = joint.ratio,
      let variance = joint.ratioVariance,
      let plan = try? MeanPlan(baseline: value, variance: variance, rates: rates)
    else { return }
    list.add("power/aov/ratio", value)
    list.add("power/aov/var", variance)
    list.add("power/aov/n_per_arm_z", plan.units(effect: options.effect * value))
  }

  private mutating func addConversionPower(_ rates: ErrorRates, units: Double) {
    guard let values = values(.converted, arm: table.control) else { return }
    let share = Moments(of: values).mean
    let key = "power/conversion"
    guard
      let plan = try? ProportionPlan(
        baseline: share, treatment: share * (1 + options.effect), rates: rates)
    else { return }
    list.add("\(key)/p0", plan.baseline)
    list.add("\(key)/p1", plan.treatment)
    list.add("\(key)/n_per_arm_unpooled", plan.unitsUnpooled)
    list.add("\(key)/n_per_arm_pooled_null", plan.unitsPooledNull)
    list.add("\(key)/cohen_h", plan.effectSize)
    list.add("\(key)/n_per_arm_arcsine", plan.unitsArcsine)
    list.add("\(key)/n_per_arm_arcsine_two_tail", try? plan.unitsArcsineBothTails())
    list.add("\(key)/n_per_arm_fleiss_cc", plan.unitsFleiss)
    list.add("\(key)/power_at_n0_unpooled", plan.power(units: units))
    list.add(
      "\(key)/mde_abs_z_equalvar",
      ProportionPlan.detectable(baseline: share, units: units, rates: rates))
    list.add(
      "\(key)/mde_abs_exact",
      (try? ProportionPlan.detectableExactly(baseline: share, units: units, rates: rates))
        .flatMap { $0 })
  }

  private mutating func addRevenuePower(_ rates: ErrorRates, units: Double) {
    guard let values = values(.revenue, arm: table.control) else { return }
    let moments = Moments(of: values)
    let key = "power/revenue"
    guard moments.mean > 0,
      let plan = try? MeanPlan(
        baseline: moments.mean, variance: moments.variance, rates: rates)
    else { return }
    let effect = options.effect * moments.mean
    list.add("\(key)/mean", moments.mean)
    list.add("\(key)/sd", moments.variance.squareRoot())
    list.add("\(key)/effect", effect)
    list.add("\(key)/cohen_d", effect / moments.variance.squareRoot())
    list.add("\(key)/n_per_arm_z", plan.units(effect: effect))
    list.add("\(key)/n_per_arm_t", try? plan.unitsStudent(effect: effect))
    list.add("\(key)/power_at_n0_z", plan.power(effect: effect, units: units))
    list.add("\(key)/power_at_n0_t", plan.powerStudent(effect: effect, units: units))
    list.add("\(key)/mde_abs_z", plan.detectable(units: units))
    list.add("\(key)/mde_lift_growthbook", plan.detectableLift(units: units))
    list.add("\(key)/n_per_arm_noninf_z", plan.unitsNonInferiority(margin: options.margin))
    guard let before = self.values(.pre, arm: table.control),
      let joint = try? JointMoments(numerator: values, denominator: before)
    else { return }
    let spread = (joint.numerator.variance * joint.denominator.variance).squareRoot()
    guard spread > 0 else { return }
    let correlation = joint.covariance / spread
    list.add("\(key)/corr_pre_control", correlation)
    list.add(
      "\(key)/n_per_arm_z_cuped",
      plan.units(effect: effect, covariateCorrelation: correlation))
  }

  /// Adds the settings, so that another program's can be seen to be the same.
  mutating func addSettings() {
    list.add("meta/n", table.arm.count)
    list.add("meta/alpha", options.alpha)
    let shares = table.arms.map { options.weights[$0] ?? 1 }
    let weight = shares.reduce(0, +)
    for (arm, share) in zip(table.arms, shares) { list.add("meta/weights/\(arm)", share / weight) }
    list.add("meta/nstar", options.tightestAt)
    list.add("meta/cap", options.cap)
    list.add("meta/nim", options.margin)
    list.add("meta/mde", options.effect)
    list.add("meta/power", options.power)
  }
}
