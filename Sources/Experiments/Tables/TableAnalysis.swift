package import Support

/// The analysis of a table with one row per unit, read in one pass.
///
/// Memory does not grow with rows, except for the check of duplicate units (24 to 48 bytes each).
package struct TableAnalysis: Sendable, Equatable {
  package let options: TableOptions
  package let file: String
  /// Rows that count, the header left out.
  package let rows: Int
  /// What became of the other rows.
  package let account: RowAccount
  /// The sufficient statistics found; arms are control first, then by name; segments by name.
  package let data: ExperimentData
  package private(set) var analysis: Analysis
  package let health: HealthReport
  package var plan: AnalysisPlan { analysis.plan }

  package init(path: String, options: TableOptions) throws(ArgumentError) {
    try self.init(TableInput(path: path, options: options))
  }

  package init(_ input: TableInput) throws(ArgumentError) {
    try self.init(reader: input.reader(), options: input.options, eventRows: input.eventRows)
  }

  init(
    reader: CSVReader, options: TableOptions, eventRows: EventRows? = nil
  ) throws(ArgumentError) {
    var reader = reader
    var tally = TableTally(columns: try TableColumns(reader: reader, options: options))
    var rows = 0
    while try reader.next() {
      try tally.add(reader)
      rows += 1
    }
    let passedOver = reader.filter?.counts ?? eventRows?.passedOver ?? []
    guard rows > 0 else {
      throw ArgumentError(
        file: reader.file,
        found: passedOver.isEmpty ? "no rows below the header" : "no row that is not left out",
        allowed: "at least one row")
    }
    try Self.checkLeftOut(options, arms: tally.arms, passedOver: passedOver, file: reader.file)
    let arms = try Self.orderedArms(tally, options: options, file: reader.file)
    let plan = try Self.plan(
      arms: arms.map { tally.arms[$0] }, options: options, tally: tally, file: reader.file)
    let data = Self.data(tally, arms: arms, options: options)
    let found: Analysis
    do {
      found = try Analysis(plan: plan, data: data)
    } catch {
      throw ArgumentError(
        file: reader.file, found: "\(error.argument) \(error.found)", allowed: error.allowed)
    }
    let checked = HealthReport(
      analysis: found, data: data, evidence: Self.evidence(tally, arms: arms, options: options))
    health = checked
    analysis = found.heeding(checked)
    account = RowAccount(
      tally: tally, judged: arms, kinds: plan.metrics.map(\.kind), passedOver: passedOver,
      eventRows: eventRows?.rows)
    self.options = options
    file = reader.file
    self.rows = rows
    self.data = data
  }

  /// The analysis whose primary metric is decided by its looks.
  package func deciding(by looks: TableLooks) -> TableAnalysis {
    var result = self
    result.analysis = analysis.deciding(by: looks.followed).heeding(health)
    return result
  }
}
