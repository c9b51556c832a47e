import Experiments
import Scenarios
import Studies
import Support

extension SensitivityDocument {
  var values: JSON.Members {
    [
      "title": .text(result.experiment.title), "customers": .integer(Int64(result.customers)),
      "replications": .integer(Int64(result.replications)),
      "runs": .integer(Int64(result.runs)), "metric": .text(result.experiment.primary.name),
      "moves": .array(result.moves.map(JSON.number)),
      "best": .text(plan.arms[result.base.best].name), "base": json(result.base),
      "assumptions": .array(result.lines.map(json)),
      "unmoved": .array(result.unmoved.map(JSON.text)),
      "set_by_arms": .array(result.setByArms.map(JSON.text)),
      "morris": result.screening.map(json) ?? .null,
    ]
  }

  private func json(_ point: SensitivityPoint) -> JSON {
    .object([
      "best": .text(plan.arms[point.best].name),
      "not_told_from_best": .array(point.rivals.map { .text(plan.arms[$0].name) }),
      "effects": byTreatment { arm in
        .object([
          "effect": .optional(point.effect(arm)?.difference),
          "se": .optional(point.effect(arm)?.standardError),
        ])
      },
    ])
  }

  private func json(_ line: SensitivityLine) -> JSON {
    .object([
      "assumption": .text(line.assumption.name), "path": .text(line.assumption.path),
      "value": .number(line.assumption.value), "unit": .text(line.assumption.unit),
      "swing": byTreatment { .number(line.swing(of: $0)) },
      "steps": .array(
        line.steps.map { .object(["value": .number($0.value), "result": json($0.point)]) }),
      "flips": .array(line.flips.map(json)),
    ])
  }

  private func json(_ flip: SensitivityFlip) -> JSON {
    .object([
      "kind": .text(flip.isDecision ? "decision" : "sign"),
      "from": .text(plan.arms[flip.from].name), "to": .text(plan.arms[flip.to].name),
      "value": .number(flip.value), "move": .number(flip.move), "before": .number(flip.before),
      "after": .number(flip.after),
    ])
  }

  private func json(_ screening: MorrisScreening) -> JSON {
    .object([
      "trajectories": .integer(Int64(screening.trajectories)),
      "refused": .integer(Int64(screening.refused)),
      "lost_steps": .integer(Int64(screening.lostSteps)),
      "steps": .integer(Int64(screening.steps)), "effects": .array(screening.effects.map(json)),
    ])
  }

  private func json(_ effect: MorrisScreening.Effect) -> JSON {
    .object([
      "assumption": .text(result.lines[effect.assumption].assumption.name),
      "treatment": .text(plan.arms[effect.arm].name), "mu_star": .optional(effect.meanSize.value),
      "mu_star_se": .optional(effect.meanSize.standardError), "mu": .optional(effect.mean.value),
      "sigma": .optional(effect.spread), "steps": .integer(Int64(effect.mean.replicates)),
    ])
  }

  private func byTreatment(_ value: (Int) -> JSON) -> JSON {
    .object(JSON.Members(plan.treatments.map { (plan.arms[$0].name, value($0)) }))
  }
}
