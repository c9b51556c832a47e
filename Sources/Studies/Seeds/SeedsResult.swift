package import Experiments
package import Scenarios
package import Support

/// What experiments with many seeds found of the primary metric, beside one truth.
package struct SeedsResult: Sendable, Equatable, Codable {
  /// What one seed's experiment says of one treatment.
  package struct Row: Sendable, Equatable, Codable {
    package let seed: UInt64
    /// Index of the arm.
    package let treatment: Int
    /// Treatment less control, in the metric's unit; nil where it is not defined.
    package let difference: Double?
    package let interval: Interval?
    /// Relative change, a share of the control.
    package let lift: Double?
    package let liftInterval: Interval?
    /// P-value as the plan corrects it.
    package let pValue: Double?
    package let decision: Decision
    package let action: Verdict.Action
    /// Whether the treatment is the one to ship, where several beat the control.
    package let isRecommended: Bool
    /// Number of the look at which the experiment was stopped, if it was.
    package let stoppedAt: Int?
    /// Whether the interval of the difference contains the truth.
    package let isCovered: Bool?

    /// Whether the test found any difference.
    package var isSignificant: Bool { decision == .better || decision == .worse }
  }

  package let input: RunInput
  package let first: UInt64
  package let scenario: Scenario
  package let plan: AnalysisPlan
  package let truth: Truth
  /// Replications of the market behind the truth.
  package let replications: Int
  /// Customers of the first seed's experiment.
  package let customers: Int
  /// By seed, then by treatment.
  package let rows: [Row]

  package var seeds: Int { rows.count / max(1, plan.treatments.count) }
  package var last: UInt64 { first + UInt64(max(1, seeds) - 1) }
  package var metric: PlannedMetric {
    PlannedMetric(
      scenario.experiment.primary, currency: scenario.market.currency)
  }
  package var isHigherBetter: Bool { plan.metrics[plan.primary].higherIsBetter }

  package func effect(_ treatment: Int) -> TrueEffect? {
    truth.effects[treatment][plan.primary]
  }

  package func rows(of treatment: Int) -> [Row] { rows.filter { $0.treatment == treatment } }

  /// Whether all estimates, and the truth, are relative changes.
  package var isRelative: Bool {
    rows.allSatisfy { $0.difference == nil || $0.lift != nil }
      && plan.treatments.allSatisfy { effect($0)?.relative != nil }
  }

  /// An estimate as it is shown: a relative change, or the difference.
  package func size(_ row: Row) -> Double? { isRelative ? row.lift : row.difference }

  /// The true effect as it is shown.
  package func trueSize(_ treatment: Int) -> Double? {
    isRelative ? effect(treatment)?.relative : effect(treatment)?.difference
  }

  static func rows(of analysis: Analysis, seed: UInt64) -> [Row] {
    analysis.verdicts.compactMap { verdict in
      guard
        let found = analysis.comparison(
          treatment: verdict.treatment, metric: analysis.plan.primary)
      else { return nil }
      let look = found.look.flatMap { $0.stops ? $0.number : nil }
      return Row(
        seed: seed, treatment: verdict.treatment, difference: found.difference,
        interval: found.interval, lift: found.lift.value?.value,
        liftInterval: found.lift.value?.interval,
        pValue: found.adjustedPValue ?? found.pValue, decision: found.decision,
        action: verdict.action,
        isRecommended: verdict.action == .ship
          && (analysis.recommendation.map { $0.treatment == verdict.treatment } ?? true),
        stoppedAt: look, isCovered: found.truth?.isCovered)
    }
  }
}
