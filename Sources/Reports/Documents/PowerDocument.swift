import Experiments
package import Studies
import Support

extension Document {
  /// Sample sizes, durations and detectable effects of a planned test.
  package init(_ result: PowerResult) { self = PowerDocument(result: result).document }
}

struct PowerDocument {
  let result: PowerResult

  var traffic: TrafficPlan { result.traffic }
  private var unit: DisplayUnit { result.metric.unit }

  var document: Document {
    let question = "How many units does the test need?"
    return Document(
      title: result.title.map { Sentence.title(question, of: $0) } ?? "\(question) By formula",
      facts: facts, sections: [sizes, planned, treatments, curve, simulated], values: values)
  }

  private var facts: Sentence {
    let deviation = StatedValue.level(traffic.variance.squareRoot(), unit)
    let sentence: Sentence = """
      \(result.metric.name): \(.level(traffic.baseline, unit)) in the control, standard deviation \
      \(deviation) per unit; error rate \(.share(result.alpha, decimals: 1))\(level), two-sided; \
      power \(.share(traffic.rates.power, decimals: 0)); shares \
      \(.share(traffic.controlShare, decimals: 1)) control and \
      \(.share(traffic.treatmentShare, decimals: 1)) treatment
      """
    return result.hasDuration
      ? "\(sentence); \(.units(traffic.unitsPerDay)) units a day over all arms." : "\(sentence)."
  }

  /// What the plan's correction and looks leave for one test, where that is another.
  private var level: Sentence {
    let rates = traffic.rates
    let own: Sentence =
      rates.alpha == result.alpha
      ? "" : " over all, \(.share(rates.alpha, decimals: 2)) for one test as the plan corrects"
    return rates.inflation == 1
      ? own : "\(own) (its looks cost \(.change(rates.inflation - 1)) units)"
  }

  /// What a row of sizes is for: a change, or a half-width.
  private typealias Size = (name: Sentence, difference: Double?, row: TrafficPlan.Row)

  private var sizes: Document.Section {
    var rows = result.lifts.map { lift -> Size in
      (.value(.change(lift)), traffic.baseline * lift, traffic.row(lift: lift))
    }
    if let halfWidth = result.halfWidth {
      rows.append(("±\(.level(halfWidth, unit))", nil, traffic.row(halfWidth: halfWidth)))
    }
    var columns: [(heading: String, value: (Size) -> StatedValue)] = [
      ("difference", { .difference($0.difference, unit) }),
      ("units in all", { .units($0.row.units) }),
      ("units in the treatment", { .units($0.row.treatmentUnits) }),
    ]
    if result.hasDuration { columns.append(("time", { .days($0.row.days) })) }
    if let factor = result.covariateFactor {
      columns.append(("units in all with CUPED", { .units($0.row.units * factor) }))
      if result.hasDuration {
        columns.append(("time with CUPED", { .days($0.row.days * factor) }))
      }
    }
    return Document.Section(
      "sizes", "To find a change with that power",
      [.table(Table("lift", of: rows, name: \.name, columns: columns))])
  }

  private var planned: Document.Section {
    guard let units = result.plannedUnits else { return Document.Section("planned", "", []) }
    let lift = traffic.detectableLift(units: Double(units))
    var blocks: [Block] = [
      .note(
        """
        Least change found with that power: \(.change(lift)) \
        (\(.difference(traffic.baseline * lift, unit)))
        """)
    ]
    if let factor = result.covariateFactor {
      let adjusted = traffic.detectableLift(units: Double(units) / factor)
      blocks.append(.note("With CUPED: \(.change(adjusted))"))
    }
    return Document.Section("planned", "With the planned \(.count(units)) units", blocks)
  }

  private var curve: Document.Section {
    var table = Table([.words("units in all")] + result.lifts.map { Table.Column(.change($0)) })
    for point in result.curve {
      table.add(
        [.value(.units(point.units))]
          + point.powers.map { Sentence.value(.share($0, decimals: 1)) })
    }
    let points = result.fineCurve
    let series = result.lifts.indices.flatMap { index -> [Figure.Curves.Line] in
      let lift = Sentence.value(.change(result.lifts[index]))
      let own = Figure.Curves.Line(lift, .arm(index + 1), points.map { $0.powers[index] })
      guard result.covariateFactor != nil else { return [own] }
      return [
        own,
        Figure.Curves.Line(
          "\(lift) with CUPED", .arm(index + 1), points.map { $0.adjustedPowers[index] }),
      ]
    }
    let last = points.last?.units ?? 0
    let figure = Figure(
      caption: """
        power from 0 to \(.units(last)) units, ▁ \(.share(0, decimals: 0)) to \
        █ \(.share(1, decimals: 0))
        """,
      .curves(
        Figure.Curves(
          axis: "units in all", places: points.map(\.units), unit: .percent, lines: series)
      ))
    return Document.Section("curve", "Power by units and change", [.table(table), .figure(figure)])
  }

  /// The scenario's own treatments: what they do, and what finding that takes.
  private var treatments: Document.Section {
    let table = Table(
      "treatment", of: result.treatments, name: { Sentence($0.name) },
      columns: [
        ("true effect", { effect($0.effect) }),
        ("units in all", { $0.unitsNeeded.map { .units($0) } ?? .number(nil) }),
        ("at least", { $0.leastNeeded.map { .units($0) } ?? .number(nil) }),
        ("at most", { $0.mostNeeded.map { .units($0) } ?? .number(nil) }),
        ("power as planned", { .share($0.powerByFormula, decimals: 1) }),
      ])
    let unknown = result.treatments.filter { $0.effect != nil && $0.unitsNeeded == nil }
    let note: Sentence =
      unknown.isEmpty
      ? "At least and at most: for the ends of the interval of the true effect."
      : "Not told whether it is better or worse: \(.list(unknown.map(\.name)))."
    return Document.Section(
      "treatments", "To find the scenario's own treatments with that power",
      result.treatments.isEmpty ? [] : [.table(table), .note(note)])
  }

  private func effect(_ effect: TrueEffect?) -> StatedValue {
    guard let effect, let relative = effect.relative else { return .effect(effect, unit) }
    return .change(relative, margin: effect.relativeStandardError)
  }

  private var simulated: Document.Section {
    let rows = result.treatments.compactMap { treatment in
      treatment.simulated.map { (name: treatment.name, found: $0) }
    }
    let table = Table(
      "treatment", of: rows, name: { Sentence($0.name) },
      columns: [
        ("power as the plan decides", { .share($0.found.power) }),
        ("with CUPED", { .share($0.found.adjustedPower) }),
        ("same-customer correlation", { .fixed($0.found.correlation, decimals: 3) }),
        ("customers to simulate", { .units($0.found.independentUnits) }),
        ("with common random numbers", { .units($0.found.commonUnits) }),
      ])
    let note: Sentence = """
      ± holds the error of the customers simulated, too. Customers to simulate until the true \
      effect is known to ±\(.level(result.simulationHalfWidth, unit)): drawn apart for each arm, \
      or the same customers under both (common random numbers). CUPED adjusts by what past data of \
      the customer's segment and channel would predict.
      """
    return Document.Section(
      "simulated", "The scenario's own treatments, simulated",
      rows.isEmpty ? [] : [.table(table), .note(note)])
  }
}
