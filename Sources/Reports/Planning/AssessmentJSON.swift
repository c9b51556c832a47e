import Experiments
package import Studies
import Support

/// The operating characteristics of a test for programs.
package struct AssessmentJSON {
  private let scenario: ScenarioAssessment
  private var found: OperatingCharacteristics { scenario.assessment.characteristics }

  /// Wraps an assessment.
  package init(_ scenario: ScenarioAssessment) {
    self.scenario = scenario
  }

  /// The document.
  package var rendered: String {
    JSON.object([
      "title": .text(scenario.title), "customers": .integer(Int64(found.units)),
      "replications": .integer(Int64(found.replications)), "looks": .integer(Int64(found.looks)),
      "alpha": .number(found.plan.alpha),
      "draw": .text(scenario.draw?.rawValue ?? "fresh replications"),
      "shared": .array(scenario.sharedResources.map(JSON.text)),
      "primary": .text(found.plan.metrics[found.plan.primary].name),
      "family_error": figure(found.familyError),
      "comparisons": .array(found.comparisons.map(comparison)),
      "methods": .array(found.methods.map(method)), "cap": .optional(scenario.cap),
      "comparisons_same_customers": .array(
        scenario.reassigned.map { $0.comparisons.map(comparison) } ?? []),
      "decisions": .array(found.regrets.map(regret)),
    ]).rendered
  }

  private func comparison(_ comparison: OperatingCharacteristics.Comparison) -> JSON {
    .object([
      "treatment": .text(comparison.treatmentName), "metric": .text(comparison.metricName),
      "truth": .number(comparison.truth), "true_lift": .optional(comparison.lift),
      "type_i_error": figure(comparison.typeIError), "power": figure(comparison.power),
      "coverage": figure(comparison.coverage), "aa_coverage": figure(comparison.nullCoverage),
      "bias": figure(comparison.bias), "se_ratio": .optional(comparison.errorRatio),
      "type_s": figure(comparison.signError), "type_m": figure(comparison.exaggeration),
      "undefined": .integer(Int64(comparison.undefined)),
    ])
  }

  private func method(_ method: OperatingCharacteristics.Method) -> JSON {
    .object([
      "method": .text(method.method.rawValue), "treatment": .text(method.treatmentName),
      "type_i_error": figure(method.typeIError), "power": figure(method.power),
      "coverage": figure(method.coverage), "bias": figure(method.bias),
      "type_s": figure(method.signError), "type_m": figure(method.exaggeration),
      "stopping_time": figure(method.stoppingTime),
      "aa_stopping_time": figure(method.nullStoppingTime),
    ])
  }

  private func regret(_ regret: OperatingCharacteristics.Regret) -> JSON {
    .object([
      "method": .text(regret.method.rawValue),
      "chosen": .object(
        JSON.Members(zip(found.plan.arms.map(\.name), regret.chosen.map(figure)))),
      "regret_per_customer": figure(regret.money),
    ])
  }

  private func figure(_ figure: MonteCarloEstimate) -> JSON {
    .object([
      "value": .optional(figure.value), "se": .optional(figure.standardError),
      "replicates": .integer(Int64(figure.replicates)),
    ])
  }
}
