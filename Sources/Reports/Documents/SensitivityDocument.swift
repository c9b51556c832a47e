import Experiments
import Scenarios
package import Studies
import Support

extension Document {
  /// What the decision rests on.
  package init(_ result: SensitivityResult) { self = SensitivityDocument(result: result).document }
}

struct SensitivityDocument {
  /// Most rows of a table; the CSV file and the values for programs have all.
  private static let rows = 15

  private typealias Turn = (line: SensitivityLine, flip: SensitivityFlip)

  let result: SensitivityResult

  var plan: AnalysisPlan { result.experiment.plan }
  private var unit: DisplayUnit { result.experiment.primary.unit }
  private var reach: StatedValue { .share(result.reach, decimals: 0) }

  var document: Document {
    Document(
      title: .title("What does the decision rest on?", of: result.experiment.title), facts: facts,
      sections: [base, decisions] + plan.treatments.map(tornado) + [signs]
        + plan.treatments.map(screening) + [notes], values: values)
  }

  private var facts: Sentence {
    let moves = result.moves.map { move -> Sentence in "±\(.share(move, decimals: 0))" }
    return """
      \(.count(result.lines.count)) assumptions, each moved alone by \(.list(moves)); \
      \(.count(result.runs)) runs of the same \(.count(result.customers)) customers, every arm \
      rolled out. \(standing) ± is one standard error.
      """
  }

  /// Which arm is the best as it is, and which are not told from it.
  private var standing: Sentence {
    let (name, metric) = (plan.arms[result.base.best].name, result.experiment.primary.name)
    let rivals = result.base.rivals.map { plan.arms[$0].name }
    return rivals.isEmpty
      ? "As it is, \(name) has the best \(metric)."
      : "As it is, \(name) seems to have the best \(metric), but is not told from \(.list(rivals))."
  }

  private func effect(_ gap: SensitivityPoint.Gap?) -> StatedValue {
    .effect(gap?.difference, unit, margin: gap?.standardError)
  }

  private var base: Document.Section {
    Document.Section(
      "base", "The scenario as it is",
      plan.treatments.map {
        .note("\(plan.arms[$0].name): true effect \(effect(result.base.effect($0)))")
      })
  }

  private var decisions: Document.Section {
    let turns = turns(ofDecision: true)
    guard result.base.rivals.isEmpty else {
      return Document.Section(
        "decision", "What turns the decision",
        [
          .sentence(
            .answer,
            """
            It cannot be told which arm is best before anything is moved, so nothing can be said \
            to turn it: take more --customers.
            """)
        ])
    }
    guard !turns.isEmpty else {
      return Document.Section(
        "decision", "What turns the decision",
        [
          .sentence(
            .answer,
            """
            No assumption moved alone by up to ±\(reach) is seen to turn the decision beyond chance.
            """)
        ])
    }
    return Document.Section(
      "decision", "What turns the decision, the smallest move first",
      table(turns) { plan.arms[$0.to].name })
  }

  private var signs: Document.Section {
    let turns = turns(ofDecision: false)
    return Document.Section(
      "signs", "What turns the sign of an effect",
      turns.isEmpty ? [] : table(turns) { plan.arms[$0.from].name })
  }

  /// Flips of the decision, or of signs, the smallest move first.
  private func turns(ofDecision isDecision: Bool) -> [Turn] {
    result.lines.flatMap { line in
      line.flips.filter { $0.isDecision == isDecision }.map { (line: line, flip: $0) }
    }.sorted { abs($0.flip.move) < abs($1.flip.move) }
  }

  private func table(_ turns: [Turn], name: (SensitivityFlip) -> String) -> [Block] {
    var table = Table("assumption", ["is", "turns at", "move", "between runs at", "to"])
    for (line, flip) in turns.prefix(Self.rows) {
      table.add([
        Sentence(line.assumption.name), .value(value(line.assumption.value, of: line.assumption)),
        .value(value(flip.value, of: line.assumption)), .value(.change(flip.move)),
        "\(.number(flip.before)) and \(.number(flip.after))", Sentence(name(flip)),
      ])
    }
    return [.table(table)] + more(turns.count)
  }

  private func tornado(_ arm: Int) -> Document.Section {
    let lines = result.lines.sorted { $0.swing(of: arm) > $1.swing(of: arm) }
    func effect(_ step: SensitivityLine.Step?) -> StatedValue {
      self.effect(step?.point.effect(arm))
    }
    let table = Table(
      "assumption", of: lines.prefix(Self.rows), name: { Sentence($0.assumption.name) },
      columns: [
        ("is", { value($0.assumption.value, of: $0.assumption) }),
        ("lowest", { .number($0.steps.first?.value) }),
        ("effect", { effect($0.steps.first) }),
        ("highest", { .number($0.steps.last?.value) }),
        ("effect", { effect($0.steps.last) }),
        ("swing", { .spread($0.swing(of: arm), unit) }),
      ])
    return Document.Section(
      "effects_\(arm)", "\(plan.arms[arm].name): effect at both ends, the widest swing first",
      [.table(table)] + more(lines.count))
  }

  private func screening(_ arm: Int) -> Document.Section {
    guard let screening = result.screening else { return Document.Section("morris", "", []) }
    let effects = screening.effects.filter { $0.arm == arm }
      .sorted { ($0.meanSize.value ?? 0) > ($1.meanSize.value ?? 0) }
    let table = Table(
      "assumption", of: effects.prefix(Self.rows),
      name: { Sentence(result.lines[$0.assumption].assumption.name) },
      columns: [
        ("μ*", { .spread($0.meanSize.value, unit, margin: $0.meanSize.standardError) }),
        ("μ", { .effect($0.mean.value, unit) }),
        ("σ", { .spread($0.spread, unit) }),
        ("steps", { .count($0.mean.replicates) }),
      ])
    return Document.Section(
      "morris_\(arm)",
      """
      \(plan.arms[arm].name): Morris screening, \(screening.trajectories) trajectories over \
      ±\(reach)
      """, [.table(table)] + more(effects.count))
  }

  private var notes: Document.Section {
    var notes: [Sentence] = []
    for arm in plan.treatments {
      guard let effect = result.base.effect(arm), effect.sign == nil else { continue }
      notes.append(
        """
        \(plan.arms[arm].name): before anything is moved the direction of the effect cannot be \
        told; use more --customers.
        """)
    }
    if !result.setByArms.isEmpty {
      notes.append("Set by the arms themselves, so not moved: \(.list(result.setByArms)).")
    }
    if !result.unmoved.isEmpty {
      let names = result.unmoved.prefix(5).joined(separator: "; ")
      notes.append(
        """
        \(.count(result.unmoved.count)) assumptions cannot be moved alone: \(names)\
        \(result.unmoved.count > 5 ? "; …" : ".")
        """)
    }
    if let screening = result.screening, screening.refused > 0 {
      notes.append(
        """
        The scenario does not allow \(.count(screening.refused)) points of the screening, so that \
        \(.count(screening.lostSteps)) of its \(.count(screening.steps)) steps are left out; a \
        smaller --range keeps more.
        """)
    }
    return Document.Section("notes", "Notes", notes.map(Block.item))
  }

  private func more(_ count: Int) -> [Block] {
    count > Self.rows ? [.note("… and \(.count(count - Self.rows)) more")] : []
  }

  private func value(_ value: Double, of assumption: Assumption) -> StatedValue {
    assumption.unit.isEmpty ? .number(value) : .amount(value, .named(assumption.unit))
  }
}
