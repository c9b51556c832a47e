import Experiments
package import Studies
import Support

/// A comparison of designs for programs.
package struct DesignJSON {
  private let found: DesignComparison

  /// Wraps a comparison.
  package init(_ comparison: DesignComparison) {
    found = comparison
  }

  /// The document.
  package var rendered: String {
    let plan = found.planned.plan
    let advice = DesignAdvice(found)
    return JSON.object([
      "title": .text(found.title), "metric": .text(plan.metrics[plan.primary].name),
      "replications": .integer(Int64(found.options.replications)),
      "customers": .integer(Int64(found.customers)),
      "markets_per_arm": .integer(Int64(found.options.marketsPerArm)),
      "block_days": .integer(Int64(found.blockDays)),
      "wash_out_days": .integer(Int64(found.washOutDays)),
      "alpha": .number(plan.alpha),
      "shared": .array(found.sharedResources.map(JSON.text)),
      "shared_stages": .array(found.sharedStages.map(JSON.text)),
      "recommended": .optional(advice.design?.rawValue),
      "reasons": .array(advice.reasons.map(JSON.text)),
      "treatments": .array(plan.treatments.map(treatment)),
    ]).rendered
  }

  private func treatment(_ arm: Int) -> JSON {
    let truth = found.truths[arm]
    return .object([
      "treatment": .text(found.planned.plan.arms[arm].name),
      "truth": .optional(truth?.difference), "truth_se": .optional(truth?.standardError),
      "designs": .array(found.results.filter { $0.treatment == arm }.map(design)),
    ])
  }

  private func design(_ result: DesignResult) -> JSON {
    .object([
      "design": .text(result.design.rawValue), "customers": .integer(Int64(result.customers)),
      "bias": figure(result.bias), "se": .optional(result.spread),
      "se_mc_error": .optional(result.spreadError), "reported_se": figure(result.reportedError),
      "coverage": figure(result.coverage), "is_biased": .boolean(result.isBiased),
    ])
  }

  private func figure(_ figure: MonteCarloEstimate) -> JSON {
    .object([
      "value": .optional(figure.value), "se": .optional(figure.standardError),
      "replicates": .integer(Int64(figure.replicates)),
    ])
  }
}
