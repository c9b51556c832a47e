import TestSupport
import Testing

@testable import Experiments

/// The reference data sets as the sequential and planning tests need them.
enum SequentialReference {
  struct Row {
    var day: Int
    var arm: String
    var revenue: Double
    var before: Double
  }

  static func data(_ name: String) throws -> ExperimentData {
    guard name == "small" else { return try ReferencePlan.unequalData() }
    return try TableAnalysis(
      path: GoldenFile.path("ab_small.csv"), options: ReferencePlan.options()
    ).data
  }

  /// The rows of the small table, in file order.
  static func rows() throws -> [Row] {
    let rows = try PlainCSV(GoldenFile.text("ab_small.csv")).rows.map { cells in
      Row(
        day: try #require(Int(cells[1])), arm: cells[2],
        revenue: try #require(Double(cells[5])), before: try #require(Double(cells[8])))
    }
    return rows
  }

  static let arms = ["control", "free_ship", "price_cut"]
}
