package import Experiments
import Studies
package import Support

/// The looks of a sequential test: estimate and boundary at each, and what stopping does.
package struct LooksText {
  private let looks: TableLooks
  /// True differences by treatment, where they are known.
  private let truths: [String: Double]
  private let isSimulated: Bool

  /// Wraps the looks of a table.
  package init(_ looks: TableLooks) {
    self.looks = looks
    truths = [:]
    isSimulated = false
  }

  /// Wraps the looks of a simulated experiment; nil where its plan looks once.
  init?(_ report: ExperimentReport) {
    guard let found = report.looks, let plan = report.analysis?.plan else { return nil }
    looks = TableLooks(
      metricName: plan.metrics[plan.primary].name, unit: plan.metrics[plan.primary].unit,
      rows: found.customers,
      parts: plan.treatments.map {
        TableLooks.Part(treatmentName: plan.arms[$0].name, path: found.paths[$0])
      }, peekingErrorRate: found.peekingErrorRate)
    var truths: [String: Double] = [:]
    for arm in plan.treatments {
      truths[plan.arms[arm].name] = report.truth?.effects[arm][plan.primary]?.difference
    }
    self.truths = truths
    isSimulated = true
  }

  /// The section's lines.
  package var lines: [String] {
    let when =
      isSimulated
      ? "customers by arrival, with what became of them"
      : looks.days.isEmpty ? "rows in file order" : "days"
    return ["\(looks.metricName) over \(looks.rows.count) looks (\(when))"]
      + looks.parts.flatMap(part)
      + TextTable.paragraph(
        "Read like single tests, \(looks.rows.count) looks would raise a false alarm with"
          + " chance \(Figures.percent(looks.peekingErrorRate, decimals: 1)).",
        lead: "", indent: 2)
  }

  private func part(_ part: TableLooks.Part) -> [String] {
    guard let path = part.path else {
      return TextTable.paragraph(
        "\(part.treatmentName): a look has too few units or no variance; make fewer looks.",
        lead: "", indent: 2)
    }
    var table = TextTable(
      isSimulated ? "customers" : looks.days.isEmpty ? "rows" : "day",
      ["units", "difference", "|z|", "boundary", "", "repeated interval", "always valid"])
    for (index, look) in path.looks.enumerated() {
      table.add([
        looks.days.isEmpty ? Figures.count(looks.rows[index]) : "\(looks.days[index])",
        Figures.count(look.units), Figures.difference(look.estimate, looks.unit),
        Figures.fixed(abs(look.statistic), decimals: 2),
        look.criticalValue < 12 ? Figures.fixed(look.criticalValue, decimals: 3) : "never",
        look.crosses ? "crossed" : "",
        interval(look.repeatedInterval),
        look.confidenceSequence.map { interval($0.interval) } ?? Figures.missing,
      ])
    }
    return ["\(part.treatmentName), \(path.boundaryName)"] + table.lines
      + TextTable.paragraph(note(path) + truth(part, path), lead: "", indent: 2)
  }

  /// What the whole experiment and the roll-out say, beside what was seen at the stop.
  private func truth(_ part: TableLooks.Part, _ path: SequentialPath) -> String {
    guard isSimulated, let last = path.looks.last else { return "" }
    var parts: [String] = []
    if let stop = path.stop, stop + 1 < path.looks.count {
      parts.append("at the end \(Figures.difference(last.estimate, looks.unit))")
    }
    if let truth = truths[part.treatmentName] {
      parts.append("in truth \(Figures.difference(truth, looks.unit))")
    }
    guard let first = parts.first else { return "" }
    return " \(first.prefix(1).uppercased() + first.dropFirst())"
      + "\(parts.count > 1 ? ", \(parts[1])" : "")."
  }

  private func interval(_ interval: Interval) -> String {
    let scale: Double
    if case .percent = looks.unit { scale = 100 } else { scale = 1 }
    func end(_ value: Double) -> String {
      let text =
        scale == 1 ? Figures.number(value) : Figures.fixed(value * scale, decimals: 2)
      return value > 0 ? "+\(text)" : text
    }
    return "[\(end(interval.lower)), \(end(interval.upper))]"
  }

  private func note(_ path: SequentialPath) -> String {
    guard let stopped = path.stopped else { return "No look was made." }
    let corrected =
      "median-unbiased "
      + Figures.difference(stopped.medianUnbiased, stopped.interval, looks.unit)
    let seen = Figures.difference(stopped.naive, looks.unit)
    guard let stop = path.stop, stop + 1 < path.looks.count else {
      return "The test runs to its last look: \(seen) as seen, \(corrected)."
    }
    return "The test stops at look \(stop + 1), where estimates are too large on average:"
      + " \(seen) as seen, \(corrected)."
  }

  /// The same content for programs.
  package var json: JSON {
    .object([
      "metric": .text(looks.metricName),
      "peeking_error_rate": .number(looks.peekingErrorRate),
      "treatments": .array(looks.parts.map(json)),
    ])
  }

  private func json(_ part: TableLooks.Part) -> JSON {
    guard let path = part.path else {
      return .object(["treatment": .text(part.treatmentName), "looks": .null])
    }
    var content: JSON.Members = [
      "treatment": .text(part.treatmentName), "boundary": .text(path.boundaryName),
      "stop": .optional(path.stop.map { $0 + 1 }),
    ]
    if isSimulated { content["true_effect"] = .optional(truths[part.treatmentName]) }
    if let stopped = path.stopped {
      content["stopped"] = .object([
        "estimate": .number(stopped.naive), "median_unbiased": .number(stopped.medianUnbiased),
        "lower": .number(stopped.interval.lower), "upper": .number(stopped.interval.upper),
        "p": .number(stopped.pValue),
      ])
    }
    content["looks"] = .array(
      path.looks.enumerated().map { index, look in
        .object([
          "rows": .integer(Int64(looks.rows[index])),
          "day": .optional(looks.days.isEmpty ? nil : looks.days[index]),
          "units": .integer(Int64(look.units)), "information": .number(look.information),
          "estimate": .number(look.estimate), "se": .number(look.standardError),
          "z": .number(look.statistic), "boundary": .number(look.criticalValue),
          "nominal_p": .number(look.nominalPValue), "crosses": .boolean(look.crosses),
          "lower": .number(look.repeatedInterval.lower),
          "upper": .number(look.repeatedInterval.upper),
          "always_valid_lower": .optional(look.confidenceSequence?.interval.lower),
          "always_valid_upper": .optional(look.confidenceSequence?.interval.upper),
          "always_valid_p": .optional(look.confidenceSequence?.pValue),
        ])
      })
    return .object(content)
  }
}
