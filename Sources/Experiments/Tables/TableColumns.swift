package import Support

/// Where a table keeps what the options name.
package struct TableColumns {
  enum Metric {
    case proportion(Int)
    case counted(successes: Int, units: Int)
    case mean(Int)
    case ratio(numerator: Int, denominator: Int)
  }

  var arm: Int
  var unit: Int?
  var segment: Int?
  var cluster: Int?
  var day: Int?
  var covariates: [Int]
  var metrics: [Metric]
  /// Index of the metric that is followed over days.
  var primary: Int

  /// Finds the columns by name.
  /// - Throws: `ArgumentError` for a missing or repeated column, with the nearest name.
  init(reader: CSVReader, options: TableOptions) throws(ArgumentError) {
    arm = try Self.find(options.armColumn, in: reader)
    unit = try Self.find(optional: options.unitColumn, in: reader)
    segment = try Self.find(optional: options.segmentColumn, in: reader)
    cluster = try Self.find(optional: options.clusterColumn, in: reader)
    day = try Self.find(optional: options.dayColumn, in: reader)
    covariates = []
    for name in options.covariates { covariates.append(try Self.find(name, in: reader)) }
    primary = options.metrics.firstIndex { $0.name == options.primary } ?? 0
    metrics = []
    for metric in options.metrics {
      switch metric.source {
      case .proportion(let column):
        metrics.append(.proportion(try Self.find(column, in: reader)))
      case .counted(let successes, let units):
        metrics.append(
          .counted(
            successes: try Self.find(successes, in: reader),
            units: try Self.find(units, in: reader)))
      case .mean(let column):
        metrics.append(.mean(try Self.find(column, in: reader)))
      case .ratio(let numerator, let denominator):
        metrics.append(
          .ratio(
            numerator: try Self.find(numerator, in: reader),
            denominator: try Self.find(denominator, in: reader)))
      }
    }
  }

  static func find(
    optional name: String?, in reader: CSVReader
  ) throws(ArgumentError) -> Int? {
    guard let name else { return nil }
    return try find(name, in: reader)
  }

  package static func find(_ name: String, in reader: CSVReader) throws(ArgumentError) -> Int {
    let header = reader.header
    guard let first = header.firstIndex(of: name) else {
      let shown = header.prefix(20).map { "\"\($0.prefix(60).withControlsNamed)\"" }.joined(
        separator: ", ")
      throw ArgumentError(
        file: reader.file, row: 1, column: name, found: "no such column",
        allowed: header.count > 20 ? shown + ", …" : shown,
        nearest: NearestName.of(name, among: header))
    }
    guard header.lastIndex(of: name) == first else {
      throw ArgumentError(
        file: reader.file, row: 1, column: name, found: "that name twice",
        allowed: "one column of that name")
    }
    return first
  }
}
