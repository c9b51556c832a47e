extension StatisticMaker {
  /// Adds the p-values of the reference's family under each correction.
  mutating func addMultiplicity() {
    var family: [Double] = []
    for treatment in treatments {
      if let pair = pair(.converted, treatment) {
        let shares = try? ProportionPair(
          controlSuccesses: pair.control.count { $0 == 1 }, controlCount: pair.control.count,
          treatmentSuccesses: pair.treatment.count { $0 == 1 },
          treatmentCount: pair.treatment.count)
        if let p = shares?.pooledZ.value?.pValue() { family.append(p) }
      }
      if let pair = pair(.revenue, treatment) {
        let welch = EffectEstimate.welch(
          treatment: Moments(of: pair.treatment), control: Moments(of: pair.control))
        if let p = welch.value?.pValue() { family.append(p) }
      }
      if let treated = ratio(.revenue, arm: treatment)?.perUnit,
        let control = ratio(.revenue, arm: table.control)?.perUnit,
        let p = EffectEstimate.welch(treatment: treated, control: control).value?.pValue()
      {
        family.append(p)
      }
    }
    for (index, p) in family.enumerated() { list.add("multiplicity/p/\(index)", p) }
    for correction in Correction.allCases
    where correction != .uncorrected && correction != .dunnett {
      for (index, p) in correction.adjust(family).enumerated() {
        list.add("multiplicity/adjusted/\(correction.shortName)/\(index)", p)
      }
    }
  }

  mutating func addOmnibus() {
    for role in [StatisticTable.Role.converted, .revenue] {
      let samples = table.arms.indices.compactMap { values(role, arm: $0) }
      let arms = samples.map { Moments(of: $0) }
      guard !samples.isEmpty else { continue }
      let key = "omnibus/\(role.rawValue)"
      if role == .converted {
        let counts = samples.map { sample in
          let successes = sample.count { $0 == 1 }
          return [successes, sample.count - successes]
        }
        let test = ContingencyTable.test(counts).value
        list.add("\(key)/chi2_kx2", test?.value)
        list.add("\(key)/p_chi2_kx2", test?.pValue)
      }
      guard arms.allSatisfy({ $0.variance > 0 }) else { continue }
      if let test = AnalysisOfVariance.fisher(arms).value {
        list.add("\(key)/F", test.statistic)
        list.add("\(key)/df1", test.numeratorDegrees)
        list.add("\(key)/df2", test.denominatorDegrees)
        list.add("\(key)/p", test.pValue)
      }
      if let test = AnalysisOfVariance.welch(arms).value {
        list.add("\(key)/F_welch", test.statistic)
        list.add("\(key)/df2_welch", test.denominatorDegrees)
        list.add("\(key)/p_welch", test.pValue)
      }
      let ranks = KruskalWallis.test(samples).value
      list.add("\(key)/kruskal_H", ranks?.value)
      list.add("\(key)/kruskal_p", ranks?.pValue)
      addDunnett("\(key)/dunnett", arms)
    }
  }

  private mutating func addDunnett(_ key: String, _ arms: [Moments]) {
    guard treatments.count > 1,
      let found = Dunnett.compare(
        control: arms[table.control], treatments: treatments.map { arms[$0] },
        alpha: options.alpha
      ).value
    else { return }
    list.add("\(key)/df", found.degreesOfFreedom)
    list.add("\(key)/s2", found.variance)
    for index in treatments.indices {
      list.add("\(key)/t/\(index)", found.statistics[index])
      list.add("\(key)/p_normal/\(index)", found.pValues[index])
    }
    list.add("\(key)/crit_normal", found.criticalValue)
  }

  /// Adds the sample ratio followed over days, or over all rows at once.
  private mutating func addSequentialRatio(_ shares: [Double]) {
    let periods = (table.day.max() ?? 0) + 1
    var counts = Array(repeating: Array(repeating: 0, count: table.arms.count), count: periods)
    for (row, arm) in table.arm.enumerated() {
      counts[table.day.isEmpty ? 0 : table.day[row]][arm] += 1
    }
    let followed = SequentialSampleRatio(periods: counts, shares: shares)
    list.add("srm/seq_log_bf_final", followed.logBayesFactors.last)
    list.add("srm/seq_p_running_min", followed.pValue)
    list.add("srm/seq_periods", periods)
  }

  mutating func addBalance() {
    let shares = table.arms.map { options.weights[$0] ?? 1 }
    let check = SampleRatioCheck(counts: rows.map(\.count), shares: shares)
    for (arm, rows) in zip(table.arms, rows) { list.add("srm/counts/\(arm)", rows.count) }
    list.add("srm/chi2", check.statistic)
    list.add("srm/df", check.degreesOfFreedom)
    list.add("srm/p", check.pValue)
    let likelihood = SampleRatioCheck.likelihoodRatio(
      counts: check.counts, expected: check.expected)
    list.add("srm/g", likelihood.value)
    list.add("srm/p_g", likelihood.pValue)
    addSequentialRatio(shares)
    guard !table.segments.isEmpty else { return }
    let counts = rows.map { rows in
      table.segments.indices.map { segment in rows.count { table.segment[$0] == segment } }
    }
    for (index, name) in table.segments.enumerated() {
      let check = SampleRatioCheck(counts: counts.map { $0[index] }, shares: shares)
      list.add("srm/by_segment/\(name)/chi2", check.statistic)
      list.add("srm/by_segment/\(name)/p", check.pValue)
      list.add(
        "srm/by_segment/\(name)/p_bonf",
        min(1, check.pValue * Double(table.segments.count)))
    }
    guard let crossed = ContingencyTable.test(counts).value else { return }
    list.add("srm/arm_x_segment/chi2", crossed.value)
    list.add("srm/arm_x_segment/df", crossed.degreesOfFreedom)
    list.add("srm/arm_x_segment/p", crossed.pValue)
  }
}
