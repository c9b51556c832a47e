package import Support

extension HealthReport {
  /// P-value below which a change of the effect stands in the verdict.
  static let changeThreshold = 0.01

  /// What the checks hold against verdicts on the primary metric.
  ///
  /// Broken assignment takes every verdict away; a reversal by segments, an effect that is no
  /// longer seen, and a result that hangs on one unit keep a treatment from being shipped or
  /// dropped; the rest stands in the sentence.
  func doubts(of analysis: Analysis) -> [Doubt] {
    broken(analysis) + reversed(analysis) + changed(analysis) + carried(analysis)
  }

  private func broken(_ analysis: Analysis) -> [Doubt] {
    var found: [Sentence] = []
    if let sequential = sequentialSampleRatio, sequential.isFailed {
      found.append(
        "followed day by day, the arms' shares fail (\(.probability(sequential.pValue)))")
    }
    if let ratio = segmentSampleRatio {
      if ratio.isMixFailed {
        found.append("the arms differ in their mix of segments (\(.probability(ratio.pValue)))")
      }
      for part in ratio.parts where part.isFailed && !ratio.isMixFailed {
        found.append(
          """
          segment \(part.name) contradicts the planned shares \
          (\(.probability(part.adjustedPValue)))
          """)
      }
    }
    if let ratio = analysis.metricRatios[analysis.plan.primary], ratio.isFailed {
      found.append(
        """
        the units of \(analysis.plan.metrics[analysis.plan.primary].name) contradict the planned \
        shares (\(.probability(ratio.pValue)))
        """)
    }
    var doubts = found.map { Doubt(treatment: nil, weight: .distrust, sentence: $0) }
    for part in balance?.parts ?? [] where part.isFailed {
      guard let p = part.test.value?.pValue else { continue }
      doubts.append(
        Doubt(
          treatment: part.treatment, weight: .distrust,
          sentence:
            "\(part.metricName) differs before the experiment could change it (\(.probability(p)))")
      )
    }
    return doubts
  }

  /// The findings on the primary metric, with the arm's comparison.
  private func primary<Value>(
    _ findings: [Finding<Value>], _ analysis: Analysis
  ) -> [(value: Value, comparison: Comparison)] {
    let metric = analysis.plan.primary
    return analysis.plan.treatments.compactMap { arm in
      guard let comparison = analysis.comparison(treatment: arm, metric: metric) else { return nil }
      return findings.first {
        $0.treatmentName == comparison.treatmentName && $0.metricName == comparison.metricName
      }.map { ($0.value, comparison) }
    }
  }

  private func unit(_ analysis: Analysis) -> DisplayUnit {
    analysis.plan.metrics[analysis.plan.primary].unit
  }

  private func reversed(_ analysis: Analysis) -> [Doubt] {
    primary(reversals, analysis).filter(\.value.isReversed).map { reversal, comparison in
      Doubt(
        treatment: comparison.treatment, weight: .hold,
        sentence: """
          its segments say the opposite (Simpson's paradox): \
          \(.signedAmount(reversal.stratified, unit(analysis))) weighted by segment
          """)
    }
  }

  private func changed(_ analysis: Analysis) -> [Doubt] {
    primary(overTime, analysis).compactMap { overTime, comparison -> Doubt? in
      guard let change = overTime.change, change.pValue < Self.changeThreshold else { return nil }
      let unit = unit(analysis)
      let rest = change.outside
      let lasts =
        abs(rest.estimate) > 1.96 * rest.standardError
        && rest.estimate * (comparison.difference ?? 0) > 0
      return Doubt(
        treatment: comparison.treatment, weight: lasts ? .mention : .hold,
        sentence: """
          the effect changes with time (\(.probability(change.pValue))): \
          \(sentence(change, unit, alpha: analysis.plan.alpha))
          """)
    }
  }

  /// What the effect is inside and outside of the days found, which are counted from the first.
  package func sentence(_ change: EffectChange, _ unit: DisplayUnit, alpha: Double) -> Sentence {
    func number(_ day: Int) -> StatedValue {
      .count((days.firstIndex { $0.number == day } ?? day) + 1)
    }
    let inside = StatedValue.signedAmount(change.inside.estimate, unit)
    let outside = StatedValue.signedAmount(
      change.outside.estimate, unit, change.outside.interval(alpha: alpha))
    if let through = change.through {
      return "\(inside) from day \(number(change.from)) to \(number(through)), else \(outside)"
    }
    return "\(inside) before day \(number(change.from)), \(outside) from then on"
  }

  private func carried(_ analysis: Analysis) -> [Doubt] {
    primary(outliers, analysis).filter(\.value.carriesResult).map { influence, comparison in
      let without: Sentence? = influence.trimmed.value.map {
        ": without it \(.probability($0.pValue))"
      }
      return Doubt(
        treatment: comparison.treatment, weight: influence.isDecisive ? .hold : .mention,
        sentence: "the largest unit of each arm carries the result\(without ?? "")")
    }
  }
}
