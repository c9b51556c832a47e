import ArgumentParser
import Experiments
import Foundation
import Reports
import Support
import Terminal

/// `journeylab analyze`: the same analysis for the table of a real experiment.
struct AnalyzeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: "Analyse a CSV table of an experiment with one row per unit.",
    discussion: """
      A metric is NAME=proportion:COLUMN (of 0 and 1), NAME=mean:COLUMN or \
      NAME=ratio:NUMERATOR/DENOMINATOR (sums over units). Where each row counts a group of units, \
      it is NAME=proportion:SUCCESSES/UNITS. Beside at least one of these, \
      NAME=quantile(0.9):COLUMN and NAME=capped(0.99):COLUMN (or capped(0.99,non-zero), or \
      capped(value 50)) hold their column in memory.

        journeylab analyze visits.csv --arm group --metric bought=proportion:order
        journeylab analyze users.csv --arm variant --control A --unit user_id \\
          --metric revenue=mean:revenue --metric aov=ratio:revenue/orders \\
          --segment country --guardrail revenue=-2%
        journeylab analyze users.csv --arm variant --metric revenue=mean:revenue \\
          --day date --looks 5 --boundary pocock --covariate pre_revenue
        journeylab analyze loads.csv --arm variant --metric slow=proportion:slow \\
          --metric p95=quantile(0.95):milliseconds --cluster user_id
        journeylab analyze headlines.csv --arm arm --test-column test_id \\
          --metric ctr=proportion:clicks/impressions
      """)

  @Argument(
    help: "Table with a header, separated by commas.", completion: .file(extensions: ["csv"]))
  var file: String

  @Option(help: "Column that names each row's arm.")
  var arm: String

  @Option(help: "A metric; may be given several times.")
  var metric: [String]

  @Option(help: "Arm to compare with; by default control, A, baseline, or the first by name.")
  var control: String?

  @Option(help: "Column that identifies units, checked for duplicates.")
  var unit: String?

  @Option(help: "Column that names each row's segment.")
  var segment: String?

  @Option(help: "Column of days (whole numbers or dates), for sample ratio and effect over time.")
  var day: String?

  @Option(
    help: """
      Column with a figure from before the experiment, checked for balance and used to adjust \
      means and ratios (CUPED); may be given several times.
      """)
  var covariate: [String] = []

  @Option(
    help: """
      Follow the primary metric over so many equally spaced looks: rows in file order, or days \
      with --day. The file is read twice.
      """)
  var looks: Int?

  @Option(
    help: """
      Planned total of rows, or of days with --day, over which the looks are spaced; by default \
      what is there.
      """)
  var planned: Int?

  @Option(help: "Boundary of the looks: \(GroupSequentialBoundary.forms).")
  var boundary = "obrien-fleming"

  @Option(
    name: .customLong("test-column"),
    help: "Column that names an experiment of its own in each row, tested over all its arms.")
  var testColumn: String?

  @Option(help: "Planned weights of the arms, such as A=2,B=1; equal by default.")
  var weights: String?

  @Option(help: "Name of the metric that decides; the first by default.")
  var primary: String?

  @Option(help: "A limit such as revenue=-2% (no fall by more) or returns=5% (no rise by more).")
  var guardrail: [String] = []

  @Option(
    name: .customLong("lower-is-better"),
    help: "Name of a metric of which less is better; may be given several times.")
  var lowerIsBetter: [String] = []

  @Option(help: "Two-sided error rate.")
  var alpha = 0.05

  @Option(
    help: """
      Correction of p-values over the treatments: \
      \(Correction.allCases.map(\.shortName).joined(separator: ", ")).
      """)
  var correction = Correction.dunnett.shortName

  @Option(
    help: """
      Metrics that the correction covers, the others being exploratory: \
      \(CorrectedTests.allCases.map(\.rawValue).joined(separator: ", ")).
      """)
  var family = CorrectedTests.primary.rawValue

  @Option(
    help: """
      Also write every figure of every method to this CSV file, for comparison with another \
      program; from the columns converted, revenue, orders, items and pre_revenue.
      """,
    completion: .file(extensions: ["csv"]))
  var details: String?

  @Option(help: "Print text or json.")
  var format: OutputFormat = .text

  @OptionGroup(title: "Other methods")
  var methods: AnalyzeMethods

  func run() throws {
    var metrics: [TableMetric] = []
    var whole: [MethodOptions.Metric] = []
    for text in metric {
      if let found = try MethodOptions.Metric(parsing: text) {
        whole.append(found)
      } else {
        metrics.append(try TableMetric(parsing: text))
      }
    }
    guard !metrics.isEmpty else {
      throw ArgumentError(
        "--metric", found: "only quantiles and capped means",
        allowed: "these beside a proportion, a mean or a ratio")
    }
    for name in lowerIsBetter {
      guard let index = metrics.firstIndex(where: { $0.name == name }) else {
        let allowed = metrics.map { "\"\($0.name)\"" }.joined(separator: ", ")
        throw ArgumentError("--lower-is-better", found: "\"\(name)\"", allowed: allowed)
      }
      metrics[index].higherIsBetter = false
    }
    var options = TableOptions(
      armColumn: arm, metrics: metrics, control: control, unitColumn: unit, segmentColumn: segment,
      clusterColumn: methods.cluster, dayColumn: day, covariates: covariate,
      allocation: try allocation(), primary: primary,
      guardrails: try guardrail.map { try TableOptions.Guardrail(parsing: $0) }, alpha: alpha,
      correction: try namedCorrection())
    options.correctedTests = try namedFamily()
    if let testColumn {
      try refuseBesideTests(whole)
      let tests = try TableTests(path: file, testColumn: testColumn, options: options)
      Console.show(Document(tests), as: format)
      return
    }
    let boundary = try GroupSequentialBoundary(parsing: self.boundary)
    if planned != nil, looks == nil {
      throw ArgumentError("--planned", found: "without --looks", allowed: "with --looks")
    }
    var table = try TableAnalysis(path: file, options: options)
    let path = try looks.map {
      try TableLooks(path: file, table: table, looks: $0, planned: planned, boundary: boundary)
    }
    if let path { table = table.deciding(by: path) }
    let asked = try methods.options(metrics: whole, covariates: covariate)
    let others = asked.isEmpty ? nil : try TableMethods(path: file, table: table, options: asked)
    let found = Document(table, looks: path, methods: others)
    if let details { try writeFigures(to: details, allocation: options.allocation) }
    Console.show(found, as: format)
  }

  /// Options of one experiment say nothing about many.
  private func refuseBesideTests(_ whole: [MethodOptions.Metric]) throws {
    let given: [(String, Bool)] = [
      ("--control", control != nil), ("--unit", unit != nil), ("--segment", segment != nil),
      ("--day", day != nil), ("--covariate", !covariate.isEmpty), ("--looks", looks != nil),
      ("--guardrail", !guardrail.isEmpty), ("--test", !methods.test.isEmpty),
      ("--non-inferiority", methods.nonInferiority != nil), ("--bayes", methods.bayes),
      ("--cluster", methods.cluster != nil),
      ("--details", details != nil),
      ("--metric of a quantile or cap", !whole.isEmpty),
    ]
    guard let option = given.first(where: \.1)?.0 else { return }
    throw ArgumentError(option, found: "with --test-column", allowed: "one of both")
  }

  private func namedCorrection() throws -> Correction {
    guard let found = Correction.allCases.first(where: { $0.shortName == correction }) else {
      let allowed = Correction.allCases.map(\.shortName).joined(separator: ", ")
      throw ArgumentError("--correction", found: "\"\(correction)\"", allowed: allowed)
    }
    return found
  }

  private func namedFamily() throws -> CorrectedTests {
    guard let found = CorrectedTests(rawValue: family) else {
      let allowed = CorrectedTests.allCases.map(\.rawValue).joined(separator: ", ")
      throw ArgumentError("--family", found: "\"\(family)\"", allowed: allowed)
    }
    return found
  }

  private func writeFigures(to path: String, allocation: [String: Double]) throws {
    var options = StatisticOptions()
    options.columns.arm = arm
    if let segment { options.columns.segment = segment }
    options.control = control
    options.alpha = alpha
    options.weights = allocation
    let csv = try StatisticCatalogue(path: file, options: options).csv
    do {
      try Data(csv.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw InputError("--details: cannot write \(path) (\(error.localizedDescription))")
    }
  }

  private func allocation() throws -> [String: Double] {
    guard let weights else { return [:] }
    var result: [String: Double] = [:]
    for part in weights.split(separator: ",", omittingEmptySubsequences: false) {
      guard let equals = part.lastIndex(of: "="),
        let weight = Double(part[part.index(after: equals)...]), weight > 0, weight.isFinite,
        result.updateValue(weight, forKey: String(part[..<equals])) == nil
      else {
        throw ArgumentError(
          "--weights", found: "\"\(part)\"",
          allowed: "ARM=WEIGHT for each arm once, such as A=2,B=1")
      }
    }
    return result
  }
}
