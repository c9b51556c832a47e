import ArgumentParser
import Reports
import Scenarios
import Simulation
import Terminal

/// `journeylab-bench engine`: how fast a scenario runs on this machine, and in how much memory.
struct EngineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "engine",
    abstract: "Measure speed, memory and event rows per second on this machine.",
    discussion: """
      Nothing is kept. Each speed is the best of --repeats runs; a transition is a step of a \
      customer from stage to stage.

        journeylab-bench engine scenarios/price-test.yaml --customers 1000000
        journeylab-bench engine scenarios/limited-stock.yaml --threads 2 --repeats 5
      """)

  @OptionGroup var source: ScenarioOptions
  @OptionGroup var work: ThreadOptions

  @Option(help: "Runs of each kind; the fastest counts.")
  var repeats = 3

  func validate() throws {
    guard (1...100).contains(repeats) else {
      throw ValidationError("--repeats: found \(repeats); allowed are 1 to 100")
    }
  }

  func run() throws {
    let (_, compiled) = try source.load()
    let benchmark = Benchmark(
      compiled: compiled, seed: source.seed, repeats: repeats, interruption: Interruption())
    var rows: [Measurement] = []
    // The measurement of memory comes first, before other runs have stretched the process.
    rows += try benchmark.journeys(threads: 1, measuresMemory: true)
    if work.threads > 1 { rows += try benchmark.journeys(threads: work.threads) }
    rows += try benchmark.events()
    let document = Measurement.document(
      "\(source.scenario), \(compiled.scenario.experiment.arms.count) arms, seed \(source.seed),"
        + " best of \(repeats)", rows)
    Console.print(TextRenderer().render(document))
  }
}
