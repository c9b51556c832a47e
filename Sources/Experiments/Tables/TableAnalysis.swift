/// The analysis of a table with one row per unit, read in one pass.
///
/// Memory does not grow with rows, except for the check of duplicate units (24 to 48 bytes each).
public struct TableAnalysis: Sendable, Equatable {
  /// What was asked.
  public let options: TableOptions
  /// The file as the caller named it.
  public let file: String
  /// Rows read, the header left out.
  public let rows: Int
  /// The sufficient statistics found; arms are control first, then by name; segments by name.
  public let data: ExperimentData
  /// The analysis.
  public let analysis: Analysis
  /// What speaks against the data, the assignment or the normal intervals.
  public let health: HealthReport
  /// The plan that the options and the table's arms make.
  public var plan: AnalysisPlan { analysis.plan }

  /// Analyses a file.
  /// - Throws: `TableError` for the first fault of the file or the options.
  public init(path: String, options: TableOptions) throws(TableError) {
    try self.init(reader: CSVReader(path: path), options: options)
  }

  /// Analyses what a reader has not read yet.
  /// - Throws: `TableError` for the first fault of the table or the options.
  public init(reader: CSVReader, options: TableOptions) throws(TableError) {
    var reader = reader
    var tally = TableTally(columns: try TableColumns(reader: reader, options: options))
    var rows = 0
    while try reader.next() {
      try tally.add(reader)
      rows += 1
    }
    guard rows > 0 else {
      throw TableError(
        file: reader.file, found: "no rows below the header", allowed: "at least one row")
    }
    let arms = try Self.orderedArms(tally, options: options, file: reader.file)
    let plan = try Self.plan(
      arms: arms.map { tally.arms[$0] }, options: options, file: reader.file)
    let kinds = plan.metrics.map(\.kind)
    let data = Self.data(tally, arms: arms, kinds: kinds)
    do {
      analysis = try Analysis(plan: plan, data: data)
    } catch {
      throw TableError(
        file: reader.file, found: "\(error.argument) \(error.found)", allowed: error.allowed)
    }
    health = HealthReport(
      analysis: analysis, data: data, evidence: Self.evidence(tally, arms: arms, options: options))
    self.options = options
    file = reader.file
    self.rows = rows
    self.data = data
  }
}
