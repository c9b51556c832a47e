import Experiments
import Studies
import Support

/// The looks of a sequential test: estimate and boundary at each, and what stopping does.
struct LooksSection {
  /// The looks of one treatment.
  private struct Part {
    var treatmentName: String
    /// Nil where a look had no standard error.
    var path: SequentialPath?
  }

  private let looks: TableLooks
  private let names: [String]
  private let control: Int
  /// True differences by treatment, where they are known.
  private let truths: [String: Double]
  private let isSimulated: Bool

  init(_ looks: TableLooks, of plan: AnalysisPlan) {
    self.looks = looks
    names = plan.arms.map(\.name)
    control = plan.control
    truths = [:]
    isSimulated = false
  }

  /// Wraps the looks of a simulated experiment; nil where its plan looks once.
  init?(_ result: ExperimentResult) {
    guard let found = result.looks, let plan = result.analysis?.plan else { return nil }
    looks = TableLooks(
      metricName: plan.metrics[plan.primary].name, unit: plan.metrics[plan.primary].unit,
      rows: found.customers, followed: found.followed)
    names = plan.arms.map(\.name)
    control = plan.control
    var truths: [String: Double] = [:]
    for arm in plan.treatments {
      truths[plan.arms[arm].name] = result.truth.effects[arm][plan.primary]?.difference
    }
    self.truths = truths
    isSimulated = true
  }

  private var parts: [Part] {
    names.indices.filter { $0 != control }.map {
      Part(treatmentName: names[$0], path: looks.followed.paths[$0])
    }
  }

  private enum Place { case customers, days, rows }

  private var place: Place { isSimulated ? .customers : looks.days.isEmpty ? .rows : .days }

  var section: Document.Section {
    let when =
      switch place {
      case .customers: "customers by arrival, with what became of them"
      case .days: "days"
      case .rows: "rows in file order"
      }
    let (seen, planned) = (looks.rows.count, looks.followed.planned)
    let made: Sentence =
      seen == planned
      ? "\(.count(seen)) looks" : "\(.count(seen)) of \(.count(planned)) planned looks"
    return Document.Section(
      "looks", "\(looks.metricName) over \(made) (\(when))",
      parts.flatMap(blocks) + shared + [
        .note(
          """
          Read like single tests, \(.count(planned)) looks would raise a false alarm with \
          chance \(.share(looks.followed.peekingErrorRate, decimals: 1)).
          """)
      ])
  }

  /// How treatments share the error rate; of a simulated run the plan says so.
  private var shared: [Block] {
    guard !isSimulated else { return [] }
    return [
      .note(
        """
        The verdicts on \(looks.metricName) follow these looks, each treatment at \
        \(.share(looks.followed.errorRate)) over all of them.
        """)
    ]
  }

  private func blocks(_ part: Part) -> [Block] {
    guard let path = part.path else {
      return [
        .note("\(part.treatmentName): a look has too few units or no variance; make fewer looks.")
      ]
    }
    return [
      .heading("\(part.treatmentName), \(path.boundaryName)"), .table(table(path)),
      .note(path.stoppingNote(in: looks.unit) + truth(part, path)),
    ]
  }

  private func table(_ path: SequentialPath) -> Table {
    let heading =
      switch place {
      case .customers: "customers"
      case .days: "day"
      case .rows: "rows"
      }
    return Table(
      rows: path.looks.enumerated(),
      [
        .words(heading) {
          place == .days
            ? Sentence(looks.days[$0.offset])
            : .value(.count(looks.rows[$0.offset]))
        },
        .values("units") { .count($0.element.units) },
        .values("difference") { .difference($0.element.estimate, looks.unit) },
        .values("|z|") { .fixed(abs($0.element.statistic), decimals: 2) },
        .init("boundary") {
          let boundary = $0.element.criticalValue
          return boundary < 12 ? .value(.fixed(boundary, decimals: 3)) : "never"
        },
        .init("") { $0.element.crosses ? "crossed" : "" },
        .values("repeated interval") { .interval($0.element.repeatedInterval, looks.unit) },
        .values("always valid") { .interval($0.element.confidenceSequence?.interval, looks.unit) },
      ])
  }

  /// What the whole experiment and the roll-out say, beside what was seen at the stop.
  private func truth(_ part: Part, _ path: SequentialPath) -> Sentence {
    guard isSimulated, let last = path.looks.last else { return "" }
    var parts: [Sentence] = []
    if let stop = path.stop, stop + 1 < path.looks.count {
      parts.append("at the end \(.difference(last.estimate, looks.unit))")
    }
    if let truth = truths[part.treatmentName] {
      parts.append("in truth \(.difference(truth, looks.unit))")
    }
    return parts.isEmpty ? "" : " \(parts.joined(separator: ", ").capitalised)."
  }

  var value: JSON {
    .object([
      "metric": .text(looks.metricName),
      "peeking_error_rate": .number(looks.followed.peekingErrorRate),
      "alpha": .number(looks.followed.alpha), "error_rate": .number(looks.followed.errorRate),
      "planned": .integer(Int64(looks.followed.planned)),
      "treatments": .array(parts.map(value)),
    ])
  }

  private func value(_ part: Part) -> JSON {
    guard let path = part.path else {
      return .object(["treatment": .text(part.treatmentName), "looks": .null])
    }
    var content: JSON.Members = [
      "treatment": .text(part.treatmentName), "boundary": .text(path.boundaryName),
      "stop": .optional(path.stop.map { $0 + 1 }), "p": .optional(path.pValue),
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
