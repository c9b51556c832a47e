import Experiments
import Scenarios
package import Studies
import Support

/// What the decision rests on, in plain words and tables under 100 columns.
package struct SensitivityText {
  private let found: ScenarioSensitivity
  private var plan: AnalysisPlan { found.planned.plan }
  private var unit: DisplayUnit { plan.metrics[plan.primary].unit }

  /// Most rows of a table; the CSV file and the JSON have all.
  private static let rows = 15

  /// Wraps what was found.
  package init(_ sensitivity: ScenarioSensitivity) {
    found = sensitivity
  }

  /// The whole text, each line ended.
  package var text: String {
    ([heading, decisions] + plan.treatments.map(tornado) + [signs, screening, notes])
      .filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private var heading: [String] {
    let moves = found.options.moves.map { Figures.fixed($0 * 100, decimals: 0) }
      .joined(separator: ", ")
    return ["What does the decision rest on?  \(found.title)"]
      + TextTable.paragraph(
        "\(Figures.count(found.lines.count)) assumptions, each moved alone by ±\(moves) %;"
          + " \(Figures.count(found.runs)) runs of the same \(Figures.count(found.customers))"
          + " customers, every arm rolled out. As it is, \(plan.arms[found.base.best].name) has the"
          + " best \(plan.metrics[plan.primary].name).", lead: "  ", indent: 2)
      + plan.treatments.map { arm in
        let effect = found.base.effects[arm]
        return "  \(plan.arms[arm].name): true effect \(signed(effect?.difference))"
          + (effect?.standardError.map { " ±\(plain($0))" } ?? "")
      }
  }

  private var decisions: [String] {
    let flips = found.lines.flatMap { line in
      line.flips.filter(\.isDecision).map { (line: line, flip: $0) }
    }.sorted { abs($0.flip.move) < abs($1.flip.move) }
    let reach = Figures.fixed((found.options.moves.max() ?? 0) * 100, decimals: 0)
    guard !flips.isEmpty else {
      return ["The decision holds: no assumption moved alone by up to ±\(reach) % turns it."]
    }
    return ["What turns the decision, the smallest move first"]
      + table(flips) { plan.arms[$0.to].name }
  }

  private func table(
    _ flips: [(line: SensitivityLine, flip: SensitivityFlip)],
    name: (SensitivityFlip) -> String
  ) -> [String] {
    var table = TextTable("assumption", ["is", "turns at", "move", "between runs at", "to"])
    for (line, flip) in flips.prefix(Self.rows) {
      table.add([
        line.assumption.name, Self.value(line.assumption.value, line.assumption.unit),
        Self.value(flip.value, line.assumption.unit), "\(Figures.change(flip.move)) %",
        "\(Figures.number(flip.before)) and \(Figures.number(flip.after))", name(flip),
      ])
    }
    return table.lines + more(flips.count)
  }

  private func tornado(_ arm: Int) -> [String] {
    let lines = found.lines.sorted { $0.swing(of: arm) > $1.swing(of: arm) }
    var table = TextTable("assumption", ["is", "lowest", "effect", "highest", "effect", "swing"])
    for line in lines.prefix(Self.rows) {
      guard let first = line.steps.first, let last = line.steps.last else { continue }
      table.add([
        line.assumption.name, Self.value(line.assumption.value, line.assumption.unit),
        Figures.number(first.value), signed(first.point.effects[arm]?.difference),
        Figures.number(last.value), signed(last.point.effects[arm]?.difference),
        plain(line.swing(of: arm)),
      ])
    }
    return ["\(plan.arms[arm].name): effect at both ends, the widest swing first"] + table.lines
      + more(lines.count)
  }

  private var signs: [String] {
    let flips = found.lines.flatMap { line in
      line.flips.filter { !$0.isDecision }.map { (line: line, flip: $0) }
    }.sorted { abs($0.flip.move) < abs($1.flip.move) }
    return flips.isEmpty
      ? []
      : ["What turns the sign of an effect"] + table(flips) { plan.arms[$0.from].name }
  }

  private var screening: [String] {
    guard let screening = found.screening else { return [] }
    let reach = Figures.fixed((found.options.moves.max() ?? 0) * 100, decimals: 0)
    return plan.treatments.flatMap { arm -> [String] in
      var table = TextTable("assumption", ["μ*", "μ", "σ", "steps"])
      let effects = screening.effects.filter { $0.arm == arm }
        .sorted { ($0.meanSize.value ?? 0) > ($1.meanSize.value ?? 0) }
      for effect in effects.prefix(Self.rows) {
        table.add([
          found.lines[effect.assumption].assumption.name,
          plain(effect.meanSize.value)
            + (effect.meanSize.standardError.map { " ±\(plain($0))" } ?? ""),
          signed(effect.mean.value), plain(effect.spread),
          Figures.count(effect.mean.replicates),
        ])
      }
      return [
        "\(plan.arms[arm].name): Morris screening, \(screening.trajectories) trajectories over"
          + " ±\(reach) %"
      ] + table.lines + more(effects.count)
    }
  }

  private var notes: [String] {
    var notes: [String] = []
    for arm in plan.treatments {
      guard let effect = found.base.effects[arm], let error = effect.standardError,
        abs(effect.difference) < 2 * error
      else { continue }
      notes.append(
        "\(plan.arms[arm].name): the effect is within two Monte-Carlo errors of 0 before anything"
          + " is moved; use more --customers.")
    }
    if !found.unmoved.isEmpty {
      notes.append(
        "\(found.unmoved.count) assumptions cannot be moved alone:"
          + " \(found.unmoved.prefix(5).joined(separator: "; "))"
          + (found.unmoved.count > 5 ? "; …" : "."))
    }
    if let screening = found.screening, screening.refused > 0 {
      notes.append(
        "The scenario does not allow \(screening.refused) points of the screening, so that"
          + " \(screening.lostSteps) of its \(screening.steps) steps are left out; a smaller"
          + " --range keeps more.")
    }
    return notes.isEmpty
      ? []
      : ["Notes"] + notes.flatMap { TextTable.paragraph($0, lead: "  -", indent: 4) }
  }

  private func more(_ count: Int) -> [String] {
    count > Self.rows ? ["  … and \(count - Self.rows) more"] : []
  }

  private static func value(_ value: Double, _ unit: String) -> String {
    Figures.number(value) + (unit.isEmpty ? "" : " \(unit)")
  }

  private func signed(_ value: Double?) -> String {
    guard let value else { return Figures.missing }
    return (value > 0 ? "+" : "") + plain(value)
  }

  /// Effects are small beside their metrics: more digits than values have.
  private func plain(_ value: Double?) -> String {
    guard let value else { return Figures.missing }
    switch unit {
    case .percent: return Figures.fixed(value * 100, decimals: 3)
    case .money(_, let decimals): return Figures.fixed(value, decimals: decimals + 1)
    case .number, .named: return Figures.fixed(value, decimals: 5)
    }
  }
}
