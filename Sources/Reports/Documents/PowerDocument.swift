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
      facts: facts, sections: [sizes, planned, curve, simulated], values: values)
  }

  private var facts: Sentence {
    let deviation = StatedValue.level(traffic.variance.squareRoot(), unit)
    let sentence: Sentence = """
      \(result.metric.name): \(.level(traffic.baseline, unit)) in the control, standard deviation \
      \(deviation) per unit; error rate \(.share(traffic.rates.alpha, decimals: 1)), two-sided; \
      power \(.share(traffic.rates.power, decimals: 0)); shares \
      \(.share(traffic.controlShare, decimals: 1)) control and \
      \(.share(traffic.treatmentShare, decimals: 1)) treatment
      """
    return result.hasDuration
      ? "\(sentence); \(.units(traffic.unitsPerDay)) units a day over all arms." : "\(sentence)."
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
    if result.hasDuration { columns.append(("days", { .number($0.row.days) })) }
    if let factor = result.covariateFactor {
      columns.append(("units in all with CUPED", { .units($0.row.units * factor) }))
      if result.hasDuration {
        columns.append(("days with CUPED", { .number($0.row.days * factor) }))
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
    let series = result.lifts.indices.flatMap { index -> [Block.Figure.Series] in
      let lift = Sentence.value(.change(result.lifts[index]))
      let own = Block.Figure.Series(lift, points.map { $0.powers[index] })
      guard result.covariateFactor != nil else { return [own] }
      return [
        own, Block.Figure.Series("\(lift) with CUPED", points.map { $0.adjustedPowers[index] }),
      ]
    }
    let last = points.last?.units ?? 0
    let figure = Block.Figure(
      .curves,
      caption: """
        power from 0 to \(.units(last)) units, ▁ \(.share(0, decimals: 0)) to \
        █ \(.share(1, decimals: 0))
        """, places: points.map(\.units), series: series)
    return Document.Section("curve", "Power by units and change", [.table(table), .figure(figure)])
  }

  private var simulated: Document.Section {
    let table = Table(
      "treatment", of: result.treatments, name: { Sentence($0.name) },
      columns: [
        ("true lift", { .change($0.lift) }),
        ("power by formula", { .share($0.powerByFormula, decimals: 1) }),
        ("power simulated", { .share($0.power) }),
        ("with CUPED", { .share($0.adjustedPower) }),
        ("same-customer correlation", { .fixed($0.correlation, decimals: 3) }),
        ("customers to simulate", { .units($0.independentUnits) }),
        ("with common random numbers", { .units($0.commonUnits) }),
      ])
    let note: Sentence = """
      Customers to simulate until the true effect is known to \
      ±\(.level(result.simulationHalfWidth, unit)): drawn apart for each arm, or the same \
      customers under both (common random numbers). CUPED adjusts by what past data of the \
      customer's segment and channel would predict.
      """
    return Document.Section(
      "simulated", "The scenario's own treatments, simulated",
      result.treatments.isEmpty ? [] : [.table(table), .note(note)])
  }
}
