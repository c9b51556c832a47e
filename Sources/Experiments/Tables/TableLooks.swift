package import Support

/// The primary metric's sequential test over the looks of a table.
///
/// A second pass after `TableAnalysis`, whose memory does not grow with rows.
package struct TableLooks: Sendable, Equatable {
  package let metricName: String
  package let unit: DisplayUnit
  /// Rows up to each look made.
  package let rows: [Int]
  /// Last day of each look; empty when looks are at rows in file order.
  package let days: [String]
  package let followed: FollowedLooks

  package init(metricName: String, unit: DisplayUnit, rows: [Int], followed: FollowedLooks) {
    self.metricName = metricName
    self.unit = unit
    self.rows = rows
    days = []
    self.followed = followed
  }

  /// Follows a table over equally spaced looks.
  ///
  /// The table's column of days, if any, sets the looks: 1 to 200 and at most the rows or days. A
  /// planned total of rows, or of days, spaces them over more than has come yet.
  /// - Throws: `ArgumentError` or `GSLError` for what cannot be followed.
  package init(
    _ input: TableInput, table: TableAnalysis, looks: Int, planned: Int? = nil,
    boundary: GroupSequentialBoundary
  ) throws {
    try self.init(
      reader: input.reader(), table: table, looks: looks, planned: planned, boundary: boundary)
  }

  init(
    reader: CSVReader, table: TableAnalysis, looks: Int, planned: Int? = nil,
    boundary: GroupSequentialBoundary
  ) throws {
    let plan = table.plan
    let isByDay = table.options.dayColumn != nil
    let noun = isByDay ? "days" : "rows"
    let periods = isByDay ? table.health.days.count : table.rows
    let total = planned ?? periods
    guard total >= periods else {
      throw ArgumentError(
        "planned total", found: "\(total) \(noun)",
        allowed: "at least the \(periods) \(noun) that there are")
    }
    guard (1...min(200, max(1, total))).contains(looks) else {
      throw ArgumentError(
        "looks", found: "\(looks)",
        allowed: "1 to \(min(200, total)), as many as there are \(noun)")
    }
    // Equal shares of the rows or days; the last look is at the end.
    let ends = (1...looks).map { ($0 * total) / looks }.filter { $0 <= periods }
    guard let last = ends.last else {
      throw ArgumentError(
        "looks", found: "\(looks) over \(total) planned \(noun)",
        allowed: "a first look within the \(periods) \(noun) that there are")
    }
    let days = table.health.days
    let samples: [[MetricSample]]
    if table.options.clusterColumn == nil, isByDay {
      samples = Self.samples(days: days, ends: ends)
    } else {
      samples = try Self.samples(
        reader: reader, table: table, ends: ends,
        dayNumbers: isByDay ? ends.map { days[$0 - 1].number } : nil)
    }
    self.days = isByDay ? ends.map { days[$0 - 1].label } : []
    rows =
      isByDay
      ? ends.map { end in days.prefix(end).reduce(0) { $0 + $1.counts.reduce(0, +) } } : ends
    metricName = plan.metrics[plan.primary].name
    unit = plan.metrics[plan.primary].unit
    followed = try FollowedLooks(
      plan: plan,
      pairs: samples.map { sample in
        plan.arms.indices.map { arm in
          arm == plan.control
            ? nil : SamplePair(treatment: sample[arm], control: sample[plan.control])
        }
      }, planned: looks, share: Double(last) / Double(total), boundary: boundary)
  }

  /// Reads the rows again and takes the statistics at each end: a row, or the number of a day.
  private static func samples(
    reader: CSVReader, table: TableAnalysis, ends: [Int], dayNumbers: [Int]?
  ) throws(ArgumentError) -> [[MetricSample]] {
    var reader = reader
    var options = table.options
    options.metrics = [table.options.metrics[table.plan.primary]]
    options.segmentColumn = nil
    options.unitColumn = nil
    options.covariates = []
    options.primary = nil
    let columns = try TableColumns(reader: reader, options: options)
    var tally = TableTally(columns: columns)
    var clusters = ClusterTally()
    let isClustered = options.clusterColumn != nil
    let names = table.plan.arms.map(\.name)
    let kind = options.metrics[0].source.kind
    var samples: [[MetricSample]] = []
    var row = 0
    while try reader.next() {
      row += 1
      if isClustered {
        var place = ends.firstIndex { row <= $0 }
        if let dayNumbers { place = look(of: reader, column: columns.day, ends: dayNumbers) }
        guard let place, let arm = names.firstIndex(of: reader.text(at: columns.arm)) else {
          continue
        }
        try clusters.add(reader, columns: columns, arm: arm, part: place, arms: names)
        continue
      }
      try tally.add(reader)
      guard samples.count < ends.count, row == ends[samples.count] else { continue }
      let found = tally
      samples.append(
        names.map { name in
          guard let place = found.arms.firstIndex(of: name) else {
            return TableTally.Cell().sample(kind: kind)
          }
          return found.cells(segment: 0, arm: place)[0].sample(kind: kind)
        })
    }
    guard isClustered else { return samples }
    return ends.indices.map { look in
      names.indices.map { arm in
        clusters.sample(0, kind: kind, arm: arm) { $0 <= look }
      }
    }
  }

  /// The first look that a row's day belongs to; nil for a day after the last.
  private static func look(
    of reader: borrowing CSVReader, column: Int?, ends: [Int]
  ) -> Int? {
    guard let column, let day = TableDay(reader.text(at: column)) else { return nil }
    return ends.firstIndex { day.number <= $0 }
  }

  private static func samples(
    days: [HealthEvidence.Day], ends: [Int]
  ) -> [[MetricSample]] {
    var samples: [[MetricSample]] = []
    var sums: [MetricSample] = []
    for (index, day) in days.enumerated() {
      sums = sums.isEmpty ? day.samples : zip(sums, day.samples).map { $0.merged(with: $1) }
      guard samples.count < ends.count, index + 1 == ends[samples.count] else { continue }
      samples.append(sums)
    }
    return samples
  }
}
