import ArgumentParser
import Experiments
import Foundation
import Reports
import Results
import Scenarios
import Simulation
import Studies
import Support
import Terminal

/// `journeylab run`: from a scenario file to a compared experiment.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a scenario's experiment and compare its arms, the truth beside the estimate.",
    discussion: """
      Results go to results/<scenario>/<digest>/, where the digest stands for all that went in. \
      The same input finds its old result instead of running again.

        journeylab run scenarios/free-shipping-threshold.yaml
        journeylab run scenarios/limited-stock.yaml --seed 7 --events
        journeylab run scenarios/price-test.yaml --customers 200000 --format json
        journeylab run scenarios/price-test.yaml --set experiment.alpha='1 %'
        journeylab run scenarios/price-test.yaml --half-width '5 %'
        journeylab run scenarios/price-test.yaml --seeds 1-100

      Memory does not grow with the number of customers, except where they share stock: then it is \
      at most 4 GB for each market at work, of which there is one per thread. Sums by arm, metric, \
      segment and day take at most 0.3 GB for each thread. More is refused before the run starts. \
      Rows of customers who share stock (--events, --customers-file) take at most 4 GB, learning \
      policies 4 GB for each thread.

      A scenario with `learning` also judges its policies on markets of its family: learning.csv, \
      regret.csv, regret.svg and the policies' states in policies/.
      """)

  @OptionGroup var source: ScenarioOptions
  @OptionGroup var work: ThreadOptions
  @OptionGroup var learning: LearningRunOptions

  @Option(
    help: """
      Replications of the market behind the truth, and of the family that learning policies are \
      judged on, in place of the scenario's own. By default the truth has as many as its error \
      takes, up to 1,500,000 customers under each arm.
      """)
  var replications: Int?

  @Option(
    name: .customLong("half-width"),
    help: """
      Run with as many customers as it takes until the primary metric's interval is no wider \
      than this on each side: 0.5 in its unit, or '5 %' of the control's value.
      """)
  var halfWidth: String?

  @Option(
    help: ArgumentHelp(
      """
      Run the experiment once with each of these seeds and show what each would have said beside \
      the truth: seeds.csv and seeds.svg.
      """, valueName: "first-last"))
  var seeds: SeedRange?

  @Option(help: "Folder for results.", completion: .directory)
  var out = "results"

  @Option(
    defaultAsFlag: EventsFormat.csv,
    help: """
      Write events.csv, one row per event; with `parquet` the same rows as events.parquet, which \
      is much smaller.
      """)
  var events: EventsFormat?

  @Flag(name: .customLong("customers-file"), help: "Write customers.csv, one row per customer.")
  var customersFile = false

  @Flag(
    help: """
      Write the business's own tables, orders.csv, sessions.csv and customers.csv: what a business \
      observes, and nothing of what only a simulation knows.
      """)
  var tables = false

  @Flag(help: "Run again even when the result is there already.")
  var force = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let replications, !(1...10_000).contains(replications) {
      throw ValidationError("--replications: found \(replications); allowed are 1 to 10000")
    }
    if halfWidth != nil, source.customers != nil {
      throw ValidationError("--half-width: found with --customers; allowed is one of both")
    }
    if seeds != nil, events != nil || customersFile || tables || source.seed != 1 {
      throw ValidationError(
        "--seeds: found with --seed, --events, --customers-file or --tables; allowed is --seeds alone"
      )
    }
  }

  func run() throws {
    var source = source
    if let halfWidth { source.customers = try customers(for: PrecisionGoal(parsing: halfWidth)) }
    let (whole, compiled) = try source.load()
    if !output.quiet, let warnings = whole.warnings {
      Console.complain(Ending.describe(warnings: warnings))
    }
    if let seeds { return try run(seeds.seeds, of: whole, compiled) }
    let loaded = try learning.choose(from: whole)
    let policies = try LearningRun(
      loaded, options: learning, source: source, replications: replications, threads: work.threads)
    let events = events ?? (loaded.scenario.recording.events ? .csv : nil)
    let input = RunInput(
      scenario: loaded.name, canonical: loaded.canonical, seed: source.seed,
      customers: source.customers, replications: replications,
      events: events != nil, customersFile: customersFile || loaded.scenario.recording.customers,
      tables: tables || loaded.scenario.recording.tables,
      extras: (policies?.parts ?? []) + (events?.parts ?? []),
      origin: Origin(program: Program.version))
    let directory = RunDirectory(root: URL(asWritten: out), input: input)
    var document: Document?
    if !force, directory.earlierRun != nil {
      Staging.clean(directory.folder)
      if !output.quiet { Console.complain("found earlier result in \(shown(directory.folder))") }
    } else {
      document = try perform(compiled, policies, into: directory)
    }
    try show(document, in: directory.folder)
  }

  /// Runs the experiment with many seeds.
  private func run(
    _ seeds: ClosedRange<UInt64>, of loaded: LoadedScenario, _ compiled: CompiledScenario
  ) throws {
    let input = RunInput(
      scenario: loaded.name, canonical: loaded.canonical, seed: seeds.lowerBound,
      customers: source.customers, replications: replications,
      extras: ["seeds \(seeds.lowerBound)-\(seeds.upperBound)"],
      origin: Origin(program: Program.version))
    let directory = RunDirectory(root: URL(asWritten: out), input: input)
    var document: Document?
    if !force, directory.earlierRun != nil {
      if !output.quiet { Console.complain("found earlier result in \(shown(directory.folder))") }
    } else {
      let study = try SeedsStudy(
        compiled: compiled, input: input, seeds: seeds, threads: work.threads)
      document = try SeedsRun(input: input, study: study)
        .perform(into: directory, output: output)
    }
    try show(document, in: directory.folder)
  }

  /// Searches for the number of customers that a precision takes, and says what it did.
  private func customers(for goal: PrecisionGoal) throws -> Int {
    let (loaded, compiled) = try source.load()
    let (path, changes, folders) = (source.scenario, source.changes, source.files.folders)
    let found = try output.run(
      PrecisionSearch(
        goal: goal, scenario: compiled, seed: source.seed, threads: work.threads,
        compile: {
          try ScenarioOptions.load(
            path, changes: changes, customers: $0, extendingFrom: folders
          ).compiled
        }))
    let needed = found.last.customers
    let steps = found.earlier.count + 1
    if !output.quiet {
      let width = found.last.halfWidth.map { "\($0)" } ?? ""
      var text =
        "half-width \(halfWidth ?? "") of \(loaded.scenario.experiment.primary.name):"
        + " \(needed) customers give \(width), found in \(steps)"
        + " step\(steps == 1 ? "" : "s"); the same as --customers \(needed)"
      if case .ratePerHour = loaded.scenario.market.arrivals.size {
        text += "; they come within the scenario's horizon, at another rate than its own"
      }
      Console.complain(text)
    }
    return needed
  }

  private func perform(
    _ compiled: CompiledScenario, _ learning: LearningRun?, into directory: RunDirectory
  ) throws -> Document? {
    let interruption = Interruption()
    let staging = try Staging(for: directory.folder, cleansSiblings: true)
    do {
      let input = directory.input
      var files = RunFiles(in: staging.folder)
      let learned = try learning?.judge(
        logFolder: staging.folder, output: output, interruption: interruption)
      let isCompared = compiled.scenario.experiment.arms.count > 1
      var result: ExperimentResult?
      if isCompared || learned == nil || input.recordsRows {
        let (found, recorded) = try experiment(
          compiled, input, in: staging.folder, interruption: interruption)
        files.add(recorded)
        if isCompared || learned == nil { result = found }
      }
      if let learned { try files.add(learned) }
      var document: Document?
      if let result {
        try files.add(tablesOf: result)
        let found = Document(result, files: files.names, learning: learned?.outcome)
        try files.add(found)
        document = found
        try files.finish(
          input, customers: result.outcome.customers, replications: result.outcome.replications,
          draws: result.outcome.drawsChecksum)
      } else if let learned = learned?.outcome {
        let found = LearningDocument(learned).document(
          input: input, files: files.names, scenario: compiled.scenario)
        try files.add(found)
        document = found
        try files.finish(
          input, customers: learned.customersPerMarket, replications: learned.replications,
          draws: learned.fingerprint)
      }
      if interruption.isRequested { throw RunError(code: .cancelled) }
      // Another process may have been as fast with the same input.
      try staging.commit(unless: { !force && directory.earlierRun != nil })
      return document
    } catch {
      staging.discard()
      throw error
    }
  }

  private func experiment(
    _ compiled: CompiledScenario, _ input: RunInput, in folder: URL, interruption: Interruption
  ) throws -> (result: ExperimentResult, recorded: [Manifest.File]) {
    let sink = try RecordingSink(
      compiled: compiled,
      files: RecordedFiles(
        events: input.events ? events ?? .csv : nil, customers: input.customersFile,
        tables: input.tables),
      withPotentialOutcomes: !compiled.sharesState, folder: folder)
    let study = try ExperimentStudy(
      compiled: compiled, input: input, threads: work.threads, sink: sink)
    return (try output.run(study, interruption: interruption), try sink.finish())
  }

  /// Prints the summary: on a terminal as wide as that is, else as it is saved; one that was found
  /// is read.
  private func show(_ document: Document?, in folder: URL) throws {
    switch output.format {
    case .html:
      Console.print(try document.map(PageRenderer().render) ?? SavedSummary.page(in: folder))
    case .json:
      Console.print(try document.map(JSONRenderer.render) ?? SavedSummary.json(in: folder))
    case .text:
      if let document, Console.columns != nil {
        try Console.show(document)
      } else {
        let text = try document.map(TextRenderer().render) ?? SavedSummary.text(in: folder)
        Console.print(Paint.summary(text))
      }
      if !output.quiet { Console.complain("results in \(shown(folder))") }
    }
  }

  /// The folder as the user would name it.
  private func shown(_ folder: URL) -> String {
    let parts = folder.pathComponents.suffix(2)
    return ([out.hasSuffix("/") ? String(out.dropLast()) : out] + parts).joined(separator: "/")
  }
}
