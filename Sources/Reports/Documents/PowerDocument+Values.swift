import Experiments
import Studies
import Support

extension PowerDocument {
  var values: JSON.Members {
    var values: JSON.Members = [
      "title": .text(result.title ?? "by formula"), "metric": .text(result.metric.name),
      "baseline": .number(traffic.baseline), "variance": .number(traffic.variance),
      "alpha": .number(result.alpha), "level": .number(traffic.rates.alpha),
      "inflation": .number(traffic.rates.inflation), "power": .number(traffic.rates.power),
      "control_share": .number(traffic.controlShare),
      "treatment_share": .number(traffic.treatmentShare),
      "units_per_day": result.hasDuration ? .number(traffic.unitsPerDay) : .null,
      "planned_units": .optional(result.plannedUnits),
      "detectable_lift": .optional(
        result.plannedUnits.map { traffic.detectableLift(units: Double($0)) }),
      "sizes": .array(result.lifts.map(size)), "curve": .array(result.curve.map(point)),
    ]
    if let halfWidth = result.halfWidth {
      values["half_width"] = .object([
        "half_width": .number(halfWidth),
        "units": .number(traffic.row(halfWidth: halfWidth).units),
      ])
    }
    if !result.treatments.isEmpty {
      values["treatments"] = .array(result.treatments.map(treatment))
    }
    return values
  }

  private func size(_ lift: Double) -> JSON {
    let row = traffic.row(lift: lift)
    return .object([
      "lift": .number(lift), "units": .number(row.units),
      "treatment_units": .number(row.treatmentUnits),
      "days": result.hasDuration ? .number(row.days) : .null,
      "units_cuped": .optional(result.covariateFactor.map { row.units * $0 }),
    ])
  }

  private func point(_ point: PowerResult.CurvePoint) -> JSON {
    .object([
      "units": .number(point.units), "power": .array(point.powers.map(JSON.number)),
      "power_cuped": .array(point.adjustedPowers.map(JSON.number)),
    ])
  }

  private func treatment(_ treatment: PowerResult.Treatment) -> JSON {
    let simulated = treatment.simulated
    return .object([
      "name": .text(treatment.name), "true_effect": .optional(treatment.effect?.difference),
      "true_se": .optional(treatment.effect?.standardError),
      "true_lift": .optional(treatment.effect?.relative),
      "units_needed": .optional(treatment.unitsNeeded),
      "units_needed_least": .optional(treatment.leastNeeded),
      "units_needed_most": .optional(treatment.mostNeeded),
      "power_formula": .optional(treatment.powerByFormula),
      "power": .optional(simulated?.power.value),
      "power_se": .optional(simulated?.power.standardError),
      "power_cuped": .optional(simulated?.adjustedPower?.value),
      "correlation": .optional(simulated?.correlation),
      "units_independent": .optional(simulated?.independentUnits),
      "units_common": .optional(simulated?.commonUnits),
    ])
  }
}
