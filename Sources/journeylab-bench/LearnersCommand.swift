import ArgumentParser
import Foundation
import MetaLearning
import Reports
import Support
import Terminal

/// `journeylab-bench learners`: regret tables beside those of an independent simulation.
struct LearnersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learners",
    abstract: "Run the regret tables of the learning policies beside known numbers.",
    discussion: """
      Each row is a policy in many worlds; z is the difference from an independent simulation in \
      its standard errors. At the reference's number of worlds all tables take some ten minutes.

        journeylab-bench learners --table e1
        journeylab-bench learners --table e1 --table e6 --share 0.1
        journeylab-bench learners --speed
        journeylab-bench learners --external python3 notebooks-export/external_model.py
      """)

  @Option(help: "Table: e1, e2, e3, e5, e6 or e8; may be given several times, all by default.")
  var table: [String] = []

  @Option(help: "Number of worlds, as a share of the reference's.")
  var share = 1.0

  @Option(help: "Seed of the worlds.")
  var seed: UInt64 = 7

  @Option(help: "Threads; the numbers are the same for any number.")
  var threads = ProcessInfo.processInfo.activeProcessorCount

  @Flag(help: "Measure decisions and updates per second instead.")
  var speed = false

  @Option(
    parsing: .remaining,
    help: "Run this program as an external policy, and measure its decisions per second instead.")
  var external: [String] = []

  func run() throws {
    guard share > 0, share <= 100 else {
      throw ArgumentError("--share", found: "\(share)", allowed: "above 0, at most 100")
    }
    guard (1...1024).contains(threads) else {
      throw ArgumentError("--threads", found: "\(threads)", allowed: "1 to 1024")
    }
    if speed {
      let document = try LearningSpeed.measure()
      Console.print(TextRenderer().render(document))
    }
    if !external.isEmpty {
      let speed = try ExternalSpeed.measure(external)
      Console.print(TextRenderer().render(Self.document(of: speed, external)))
    }
    if speed || !external.isEmpty { return }
    let tables = try table.map { name in
      guard let table = LearningTable(rawValue: name) else {
        let allowed = LearningTable.allCases.map(\.rawValue).joined(separator: ", ")
        throw ArgumentError("--table", found: "\"\(name)\"", allowed: allowed)
      }
      return table
    }
    var worst = 0.0
    for table in tables.isEmpty ? LearningTable.allCases : tables {
      let worlds = max(2, Int((Double(table.replications) * share).rounded()))
      let results = try table.benchmarks.flatMap {
        try $0.run(replications: worlds, seed: seed, threads: threads)
      }
      worst = results.reduce(worst) { max($0, abs($1.deviation ?? 0)) }
      Console.print(TextRenderer().render(table.document(results, worlds: worlds)))
    }
    Console.print("greatest |z| \(NumberText.fixed(worst, decimals: 2))")
  }

  private static func document(of speed: ExternalSpeed, _ command: [String]) -> Document {
    Document(
      title: """
        \(command.joined(separator: " ")), batches of \(.count(speed.batch)): \
        \(.count(speed.decisionsPerSecond)) decisions/s
        """,
      facts: Sentence(speed.counts.description))
  }
}
