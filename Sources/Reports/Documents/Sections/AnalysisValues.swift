import Experiments
import Support

/// An analysis for programs: comparisons, guardrails, sample ratio and verdicts.
struct AnalysisValues {
  private let analysis: Analysis

  init(_ analysis: Analysis) { self.analysis = analysis }

  var content: JSON.Members {
    [
      "family": .text(analysis.familyDescription.text),
      "comparisons": .array(analysis.comparisons.map(comparison)),
      "guardrails": .array(analysis.guardrails.map(guardrail)),
      "sample_ratio": .object([
        "statistic": .number(analysis.sampleRatio.statistic),
        "df": .number(analysis.sampleRatio.degreesOfFreedom),
        "p": .number(analysis.sampleRatio.pValue),
        "failed": .boolean(analysis.sampleRatio.isFailed),
      ]),
      "recommendation": .optional(analysis.recommendation?.sentence.text),
      "verdicts": .array(
        analysis.verdicts.map { verdict in
          .object([
            "treatment": .text(verdict.treatmentName), "action": .text(verdict.action.text),
            "reason": .text(verdict.reason.text),
          ])
        }),
    ]
  }

  var arms: JSON {
    .array(
      analysis.arms.map { result in
        .object([
          "arm": .text(result.armName), "metric": .text(result.metricName),
          "segment": .text(result.segmentName ?? SegmentLabel.all),
          "count": .integer(Int64(result.count)), "value": .optional(result.value),
          "se": .optional(result.standardError), "lower": .optional(result.interval?.lower),
          "upper": .optional(result.interval?.upper),
        ])
      })
  }

  private func comparison(_ comparison: Comparison) -> JSON {
    let lift = comparison.lift.value
    var content: JSON.Members = [
      "treatment": .text(comparison.treatmentName), "metric": .text(comparison.metricName),
      "segment": .text(comparison.segmentName ?? SegmentLabel.all),
      "control_value": .optional(comparison.controlValue),
      "treatment_value": .optional(comparison.treatmentValue),
      "estimate": .optional(comparison.difference), "se": .optional(comparison.standardError),
      "lower": .optional(comparison.interval?.lower),
      "upper": .optional(comparison.interval?.upper), "statistic": .optional(comparison.statistic),
      "df": .optional(comparison.degreesOfFreedom), "p": .optional(comparison.pValue),
      "p_adjusted": .optional(comparison.adjustedPValue), "lift": .optional(lift?.value),
      "lift_lower": .optional(lift?.interval?.lower),
      "lift_upper": .optional(lift?.interval?.upper),
      "lift_method": .optional(lift?.method.rawValue), "level": .number(comparison.level),
      "method": .text(comparison.methodName), "decision": .text(comparison.decisionText),
    ]
    if let look = comparison.look {
      content["look"] = .integer(Int64(look.number))
      content["looks"] = .integer(Int64(look.planned))
    }
    if let adjustment = comparison.adjustment {
      let unadjusted = adjustment.unadjusted.value
      content["adjustment"] = .text(adjustment.method.rawValue)
      content["variance_reduction"] = .number(adjustment.varianceReduction)
      content["unadjusted_estimate"] = .optional(unadjusted?.difference)
      content["unadjusted_se"] = .optional(unadjusted?.standardError)
      content["unadjusted_p"] = .optional(unadjusted?.pValue)
    }
    if let truth = comparison.truth {
      content["true_effect"] = .number(truth.effect.difference)
      content["true_se"] = .optional(truth.effect.standardError)
      content["true_lift"] = .optional(truth.effect.relative)
      content["bias"] = .optional(truth.bias)
      content["bias_se"] = .optional(truth.biasStandardError)
    }
    return .object(content)
  }

  private func guardrail(_ result: GuardrailResult) -> JSON {
    .object([
      "treatment": .text(result.treatmentName), "metric": .text(result.metricName),
      "limit": .number(result.limit), "state": .text(result.state.rawValue),
      "reason": .text(result.sentence.text),
    ])
  }
}
