import Foundation
import GSL

extension StatisticMaker {
  mutating func addGroupSequential() {
    let key = "group_sequential"
    let looks = options.looks
    let information = GroupSequentialDesign.equalLooks(looks)
    list.add("\(key)/K", looks)
    for (index, value) in information.enumerated() { list.add("\(key)/info/\(index)", value) }
    let boundaries: [(String, GroupSequentialBoundary)] = [
      ("obrien_fleming", .obrienFleming), ("pocock", .pocock),
      ("wang_tsiatis_0.25", .wangTsiatis(0.25)), ("spend_ldof", .spending(.obrienFleming)),
      ("spend_ldpocock", .spending(.pocock)), ("spend_power1", .spending(.power(1))),
      ("spend_power2", .spending(.power(2))), ("spend_power3", .spending(.power(3))),
      ("spend_hsd-4", .spending(.hwangShihDeCani(-4))),
      ("spend_hsd1", .spending(.hwangShihDeCani(1))),
    ]
    for (name, boundary) in boundaries {
      let found = try? GroupSequentialDesign(
        boundary: boundary, information: information, alpha: options.alpha)
      if let found { list.addDesign("\(key)/bounds/\(name)", found) }
    }
    for looks in [1, 2, 3, 4, 5, 10, 20, 50, 100] {
      let rate = try? GroupSequentialDesign.peekingErrorRate(looks: looks, alpha: options.alpha)
      list.add("\(key)/peeking_type1/\(looks)", rate)
    }
    for treatment in treatments {
      for look in 0..<looks {
        addLook("\(key)/looks/\(table.arms[treatment])/\(look)", treatment, look)
      }
    }
  }

  /// Adds the first floor(kN/K) rows of the file as a look.
  private mutating func addLook(_ key: String, _ treatment: Int, _ look: Int) {
    let end = (look + 1) * table.arm.count / options.looks
    list.add("\(key)/rows", end)
    for role in [StatisticTable.Role.converted, .revenue] {
      let arms = [table.control, treatment].compactMap { arm in
        table.values(role, in: Array(rows[arm].prefix { $0 < end })).map { Moments(of: $0) }
      }
      guard arms.count == 2, arms[0].count > 1, arms[1].count > 1 else { continue }
      let name = "\(key)/\(role.rawValue)"
      let welch = EffectEstimate.welch(treatment: arms[1], control: arms[0]).value
      list.add("\(name)/n0", arms[0].count)
      list.add("\(name)/n1", arms[1].count)
      list.add("\(name)/diff", arms[1].mean - arms[0].mean)
      list.add("\(name)/se", welch?.standardError ?? 0)
      list.add("\(name)/z", welch?.statistic)
      list.add("\(name)/p_t", welch?.pValue())
      list.add("\(name)/p_z", welch?.normal.pValue())
      guard arms.allSatisfy({ $0.mean > 0 && $0.variance > 0 }) else { continue }
      let lift = EffectEstimate.deltaLift(treatment: arms[1], control: arms[0]).value
      list.add("\(name)/lift", lift?.effect)
      list.addSequence("\(name)/acs_lift", lift, units: arms[0].count + arms[1].count)
    }
  }
}

extension StatisticList {
  mutating func addDesign(_ key: String, _ design: GroupSequentialDesign) {
    let lists: [(String, [Double])] = [
      ("critical_z", design.criticalValues), ("nominal_p", design.nominalPValues),
      ("cum_alpha", design.cumulativeAlpha), ("stage_power", design.stagePower),
    ]
    for (name, values) in lists {
      for (index, value) in values.enumerated() { add("\(key)/\(name)/\(index)", value) }
    }
    add("\(key)/drift", design.drift)
    add("\(key)/inflation_factor", design.inflationFactor)
    add("\(key)/exp_info_H0", design.expectedInformationUnderNull)
    add("\(key)/exp_info_H1", design.expectedInformationUnderDrift)
  }

  mutating func addSequence(_ key: String, _ effect: EffectEstimate?, units: Int) {
    guard let effect,
      let found = AlwaysValid.confidenceSequence(
        estimate: effect.effect, variance: effect.standardError * effect.standardError,
        units: units, tightestAt: options.tightestAt, alpha: options.alpha)
    else { return }
    add(
      "\(key)/rho",
      AlwaysValid.tuning(tightestAt: options.tightestAt, alpha: options.alpha).squareRoot())
    add("\(key)/halfwidth", found.halfWidth)
    add("\(key)/ci", found.interval)
    add("\(key)/log_e", found.logEvidence)
    add("\(key)/p", found.pValue)
    add("\(key)/z_equiv", found.criticalValue)
  }

  /// Adds always-valid intervals of a difference and of its lift.
  ///
  /// The control's mean sets the mixing deviation.
  mutating func addAlwaysValid(_ key: String, treatment: Moments, control: Moments) {
    let parts = WelchVariance(control: control, treatment: treatment)
    let units = control.count + treatment.count
    let difference = treatment.mean - control.mean
    guard parts.sum > 0 else { return }
    addSequence(
      "\(key)/seq_abs/acs",
      EffectEstimate(effect: difference, standardError: parts.sum.squareRoot()), units: units)
    let statsig = AlwaysValid.statsig(
      estimate: difference, control: (control.variance, control.count),
      treatment: (treatment.variance, treatment.count), alpha: options.alpha)
    if let statsig {
      let z = StandardNormal.upperQuantile(options.alpha / 2)
      add(
        "\(key)/seq_abs/statsig/tau",
        z * z * (control.variance + treatment.variance) / Double(units))
      add("\(key)/seq_abs/statsig/z_star", statsig.criticalValue)
      add("\(key)/seq_abs/statsig/ci", statsig.interval)
    }
    let mixing = 0.05 * abs(control.mean)
    let mixture = AlwaysValid.mixtureTest(
      estimate: difference, variance: parts.sum, mixing: mixing, alpha: options.alpha)
    if let mixture {
      add("\(key)/seq_abs/msprt/tau", mixing)
      add("\(key)/seq_abs/msprt/log_lambda", mixture.logEvidence)
      add("\(key)/seq_abs/msprt/p", mixture.pValue)
      add("\(key)/seq_abs/msprt/halfwidth", mixture.halfWidth)
      add("\(key)/seq_abs/msprt/ci", mixture.interval)
    }
    guard control.mean > 0 else { return }
    addSequence(
      "\(key)/seq_lift_acs",
      EffectEstimate.deltaLift(treatment: treatment, control: control).value, units: units)
  }
}
