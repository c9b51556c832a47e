import Experiments
import Support

/// The health checks for programs.
struct HealthValues {
  private let health: HealthReport

  init(_ health: HealthReport) { self.health = health }

  var value: JSON {
    var content: JSON.Members = [
      "warnings": .array(health.cautions.map(caution)),
      "outliers": .array(health.outliers.map(outlier)),
      "skewed_differences": .array(health.skewedDifferences.map(skewed)),
    ]
    if let sequential = health.sequentialSampleRatio {
      content["sequential_sample_ratio"] = .object([
        "p": .array(sequential.pValues.map(JSON.number)), "failed": .boolean(sequential.isFailed),
      ])
    }
    if let ratio = health.segmentSampleRatio {
      content["segment_sample_ratio"] = .object([
        "mix_statistic": .number(ratio.statistic), "mix_p": .number(ratio.pValue),
        "mix_failed": .boolean(ratio.isMixFailed),
        "segments": .array(
          ratio.parts.map { part in
            .object([
              "segment": .text(part.name), "p": .number(part.check.pValue),
              "p_adjusted": .number(part.adjustedPValue), "failed": .boolean(part.isFailed),
            ])
          }),
      ])
      content["reversals"] = .array(health.reversals.map(reversal))
    }
    if let balance = health.balance { content["balance"] = .array(balance.parts.map(covariate)) }
    if !health.overTime.isEmpty { content["over_time"] = .array(health.overTime.map(days)) }
    return .object(content)
  }

  private func caution(_ caution: HealthReport.Caution) -> JSON {
    .object([
      "metric": .text(caution.metricName), "reason": .text(caution.warning.sentence.text),
      "fall_back": .array(
        caution.fallbacks.map { fallback in
          .object([
            "treatment": .text(fallback.treatmentName), "estimate": .number(fallback.difference),
            "lower": .optional(fallback.interval?.lower),
            "upper": .optional(fallback.interval?.upper),
            "p_fisher": .optional(fallback.fisherPValue),
          ])
        }),
    ])
  }

  private func outlier(_ finding: HealthReport.Finding<OutlierInfluence>) -> JSON {
    .object([
      "treatment": .text(finding.treatmentName), "metric": .text(finding.metricName),
      "share": .optional(finding.value.share),
      "p_without_largest": .optional(finding.value.trimmed.value?.pValue),
      "carries_result": .boolean(finding.value.carriesResult),
    ])
  }

  private func skewed(_ finding: HealthReport.Finding<DifferenceSkewness>) -> JSON {
    .object([
      "treatment": .text(finding.treatmentName), "metric": .text(finding.metricName),
      "skewness": .number(finding.value.skewness), "too_great": .boolean(finding.value.isTooGreat),
    ])
  }

  private func reversal(_ finding: HealthReport.Finding<SimpsonReversal>) -> JSON {
    .object([
      "treatment": .text(finding.treatmentName), "metric": .text(finding.metricName),
      "pooled": .number(finding.value.pooled), "stratified": .number(finding.value.stratified),
      "stratified_se": .number(finding.value.stratifiedStandardError),
      "opposed": .array(finding.value.opposed.map(JSON.text)),
      "reversed": .boolean(finding.value.isReversed),
    ])
  }

  private func covariate(_ part: BaselineBalance.Part) -> JSON {
    .object([
      "treatment": .text(health.armNames[part.treatment]), "covariate": .text(part.metricName),
      "standardised_difference": .optional(part.standardisedDifference),
      "p": .optional(part.test.value?.pValue), "failed": .boolean(part.isFailed),
    ])
  }

  private func days(_ finding: HealthReport.Finding<EffectOverTime>) -> JSON {
    .object([
      "treatment": .text(finding.treatmentName), "metric": .text(finding.metricName),
      "trend": .optional(finding.value.trend),
      "trend_se": .optional(finding.value.trendStandardError),
      "novelty_p": .optional(finding.value.novelty?.pValue),
      "change_p": .optional(finding.value.change?.pValue),
      "change_shape": .optional(finding.value.change?.shape.rawValue),
      "change_from": .optional(finding.value.change?.from),
      "change_detectable": .optional(finding.value.change?.detectable),
      "weekday_p": .optional(finding.value.weekday?.pValue),
      "weekday_effects": .array(finding.value.weekdayEffects.map { .optional($0) }),
    ])
  }
}
