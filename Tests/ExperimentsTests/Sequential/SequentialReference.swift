import Experiments
import Testing

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
    var reader = try CSVReader(path: GoldenFile.path("ab_small.csv"))
    var rows: [Row] = []
    while try reader.next() {
      rows.append(
        Row(
          day: try #require(Int(reader.text(at: 1))), arm: reader.text(at: 2),
          revenue: try #require(Double(reader.text(at: 5))),
          before: try #require(Double(reader.text(at: 8)))))
    }
    return rows
  }

  static let arms = ["control", "free_ship", "price_cut"]
}
