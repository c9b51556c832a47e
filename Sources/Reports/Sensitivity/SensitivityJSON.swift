import Experiments
import Scenarios
package import Studies
import Support

/// What the decision rests on, for programs.
package struct SensitivityJSON {
  private let found: ScenarioSensitivity
  private var plan: AnalysisPlan { found.planned.plan }

  /// Wraps what was found.
  package init(_ sensitivity: ScenarioSensitivity) {
    found = sensitivity
  }

  /// The document.
  package var rendered: String {
    JSON.object([
      "title": .text(found.title), "customers": .integer(Int64(found.customers)),
      "runs": .integer(Int64(found.runs)), "metric": .text(plan.metrics[plan.primary].name),
      "moves": .array(found.options.moves.map(JSON.number)),
      "best": .text(plan.arms[found.base.best].name), "base": point(found.base),
      "assumptions": .array(found.lines.map(line)),
      "unmoved": .array(found.unmoved.map(JSON.text)),
      "morris": found.screening.map(screening) ?? .null,
    ]).rendered
  }

  private func point(_ point: SensitivityPoint) -> JSON {
    .object([
      "best": .text(plan.arms[point.best].name),
      "effects": .object(
        byTreatment { arm in
          .object([
            "effect": .optional(point.effects[arm]?.difference),
            "se": .optional(point.effects[arm]?.standardError),
          ])
        }),
    ])
  }

  private func line(_ line: SensitivityLine) -> JSON {
    .object([
      "assumption": .text(line.assumption.name), "path": .text(line.assumption.path),
      "value": .number(line.assumption.value), "unit": .text(line.assumption.unit),
      "swing": .object(byTreatment { .number(line.swing(of: $0)) }),
      "steps": .array(
        line.steps.map { step in
          .object(["value": .number(step.value), "result": point(step.point)])
        }),
      "flips": .array(
        line.flips.map { flip in
          .object([
            "kind": .text(flip.isDecision ? "decision" : "sign"),
            "from": .text(plan.arms[flip.from].name), "to": .text(plan.arms[flip.to].name),
            "value": .number(flip.value), "move": .number(flip.move),
            "before": .number(flip.before), "after": .number(flip.after),
          ])
        }),
    ])
  }

  private func screening(_ screening: MorrisScreening) -> JSON {
    .object([
      "trajectories": .integer(Int64(screening.trajectories)),
      "refused": .integer(Int64(screening.refused)),
      "lost_steps": .integer(Int64(screening.lostSteps)),
      "steps": .integer(Int64(screening.steps)),
      "effects": .array(
        screening.effects.map { effect in
          .object([
            "assumption": .text(found.lines[effect.assumption].assumption.name),
            "treatment": .text(plan.arms[effect.arm].name),
            "mu_star": .optional(effect.meanSize.value),
            "mu_star_se": .optional(effect.meanSize.standardError),
            "mu": .optional(effect.mean.value), "sigma": .optional(effect.spread),
            "steps": .integer(Int64(effect.mean.replicates)),
          ])
        }),
    ])
  }

  private func byTreatment(_ value: (Int) -> JSON) -> JSON.Members {
    JSON.Members(plan.treatments.map { (plan.arms[$0].name, value($0)) })
  }
}
