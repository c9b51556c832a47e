import Support

extension TableAnalysis {
  /// Orders the arms found: control first, then by name.
  static func orderedArms(
    _ tally: TableTally, options: TableOptions, file: String
  ) throws(ArgumentError) -> [Int] {
    let column = options.armColumn
    let names = tally.arms
    let found = names.sorted(by: precedes)
    for name in options.allocation.keys.sorted(by: precedes) where !names.contains(name) {
      throw ArgumentError(
        file: file, column: column, found: "no row of arm \"\(name)\", which the allocation names",
        allowed: list(found), nearest: NearestName.of(name, among: names))
    }
    if !options.allocation.isEmpty, let name = found.first(where: { options.allocation[$0] == nil })
    {
      throw ArgumentError(
        file: file, column: column, found: "arm \"\(name)\", which the allocation leaves out",
        allowed: "a share for every arm or for none")
    }
    let usual = ["control", "A", "a", "baseline"].first(where: names.contains)
    let control = options.control ?? usual ?? found.first ?? ""
    guard names.contains(control) else {
      throw ArgumentError(
        file: file, column: column, found: "no row of the control \"\(control)\"",
        allowed: list(found), nearest: NearestName.of(control, among: names))
    }
    guard names.count > 1 else {
      throw ArgumentError(
        file: file, column: column, found: "only one arm, \"\(control)\"",
        allowed: "a control and at least one treatment")
    }
    let judged = judgedArms(tally, control: control)
    return judged.sorted { left, right in
      if (names[left] == control) != (names[right] == control) { return names[left] == control }
      return precedes(names[left], names[right])
    }
  }

  static func plan(
    arms: [String], options: TableOptions, tally: TableTally, file: String
  ) throws(ArgumentError) -> AnalysisPlan {
    let names = options.metrics.map(\.name)
    let isClustered = options.clusterColumn != nil
    let whole = tally.everyone()
    var guardrails: [AnalysisPlan.Guardrail] = []
    for guardrail in options.guardrails {
      let metric = try index(of: guardrail.metric, in: names, role: "guardrail", file: file)
      guardrails.append(.init(metric: metric, limit: guardrail.limit))
    }
    var primary = 0
    if let name = options.primary {
      primary = try index(of: name, in: names, role: "primary metric", file: file)
    }
    do {
      return try AnalysisPlan(
        arms: arms.map { .init(name: $0, share: options.allocation[$0] ?? 1) },
        metrics: zip(options.metrics, whole).map { metric, cell in
          // Sums over clusters make every metric a ratio of two of them.
          PlannedMetric(
            name: metric.name, kind: isClustered ? .ratio : metric.source.kind,
            higherIsBetter: metric.higherIsBetter,
            unit: metric.unit ?? (metric.source.kind == .proportion ? .percent : .number),
            isNonNegative: cell.isNonNegative(kind: metric.source.kind))
        },
        primary: primary, guardrails: guardrails, alpha: options.alpha,
        correction: options.correction,
        correctedTests: options.correctedTests, isClustered: isClustered)
    } catch {
      throw ArgumentError(
        file: file, found: "\(error.argument) \(error.found)", allowed: error.allowed)
    }
  }

  /// Turns the tally into statistics; the whole is the segments merged in the order of names.
  ///
  /// Where clusters were assigned they are the units.
  static func data(
    _ tally: TableTally, arms: [Int], options: TableOptions
  ) -> ExperimentData {
    let kinds = options.metrics.map(\.source.kind)
    let segments = tally.segments.indices.sorted {
      precedes(tally.segments[$0], tally.segments[$1])
    }
    if options.clusterColumn != nil {
      func samples(_ part: Int?) -> [[MetricSample]] {
        arms.map { arm in
          kinds.indices.map {
            tally.clusters.sample($0, kind: kinds[$0], arm: arm) { part == nil || $0 == part }
          }
        }
      }
      return ExperimentData(
        counts: arms.map { tally.clusters.count(arm: $0) }, samples: samples(nil),
        segments: segments.map { segment in
          let found = samples(segment)
          return ExperimentData.Segment(
            name: tally.segments[segment], counts: found.map { $0.first?.count ?? 0 },
            samples: found)
        })
    }
    let parts = segments.isEmpty ? [0] : segments
    let tables = parts.map { segment in
      arms.map { tally.cells(segment: segment, arm: $0) }
    }
    var whole = arms.map { _ in kinds.map { _ in TableTally.Cell() } }
    for table in tables {
      for arm in arms.indices {
        for metric in kinds.indices { whole[arm][metric].merge(table[arm][metric]) }
      }
    }
    return ExperimentData(
      counts: arms.map { tally.armRows[$0] },
      samples: samples(whole, kinds: kinds),
      segments: zip(segments, tables).map { segment, table in
        let samples = samples(table, kinds: kinds)
        return ExperimentData.Segment(
          name: tally.segments[segment], counts: samples.map { $0.first?.count ?? 0 },
          samples: samples)
      })
  }

  private static func samples(
    _ cells: [[TableTally.Cell]], kinds: [MetricKind]
  ) -> [[MetricSample]] {
    cells.map { zip($0, kinds).map { cell, kind in cell.sample(kind: kind) } }
  }

  private static func index(
    of name: String, in names: [String], role: String, file: String
  ) throws(ArgumentError) -> Int {
    guard let index = names.firstIndex(of: name) else {
      throw ArgumentError(
        file: file, found: "no metric \"\(name)\" for the \(role)", allowed: list(names),
        nearest: NearestName.of(name, among: names))
    }
    return index
  }

  static func list(_ names: [String]) -> String {
    let shown = names.prefix(20).map { "\"\($0)\"" }.joined(separator: ", ")
    return names.count > 20 ? shown + ", …" : shown
  }

  /// Orders numbers by size, then other names by their characters, whatever the order of rows.
  private static func precedes(_ left: String, _ right: String) -> Bool {
    switch (Double(left), Double(right)) {
    case (let first?, let second?) where first != second: first < second
    case (.some, nil): true
    case (nil, .some): false
    default: left < right
    }
  }
}
