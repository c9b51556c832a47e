import ArgumentParser
import Foundation
import Reports
import Results
import Studies
import Support
import Terminal

/// `journeylab power`: how many customers a test needs, and how long it takes.
struct PowerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "power",
    abstract: "Plan a test: sample size, duration, least detectable change, power.",
    discussion: """
      With a scenario, every arm is rolled out for the true mean of its primary metric and the \
      true effects; --simulate adds the power for the scenario's own treatments. Without one, give \
      --baseline, and --variance for a metric that is no share. \
      Memory is that of `run`: at most 0.3 GB for each thread, and 4 GB where customers share stock.

        journeylab power scenarios/free-shipping-threshold.yaml
        journeylab power scenarios/price-test.yaml --simulate --lift 2% --lift 5%
        journeylab power --baseline 0.03 --lift 5% --units-per-day 2000
        journeylab power --baseline 4.20 --variance 310 --half-width 0.05 --correlation 0.5
      """)

  @Argument(help: "Scenario file.", completion: .file(extensions: ["yaml", "yml"]))
  var scenario: String?

  @Option(help: "Seed of all draws.")
  var seed: UInt64 = 1

  @Option(help: "Exact number of customers, in place of the scenario's own.")
  var customers: Int?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("Change the scenario, as in run.", valueName: "path=value"))
  var changes: [String] = []

  @OptionGroup var extending: ExtendingOptions
  @OptionGroup var work: ThreadOptions

  @Option(help: "The control's share, mean or ratio.")
  var baseline: Double?

  @Option(help: "Variance per unit; without it the baseline is a share.")
  var variance: Double?

  @Option(help: "A relative change to plan for, such as 5%; may be given several times.")
  var lift: [String] = []

  @Option(name: .customLong("power"), help: "Chance to find the change.")
  var wantedPower = 0.8

  @Option(help: "Two-sided error rate; a scenario brings its own.")
  var alpha = 0.05

  @Option(help: "Share of units in the treatment; the control has the rest.")
  var share = 0.5

  @Option(name: .customLong("units-per-day"), help: "Units that arrive in a day over all arms.")
  var unitsPerDay: Double?

  @Option(help: "Correlation with a covariate that the analysis adjusts for (CUPED).")
  var correlation: Double?

  @Option(
    name: .customLong("half-width"),
    help: "Run until precision: half-width of the difference's interval, in the metric's unit.")
  var halfWidth: Double?

  @Flag(help: "Simulate the power for the scenario's own treatments.")
  var simulate = false

  @Option(help: "Replicates of --simulate.")
  var replications = 2000

  @Option(help: "Write the power curve to this CSV file.", completion: .file(extensions: ["csv"]))
  var out: String?

  @OptionGroup var replacing: ReplaceOption
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (scenario == nil) != (baseline == nil) else {
      throw ValidationError("give a scenario file or --baseline, and not both")
    }
    if simulate, scenario == nil { throw ValidationError("--simulate needs a scenario file") }
    try ScenarioOptions.check(seed: seed, customers: customers)
    _ = try lifts()
  }

  func run() throws {
    let file = out.map { URL(asWritten: $0) }
    try replacing.check(file)
    let found = try output.run(try study())
    if let file { try PowerTable.write(found, to: file) }
    try output.show(Document(found))
  }

  private func study() throws -> PowerStudy {
    let options = PowerOptions(
      lifts: try lifts(), power: wantedPower, covariateCorrelation: correlation,
      halfWidth: halfWidth, replications: simulate ? replications : nil, seed: seed,
      threads: work.threads)
    guard let scenario else {
      return try PowerStudy(
        formula: PowerStudy.Formula(
          baseline: baseline ?? 0, variance: variance, treatmentShare: share,
          unitsPerDay: unitsPerDay, alpha: alpha), options: options)
    }
    let (_, compiled) = try ScenarioOptions.load(
      scenario, changes: changes, customers: customers, extendingFrom: extending.folders)
    return try PowerStudy(compiled: compiled, options: options)
  }

  private func lifts() throws -> [Double] {
    guard !lift.isEmpty else { return PowerOptions().lifts }
    return try lift.map { text in
      let isPercent = text.hasSuffix("%")
      let number = isPercent ? String(text.dropLast()) : text
      guard let value = Double(number.trimmingPrefix("+")), value.isFinite, value != 0,
        value / (isPercent ? 100 : 1) > -1
      else {
        throw ValidationError(
          "--lift: found \"\(text)\"; allowed is a change such as 5%, -2% or 0.05")
      }
      return value / (isPercent ? 100 : 1)
    }
  }
}
