package import Support

/// The analysis of a table with one row per unit, read in one pass.
///
/// Memory does not grow with rows, except for the check of duplicate units (24 to 48 bytes each).
package struct TableAnalysis: Sendable, Equatable {
  package let options: TableOptions
  package let file: String
  /// Rows read, the header left out.
  package let rows: Int
  /// The sufficient statistics found; arms are control first, then by name; segments by name.
  package let data: ExperimentData
  package private(set) var analysis: Analysis
  package let health: HealthReport
  package var plan: AnalysisPlan { analysis.plan }

  package init(path: String, options: TableOptions) throws(ArgumentError) {
    try self.init(reader: CSVReader(path: path), options: options)
  }

  init(reader: CSVReader, options: TableOptions) throws(ArgumentError) {
    var reader = reader
    var tally = TableTally(columns: try TableColumns(reader: reader, options: options))
    var rows = 0
    while try reader.next() {
      try tally.add(reader)
      rows += 1
    }
    guard rows > 0 else {
      throw ArgumentError(
        file: reader.file, found: "no rows below the header", allowed: "at least one row")
    }
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
