import Experiments
package import Studies
import Support

/// A plan in plain words, tables under 100 columns, or JSON.
package struct PowerText {
  private let report: PowerReport

  /// Wraps a report.
  package init(_ report: PowerReport) {
    self.report = report
  }

  private var traffic: TrafficPlan { report.traffic }

  /// The whole text, each line ended.
  package var text: String {
    [heading, sizes, planned, curve, simulated].filter { !$0.isEmpty }
      .map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private var heading: [String] {
    let unit = report.metric.unit
    let rates = traffic.rates
    var sentence =
      "\(report.metric.name): \(Figures.value(traffic.baseline, unit)) in the control, standard"
      + " deviation \(Figures.value(traffic.variance.squareRoot(), unit)) per unit; error rate"
      + " \(Figures.percent(rates.alpha, decimals: 1)), two-sided; power"
      + " \(Figures.percent(rates.power, decimals: 0)); shares"
      + " \(Figures.percent(traffic.controlShare, decimals: 1)) control and"
      + " \(Figures.percent(traffic.treatmentShare, decimals: 1)) treatment"
    if report.hasDuration {
      sentence += "; \(Figures.count(whole(traffic.unitsPerDay))) units a day over all arms"
    }
    return ["How many units does the test need?  \(report.title)"]
      + TextTable.paragraph(sentence + ".", lead: "  ", indent: 2)
  }

  private var sizes: [String] {
    var names = ["difference", "units in all", "units in the treatment"]
    if report.hasDuration { names.append("days") }
    if report.covariateFactor != nil { names.append("units in all with CUPED") }
    if report.hasDuration, report.covariateFactor != nil { names.append("days with CUPED") }
    var table = TextTable("lift", names)
    for lift in report.lifts {
      table.add(
        cells(traffic.row(lift: lift), "\(Figures.change(lift)) %", traffic.baseline * lift))
    }
    if let halfWidth = report.halfWidth {
      let row = traffic.row(halfWidth: halfWidth)
      table.add(cells(row, "±\(Figures.value(halfWidth, report.metric.unit))", nil))
    }
    return ["To find a change with that power"] + table.lines
  }

  private func cells(
    _ row: TrafficPlan.Row, _ label: String, _ difference: Double?
  ) -> [String] {
    var cells = [
      label, difference.map { Figures.difference($0, report.metric.unit) } ?? Figures.missing,
      Figures.count(whole(row.units)), Figures.count(whole(row.treatmentUnits)),
    ]
    if report.hasDuration { cells.append(Figures.number(row.days)) }
    if let factor = report.covariateFactor {
      cells.append(Figures.count(whole(row.units * factor)))
      if report.hasDuration { cells.append(Figures.number(row.days * factor)) }
    }
    return cells
  }

  private var planned: [String] {
    guard let units = report.plannedUnits else { return [] }
    let lift = traffic.detectableLift(units: Double(units))
    var lines = [
      "With the planned \(Figures.count(units)) units",
      "  Least change found with that power: \(Figures.change(lift)) %"
        + " (\(Figures.difference(traffic.baseline * lift, report.metric.unit)))",
    ]
    if let factor = report.covariateFactor {
      let adjusted = traffic.detectableLift(units: Double(units) / factor)
      lines.append("  With CUPED: \(Figures.change(adjusted)) %")
    }
    return lines
  }

  private var curve: [String] {
    var table = TextTable("units in all", report.lifts.map { "\(Figures.change($0)) %" })
    for point in report.curve {
      table.add(
        [Figures.count(whole(point.units))]
          + point.powers.map { Figures.percent($0, decimals: 1) })
    }
    return ["Power by units and change"] + table.lines + drawn
  }

  /// Power from no units to twice the middle of the table, a bar per step.
  private var drawn: [String] {
    let points = report.fineCurve
    guard let last = points.last else { return [] }
    func line(_ powers: [Double]) -> String {
      let bars = Array("▁▂▃▄▅▆▇█")
      return String(powers.map { bars[min(7, max(0, Int($0 * 8)))] })
    }
    var lines = ["  power from 0 to \(Figures.count(whole(last.units))) units, ▁ 0 % to █ 100 %"]
    for (index, lift) in report.lifts.enumerated() {
      let name = "\(Figures.change(lift)) %"
      let space = String(repeating: " ", count: max(1, 9 - name.count))
      lines.append("  \(space)\(name)  \(line(points.map { $0.powers[index] }))")
      if report.covariateFactor != nil {
        lines.append("      CUPED  \(line(points.map { $0.adjustedPowers[index] }))")
      }
    }
    return lines
  }

  private var simulated: [String] {
    guard !report.treatments.isEmpty else { return [] }
    var table = TextTable(
      "treatment",
      [
        "true lift", "power by formula", "power simulated", "with CUPED",
        "same-customer correlation",
        "customers to simulate", "with common random numbers",
      ])
    func power(_ figure: MonteCarloEstimate?) -> String {
      guard let figure, let value = figure.value else { return Figures.missing }
      let error = figure.standardError.map { " ±\(Figures.fixed($0 * 100, decimals: 1))" } ?? ""
      return "\(Figures.fixed(value * 100, decimals: 1))\(error) %"
    }
    for treatment in report.treatments {
      table.add([
        treatment.name, treatment.lift.map { "\(Figures.change($0)) %" } ?? Figures.missing,
        treatment.powerByFormula.map { Figures.percent($0, decimals: 1) } ?? Figures.missing,
        power(treatment.power), power(treatment.adjustedPower),
        treatment.correlation.map { Figures.fixed($0, decimals: 3) } ?? Figures.missing,
        Figures.count(whole(treatment.independentUnits)),
        Figures.count(whole(treatment.commonUnits)),
      ])
    }
    return ["The scenario's own treatments, simulated"] + table.lines
      + TextTable.paragraph(
        "Customers to simulate until the true effect is known to"
          + " ±\(Figures.value(report.simulationHalfWidth, report.metric.unit)): drawn apart for"
          + " each arm, or the same customers under both (common random numbers). CUPED adjusts by"
          + " what past data of the customer's segment and channel would predict.", lead: "  ",
        indent: 2)
  }

  private func whole(_ value: Double) -> Int {
    guard value.isFinite, value < 9e18 else { return Int.max }
    return Int(value.rounded(.up))
  }

  /// The same content as a JSON document.
  package var json: String {
    var content: JSON.Members = [
      "title": .text(report.title), "metric": .text(report.metric.name),
      "baseline": .number(traffic.baseline), "variance": .number(traffic.variance),
      "alpha": .number(traffic.rates.alpha), "power": .number(traffic.rates.power),
      "control_share": .number(traffic.controlShare),
      "treatment_share": .number(traffic.treatmentShare),
      "units_per_day": report.hasDuration ? .number(traffic.unitsPerDay) : .null,
      "planned_units": .optional(report.plannedUnits),
      "detectable_lift": .optional(
        report.plannedUnits.map { traffic.detectableLift(units: Double($0)) }),
      "sizes": .array(
        report.lifts.map { lift in
          let row = traffic.row(lift: lift)
          return .object([
            "lift": .number(lift), "units": .number(row.units),
            "treatment_units": .number(row.treatmentUnits),
            "days": report.hasDuration ? .number(row.days) : .null,
            "units_cuped": .optional(report.covariateFactor.map { row.units * $0 }),
          ])
        }),
      "curve": .array(
        report.curve.map { point in
          .object([
            "units": .number(point.units), "power": .array(point.powers.map(JSON.number)),
            "power_cuped": .array(point.adjustedPowers.map(JSON.number)),
          ])
        }),
    ]
    if let halfWidth = report.halfWidth {
      content["half_width"] = .object([
        "half_width": .number(halfWidth),
        "units": .number(traffic.row(halfWidth: halfWidth).units),
      ])
    }
    if !report.treatments.isEmpty {
      content["treatments"] = .array(
        report.treatments.map { treatment in
          .object([
            "name": .text(treatment.name), "true_lift": .optional(treatment.lift),
            "power_formula": .optional(treatment.powerByFormula),
            "power": .optional(treatment.power.value),
            "power_se": .optional(treatment.power.standardError),
            "power_cuped": .optional(treatment.adjustedPower?.value),
            "correlation": .optional(treatment.correlation),
            "units_independent": .number(treatment.independentUnits),
            "units_common": .number(treatment.commonUnits),
          ])
        })
    }
    return JSON.object(content).rendered
  }
}
