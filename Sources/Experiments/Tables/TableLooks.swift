package import Support

/// The primary metric's sequential test over the looks of a table, each treatment by itself.
///
/// A second pass after `TableAnalysis`, whose memory does not grow with rows.
package struct TableLooks: Sendable, Equatable {
  package struct Part: Sendable, Equatable {
    package var treatmentName: String
    /// The looks with their boundary and intervals; nil where a look had no standard error.
    package var path: SequentialPath?

    package init(treatmentName: String, path: SequentialPath?) {
      self.treatmentName = treatmentName
      self.path = path
    }
  }

  package let metricName: String
  package let unit: DisplayUnit
  /// Rows up to each look.
  package let rows: [Int]
  /// Last day of each look; empty when looks are at rows in file order.
  package let days: [Int]
  package let parts: [Part]
  /// Chance of a false alarm if every look were read like a single one.
  package let peekingErrorRate: Double

  package init(
    metricName: String, unit: DisplayUnit, rows: [Int], parts: [Part], peekingErrorRate: Double
  ) {
    self.metricName = metricName
    self.unit = unit
    self.rows = rows
    days = []
    self.parts = parts
    self.peekingErrorRate = peekingErrorRate
  }

  /// Follows a table over equally spaced looks.
  ///
  /// The table's column of days, if any, sets the looks: 1 to 200 and at most the rows or days.
  /// - Throws: `ArgumentError` or `GSLError` for what cannot be followed.
  package init(
    _ input: TableInput, table: TableAnalysis, looks: Int, boundary: GroupSequentialBoundary
  ) throws {
    try self.init(
      reader: input.reader(), table: table, looks: looks, boundary: boundary)
  }

  init(
    reader: CSVReader, table: TableAnalysis, looks: Int, boundary: GroupSequentialBoundary
  ) throws {
    let plan = table.plan
    let periods = table.options.dayColumn == nil ? table.rows : table.health.days.count
    guard (1...min(200, max(1, periods))).contains(looks) else {
      throw ArgumentError(
        "looks", found: "\(looks)",
        allowed: "1 to \(min(200, periods)), as many as there are "
          + (table.options.dayColumn == nil ? "rows" : "days"))
    }
    // Equal shares of the rows or days; the last look is at the end.
    let ends = (1...looks).map { ($0 * periods) / looks }
    let samples: [[MetricSample]]
    if table.options.dayColumn == nil {
      samples = try Self.samples(reader: reader, table: table, ends: ends)
      days = []
      rows = ends
    } else {
      samples = Self.samples(days: table.health.days, ends: ends)
      days = ends.map { table.health.days[$0 - 1].number }
      rows = ends.map { end in
        table.health.days.prefix(end).reduce(0) { $0 + $1.counts.reduce(0, +) }
      }
    }
    metricName = plan.metrics[plan.primary].name
    unit = plan.metrics[plan.primary].unit
    peekingErrorRate = try GroupSequentialDesign.peekingErrorRate(
      looks: looks, alpha: plan.alpha)
    parts = try plan.treatments.map { arm in
      let observations = samples.compactMap { sample -> SequentialPath.Observation? in
        let test = DifferenceTest.compare(
          treatment: sample[arm], control: sample[plan.control], alpha: plan.alpha)
        guard let test = test.value, test.standardError > 0 else { return nil }
        return SequentialPath.Observation(
          units: sample[arm].count + sample[plan.control].count, estimate: test.difference,
          standardError: test.standardError)
      }
      guard observations.count == looks, let last = observations.last else {
        return Part(treatmentName: plan.arms[arm].name, path: nil)
      }
      return Part(
        treatmentName: plan.arms[arm].name,
        path: try SequentialPath(
          observations: observations, plannedUnits: last.units, boundary: boundary,
          alpha: plan.alpha))
    }
  }

  /// Reads the rows again and takes the statistics at each end.
  private static func samples(
    reader: CSVReader, table: TableAnalysis, ends: [Int]
  ) throws(ArgumentError) -> [[MetricSample]] {
    var reader = reader
    var options = table.options
    options.metrics = [table.options.metrics[table.plan.primary]]
    options.segmentColumn = nil
    options.unitColumn = nil
    options.covariates = []
    options.primary = nil
    var tally = TableTally(columns: try TableColumns(reader: reader, options: options))
    var samples: [[MetricSample]] = []
    var row = 0
    let kind = table.plan.metrics[table.plan.primary].kind
    while try reader.next() {
      try tally.add(reader)
      row += 1
      guard row == ends[min(samples.count, ends.count - 1)] else { continue }
      samples.append(
        table.plan.arms.map { arm in
          guard let place = tally.arms.firstIndex(of: arm.name) else {
            return TableTally.Cell().sample(kind: kind)
          }
          return tally.cells(segment: 0, arm: place)[0].sample(kind: kind)
        })
    }
    return samples
  }

  private static func samples(
    days: [HealthEvidence.Day], ends: [Int]
  ) -> [[MetricSample]] {
    var samples: [[MetricSample]] = []
    var sums: [MetricSample] = []
    for (index, day) in days.enumerated() {
      sums = sums.isEmpty ? day.samples : zip(sums, day.samples).map { $0.merged(with: $1) }
      if index + 1 == ends[min(samples.count, ends.count - 1)] { samples.append(sums) }
    }
    return samples
  }
}
