import Foundation
import Scenarios
import Simulation
import Studies

@testable import Experiments
@testable import Reports

/// Documents of real runs and tables, small ones.
enum DocumentSamples {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The file of an example scenario.
  static func file(of scenario: String) -> URL {
    root.appending(path: "scenarios/\(scenario).yaml")
  }

  /// The document of a run of an example scenario, changed.
  static func experiment(
    _ scenario: String, customers: Int? = 3_000, changes: [String] = []
  ) throws -> Document {
    Document(
      try result(scenario, customers: customers, changes: changes),
      files: [
        "summary.txt", "summary.json", "arms.csv", "comparisons.csv", "funnel.csv", "daily.csv",
        "manifest.json",
      ])
  }

  /// A run of an example scenario, changed.
  static func result(
    _ scenario: String, customers: Int? = 3_000, changes: [String] = []
  ) throws -> ExperimentResult {
    let loaded = try ScenarioReader().read(file: file(of: scenario), changes: changes)
    let compiled = try CompiledScenario(
      scenario: loaded.scenario, arms: loaded.arms, customers: customers)
    return try ExperimentStudy(
      compiled: compiled,
      input: RunInput(
        scenario: scenario, canonical: "", seed: 3, replications: 2, origin: Origin(program: "0"))
    ).run()
  }

  /// The table of the estimation tests, with all that is asked of a table.
  static func table() throws -> Document {
    let path = root.appending(path: "Tests/ExperimentsTests/Golden/ab_small.csv").path
    let input = try TableInput(
      path: path,
      options: TableOptions(
        armColumn: "arm",
        metrics: [
          TableMetric(name: "conversion", source: .proportion(column: "converted")),
          TableMetric(name: "revenue", source: .mean(column: "revenue")),
        ], segmentColumn: "segment", dayColumn: "day", covariates: ["pre_revenue"],
        guardrails: [TableOptions.Guardrail(parsing: "revenue=-2%")]))
    let table = try TableAnalysis(input)
    var options = MethodOptions()
    options.covariates = ["pre_revenue"]
    options.tests = [.student, .mannWhitney]
    options.margin = 0.02
    options.isBayesian = true
    return Document(
      table,
      looks: try TableLooks(
        input, table: table, looks: 4, boundary: GroupSequentialBoundary(parsing: "pocock")),
      methods: try TableMethods(input, table: table, options: options))
  }

  /// A table whose names are as long as a line.
  static func longNames() throws -> Document {
    let name = String(repeating: "a_very_long_name_", count: 9)
    var rows = "arm,revenue,\(name)\n"
    for row in 0..<40 {
      rows += "\(row % 2 == 0 ? "control" : name),\(row * row % 17),\(row % 3 == 0 ? 1 : 0)\n"
    }
    return Document(
      try TableAnalysis(
        reader: CSVReader(bytes: Array(rows.utf8), file: "\(name).csv"),
        options: TableOptions(
          armColumn: "arm",
          metrics: [
            TableMetric(name: name, source: .proportion(column: name)),
            TableMetric(name: "revenue", source: .mean(column: "revenue")),
          ])))
  }

  /// Many experiments of one table.
  static func tests() throws -> Document {
    var rows = "test,arm,impressions,clicks\n"
    for test in 0..<30 {
      for arm in 0..<3 {
        rows += "headline \(test),arm \(arm),\(900 + 10 * arm),\(40 + test * (arm + 1) % 23)\n"
      }
    }
    return Document(
      try TableTests(
        reader: CSVReader(bytes: Array(rows.utf8), file: "headlines.csv"), testColumn: "test",
        options: TableOptions(
          armColumn: "arm",
          metrics: [
            TableMetric(
              name: "ctr", source: .counted(successes: "clicks", units: "impressions"))
          ])))
  }

  /// All of them, with a name for each.
  static func all() throws -> [(name: String, document: Document)] {
    [
      ("free shipping", try experiment("free-shipping-threshold")),
      (
        "looks",
        try experiment(
          "price-test", changes: ["experiment.analysis.looks=4", "experiment.alpha=1 %"])
      ),
      ("express delivery", try experiment("express-delivery")),
      (
        "shared stock",
        try experiment("limited-stock", customers: 2_000, changes: ["experiment.analysis.looks=3"])
      ),
      ("table", try table()), ("long names", try longNames()), ("many tests", try tests()),
    ]
  }
}
