package import Experiments
package import Scenarios
package import Simulation
package import Support

extension AnalysisPlan {
  /// The experiment of a scenario, on the metrics that its runs keep.
  ///
  /// It is the only plan, also for questions about the test. Where only sums are known, metrics
  /// that need every customer's value are left without a test.
  /// - Throws: `ArgumentError` for an experiment that no analysis fits, such as one with one arm.
  package init(
    _ scenario: Scenario, kept: MeasurePlan, sumsOnly: Bool = false
  ) throws(ArgumentError) {
    let experiment = scenario.experiment
    let rules = experiment.analysis
    try self.init(
      arms: experiment.arms.map { Arm(name: $0.name, share: $0.share) },
      metrics: kept.metrics.map {
        PlannedMetric($0.metric, currency: scenario.market.currency, sumsOnly: sumsOnly)
      },
      primary: kept.primary,
      // A guardrail's metric is always kept; one that were not could not be watched.
      guardrails: experiment.guardrails.compactMap { guardrail in
        kept.metrics.firstIndex { $0.metric == guardrail.metric }
          .map { Guardrail(metric: $0, limit: guardrail.limit) }
      },
      alpha: experiment.alpha, correction: Correction(rules.correction),
      correctedTests: CorrectedTests(rules.tests), alternative: Alternative(rules.hypothesis))
  }
}

extension Correction {
  init(_ rule: CorrectionRule) {
    switch rule {
    case .dunnett: self = .dunnett
    case .holm: self = .holm
    case .bonferroni: self = .bonferroni
    case .hochberg: self = .hochberg
    case .hommel: self = .hommel
    case .sidak: self = .sidak
    case .benjaminiHochberg: self = .benjaminiHochberg
    case .benjaminiYekutieli: self = .benjaminiYekutieli
    case .none: self = .uncorrected
    }
  }
}

extension CorrectedTests {
  init(_ tests: TestsRule) {
    switch tests {
    case .all: self = .all
    case .primary: self = .primary
    case .primaryAndGuardrails: self = .primaryAndGuardrails
    }
  }
}

extension Alternative {
  init(_ hypothesis: Hypothesis) {
    switch hypothesis {
    case .twoSided: self = .twoSided
    case .greater: self = .greater
    case .less: self = .less
    }
  }
}

extension GroupSequentialBoundary {
  init(_ rule: SpendingRule) {
    switch rule {
    case .obrienFleming: self = .spending(.obrienFleming)
    case .pocock: self = .spending(.pocock)
    case .power(let exponent): self = .spending(.power(exponent))
    case .hwangShihDeCani(let gamma): self = .spending(.hwangShihDeCani(gamma))
    case .alwaysValid: self = .alwaysValid
    case .peeking: self = .peeking
    }
  }
}
