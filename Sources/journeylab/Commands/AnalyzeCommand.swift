import ArgumentParser
import Experiments
import Foundation
import Reports
import Results
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
      NAME=quantile(0.9):COLUMN, NAME=capped(0.99):COLUMN (or capped(0.99,non-zero), or \
      capped(value 50)) and NAME=survival:TIME/EVENT (or survival(30):…, a mean within 30; EVENT is \
      0 where the time was cut off) hold their columns in memory, 16 bytes for each value. All else \
      takes at most 0.3 GB however long the table is; a row may have 16 MB, a column 1,000 names.

      The table may be compressed by gzip, and separated by commas, semicolons, tabs or bars. \
      True and false, yes and no are 1 and 0. An arm with a single unit is reported, not judged.

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
        journeylab analyze export.csv.gz --arm variant --metric spend=mean:spend \\
          --numbers "1.234,5" --missing drop --leave-out staff
        journeylab analyze log.csv --arm variant --unit user_id --events \\
          --metric bought=proportion:event=purchase --metric spend=mean:amount
        journeylab analyze trial.csv --arm plan --metric active=proportion:active \\
          --metric churn=survival(90):days/churned --equivalence 5%
        journeylab analyze members.csv --arm joined --metric spend=mean:spend \\
          --observational --covariate age --covariate pre_spend --segment country
      """)

  @Argument(
    help: "Table with a header, as CSV or compressed by gzip.",
    completion: .file(extensions: ["csv", "gz", "tsv"]))
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

  @Option(help: "Planned weights of the arms, such as A=2,B=1; equal by default, 0 leaves out.")
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

  @Option(help: "Print text, json, or html: a page for a browser.")
  var format: OutputFormat = .text

  @OptionGroup(title: "The table")
  var table: AnalyzeTable

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
    let weights = try allocation()
    var options = TableOptions(
      armColumn: arm, metrics: metrics, control: control, unitColumn: unit, segmentColumn: segment,
      clusterColumn: methods.cluster, dayColumn: day, covariates: covariate,
      allocation: weights.filter { $0.value > 0 }, primary: primary,
      guardrails: try guardrail.map { try TableOptions.Guardrail(parsing: $0) }, alpha: alpha,
      correction: try namedCorrection())
    options.correctedTests = try namedFamily()
    options.furtherColumns = TableOptions.FurtherColumns(numbers: whole.flatMap(\.columns))
    try table.apply(to: &options, zeroWeights: weights.filter { $0.value == 0 }.keys.sorted())
    if let testColumn {
      try refuse(beside: "--test-column", besideTests(whole))
      options.furtherColumns.names.append(testColumn)
      let tests = try TableTests(TableInput(path: file, options: options), testColumn: testColumn)
      try Console.show(Document(tests), as: format)
      return
    }
    if table.observational { try refuse(beside: "--observational", besideObservation(whole)) }
    let boundary = try GroupSequentialBoundary(parsing: self.boundary)
    if planned != nil, looks == nil {
      throw ArgumentError("--planned", found: "without --looks", allowed: "with --looks")
    }
    let asked = try methods.options(metrics: whole, covariates: covariate)
    let input = try TableInput(path: file, options: options)
    var found = try TableAnalysis(input)
    if table.observational {
      try Console.show(Document(try ObservationalAnalysis(input, table: found)), as: format)
      return
    }
    let path = try looks.map {
      try TableLooks(input, table: found, looks: $0, planned: planned, boundary: boundary)
    }
    if let path { found = found.deciding(by: path) }
    let others = asked.isEmpty ? nil : try TableMethods(input, table: found, options: asked)
    let document = Document(found, looks: path, methods: others)
    if let details { try writeFigures(to: details, input: input) }
    try Console.show(document, as: format)
  }

  private func refuse(beside other: String, _ given: [(String, Bool)]) throws {
    guard let option = given.first(where: \.1)?.0 else { return }
    throw ArgumentError(option, found: "with \(other)", allowed: "one of both")
  }

  /// Options of one experiment, which say nothing about many.
  private func besideTests(_ whole: [MethodOptions.Metric]) -> [(String, Bool)] {
    [
      ("--control", control != nil), ("--unit", unit != nil), ("--segment", segment != nil),
      ("--day", day != nil), ("--covariate", !covariate.isEmpty),
      ("--events", table.events), ("--observational", table.observational),
      ("--missing drop", table.missing == "drop"),
    ] + plannedOptions(whole)
  }

  /// Options of a test that was planned, with arms that chance assigned.
  private func besideObservation(_ whole: [MethodOptions.Metric]) -> [(String, Bool)] {
    [("--weights", weights != nil), ("--day", day != nil)] + plannedOptions(whole)
  }

  private func plannedOptions(_ whole: [MethodOptions.Metric]) -> [(String, Bool)] {
    [
      ("--looks", looks != nil), ("--planned", planned != nil), ("--guardrail", !guardrail.isEmpty),
      ("--test", !methods.test.isEmpty), ("--non-inferiority", methods.nonInferiority != nil),
      ("--equivalence", methods.equivalence != nil), ("--bayes", methods.bayes),
      ("--cluster", methods.cluster != nil), ("--details", details != nil),
      ("--metric of a quantile, cap or survival", !whole.isEmpty),
    ]
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

  private func writeFigures(to path: String, input: TableInput) throws {
    var options = StatisticOptions()
    options.columns.arm = arm
    if let segment { options.columns.segment = segment }
    options.control = control
    options.alpha = alpha
    options.weights = input.options.allocation
    let csv = try StatisticCatalogue(input, options: options).csv
    try SingleFile.write(csv.utf8, to: URL(asWritten: path))
  }

  private func allocation() throws -> [String: Double] {
    guard let weights else { return [:] }
    var result: [String: Double] = [:]
    for part in weights.split(separator: ",", omittingEmptySubsequences: false) {
      guard let equals = part.lastIndex(of: "="),
        let weight = Double(part[part.index(after: equals)...]), weight >= 0, weight.isFinite,
        result.updateValue(weight, forKey: String(part[..<equals])) == nil
      else {
        throw ArgumentError(
          "--weights", found: "\"\(part)\"",
          allowed: "ARM=WEIGHT for each arm once, such as A=2,B=1; 0 leaves an arm out")
      }
    }
    return result
  }
}
