extension StatisticMaker {
  mutating func addComparison(_ treatment: Int) {
    let key = "comparisons/\(table.arms[treatment])"
    if let pair = pair(.converted, treatment) {
      list.addConversion("\(key)/conversion", treatment: pair.treatment, control: pair.control)
    }
    for role in [StatisticTable.Role.revenue, .orders, .items] {
      guard let pair = pair(role, treatment) else { continue }
      let name = "\(key)/\(role.rawValue)"
      let (treated, control) = (Moments(of: pair.treatment), Moments(of: pair.control))
      list.addMean(name, treatment: treated, control: control)
      list.addRanks("\(name)/mwu", treatment: pair.treatment, control: pair.control)
      if control.mean > 0 {
        list.addPosterior(
          "\(name)/bayes_gauss_lift",
          EffectEstimate.deltaLift(treatment: treated, control: control).value)
      }
      list.addNonInferiority("\(name)/noninf", treatment: treated, control: control)
      list.addAlwaysValid(name, treatment: treated, control: control)
    }
    addRevenue(key, treatment)
    if let pair = pair(.pre, treatment) {
      list.addMean(
        "\(key)/pre_balance", treatment: Moments(of: pair.treatment),
        control: Moments(of: pair.control))
    }
    addRatio("\(key)/aov", .revenue, treatment)
    addRatio("\(key)/items_per_order", .items, treatment)
    for role in [StatisticTable.Role.converted, .revenue] {
      addSegments("\(key)/segments/\(role.rawValue)", role, treatment)
    }
  }

  private mutating func addRevenue(_ key: String, _ treatment: Int) {
    guard let pair = pair(.revenue, treatment) else { return }
    for (name, cap) in caps {
      list.addMean(
        "\(key)/revenue_capped_\(name)", treatment: Moments(of: cap.apply(pair.treatment)),
        control: Moments(of: cap.apply(pair.control)))
    }
    let samples = table.arms.indices.map { sample(arm: $0) }
    if let treated = samples[treatment], let control = samples[table.control] {
      list.addAdjustments(
        "\(key)/revenue_cuped", treatment: treated, control: control,
        all: samples.compactMap { $0 })
    }
    list.addQuantiles(
      "\(key)/revenue_quantiles_all", treatment: pair.treatment, control: pair.control,
      probabilities: [("p95", 0.95), ("p99", 0.99)])
    let (buyers, others) = (pair.treatment.filter { $0 > 0 }, pair.control.filter { $0 > 0 })
    if buyers.count > 50, others.count > 50 {
      list.addQuantiles(
        "\(key)/revenue_quantiles_buyers", treatment: buyers, control: others,
        probabilities: [("p50", 0.5), ("p90", 0.9)])
    }
    let distance = KolmogorovSmirnov.test(treatment: pair.treatment, control: pair.control)
    list.add("\(key)/revenue_ks/D", distance.value?.distance)
  }

  private func sample(arm: Int) -> CovariateSample? {
    guard let revenue = values(.revenue, arm: arm), let before = values(.pre, arm: arm) else {
      return nil
    }
    return try? CovariateSample(outcome: revenue, covariates: [before])
  }

  /// Statistics of a ratio to orders; nil unless both sums are positive.
  func ratio(_ role: StatisticTable.Role, arm: Int) -> MetricSample? {
    guard let numerator = values(role, arm: arm), let orders = values(.orders, arm: arm),
      let joint = try? JointMoments(numerator: numerator, denominator: orders),
      joint.numerator.mean > 0, joint.denominator.mean > 0
    else { return nil }
    return .ratio(joint)
  }

  private mutating func addRatio(_ key: String, _ role: StatisticTable.Role, _ treatment: Int) {
    guard let treated = ratio(role, arm: treatment), let control = ratio(role, arm: table.control),
      let treatedUnit = treated.perUnit, let controlUnit = control.perUnit
    else { return }
    list.add("\(key)/ratio0", controlUnit.mean)
    list.add("\(key)/ratio1", treatedUnit.mean)
    list.add("\(key)/var0", controlUnit.variance)
    list.add("\(key)/var1", treatedUnit.variance)
    list.addWelch("\(key)/welch", treatment: treatedUnit, control: controlUnit)
    list.addLift("\(key)/lift", treatment: treated, control: control)
    list.addAlwaysValid(key, treatment: treatedUnit, control: controlUnit)
  }

  private mutating func addSegments(_ key: String, _ role: StatisticTable.Role, _ treatment: Int) {
    guard !table.segments.isEmpty, let values = table.values[role] else { return }
    var effects: [SegmentEffects.Segment] = []
    for (index, name) in table.segments.enumerated() {
      let arms = [table.control, treatment].map { arm in
        Moments(of: rows[arm].filter { table.segment[$0] == index }.map { values[$0] })
      }
      guard
        let effect = SegmentEffects.Segment(name: name, treatment: arms[1], control: arms[0])
      else { continue }
      effects.append(effect)
      for (arm, moments) in zip(["0", "1"], arms) {
        list.add("\(key)/by/\(name)/n\(arm)", moments.count)
        list.add("\(key)/by/\(name)/mean\(arm)", moments.mean)
      }
      list.addWelch("\(key)/by/\(name)/welch", treatment: arms[1], control: arms[0])
    }
    guard let found = SegmentEffects.estimate(effects).value else { return }
    list.add("\(key)/cochran_q", found.interaction.value)
    list.add("\(key)/cochran_df", found.interaction.degreesOfFreedom)
    list.add("\(key)/cochran_p", found.interaction.pValue)
    list.add("\(key)/ivw_effect", found.pooled.effect)
    list.add("\(key)/ivw_se", found.pooled.standardError)
    guard let stratified = found.postStratified.value else { return }
    list.add("\(key)/post_strat_effect", stratified.effect)
    list.add("\(key)/post_strat_se", stratified.standardError)
    list.add("\(key)/post_strat_z", stratified.statistic)
    list.add("\(key)/post_strat_p", stratified.pValue())
  }
}
