import Experiments
import Studies
import Support

extension AssessmentDocument {
  var values: JSON.Members {
    [
      "title": .text(result.experiment.title), "customers": .integer(Int64(found.units)),
      "replications": .integer(Int64(found.replications)), "looks": .integer(Int64(found.looks)),
      "alpha": .number(plan.alpha), "level": .number(plan.levelOfOneTest),
      "decided": .integer(Int64(found.decided)),
      "draw": .text(result.draw?.rawValue ?? "fresh replications"),
      "shared": .array(result.sharedResources.map(JSON.text)),
      "primary": .text(result.experiment.primary.name),
      "family_error": .estimate(found.familyError),
      "comparisons": .array(found.comparisons.map(json)),
      "methods": .array(found.methods.map(json)), "cap": .optional(result.cap),
      "comparisons_same_customers": .array(result.reassigned?.comparisons.map(json) ?? []),
      "decisions": .array(found.regrets.map(json)),
    ]
  }

  private func json(_ comparison: OperatingCharacteristics.Comparison) -> JSON {
    .object([
      "treatment": .text(comparison.treatmentName), "metric": .text(comparison.metricName),
      "truth": .number(comparison.truth), "truth_se": .number(comparison.truthError),
      "true_lift": .optional(comparison.lift),
      "type_i_error": .estimate(comparison.typeIError), "power": .estimate(comparison.power),
      "coverage": .estimate(comparison.coverage), "aa_coverage": .estimate(comparison.nullCoverage),
      "bias": .estimate(comparison.bias), "se_ratio": .optional(comparison.errorRatio),
      "type_s": .estimate(comparison.signError), "type_m": .estimate(comparison.exaggeration),
      "undefined": .integer(Int64(comparison.undefined)),
    ])
  }

  private func json(_ method: OperatingCharacteristics.Method) -> JSON {
    .object([
      "method": .text(method.method.rawValue), "treatment": .text(method.treatmentName),
      "type_i_error": .estimate(method.typeIError), "power": .estimate(method.power),
      "coverage": .estimate(method.coverage), "bias": .estimate(method.bias),
      "type_s": .estimate(method.signError), "type_m": .estimate(method.exaggeration),
      "stopping_time": .estimate(method.stoppingTime),
      "aa_stopping_time": .estimate(method.nullStoppingTime),
    ])
  }

  private func json(_ regret: OperatingCharacteristics.Regret) -> JSON {
    .object([
      "method": .text(regret.method?.rawValue ?? "planned"),
      "chosen": .object(JSON.Members(zip(plan.arms.map(\.name), regret.chosen.map(JSON.estimate)))),
      "regret_per_customer": .estimate(regret.money),
    ])
  }
}
