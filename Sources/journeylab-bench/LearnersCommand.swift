import ArgumentParser
import Foundation
import MetaLearning
import Terminal

/// `journeylab-bench learners`: regret tables beside those of an independent simulation.
struct LearnersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learners",
    abstract: "Run the regret tables of the learning policies beside known figures.",
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

  @Option(help: "Threads; the figures are the same for any number.")
  var threads = ProcessInfo.processInfo.activeProcessorCount

  @Flag(help: "Measure decisions and updates per second instead.")
  var speed = false

  @Option(
    parsing: .remaining,
    help: "Run this program as an external policy, and measure its decisions per second instead.")
  var external: [String] = []

  func run() throws {
    guard share > 0, share <= 100 else {
      throw InputError("--share: found \(share); allowed is above 0, at most 100")
    }
    guard (1...1024).contains(threads) else {
      throw InputError("--threads: found \(threads); allowed are 1 to 1024")
    }
    if speed {
      for line in try LearningSpeed.measure() { Console.print(line) }
    }
    if !external.isEmpty { Console.print(try ExternalSpeed.measure(external)) }
    if speed || !external.isEmpty { return }
    let tables = try table.map { name in
      guard let table = LearningTable(rawValue: name) else {
        let allowed = LearningTable.allCases.map(\.rawValue).joined(separator: ", ")
        throw InputError("--table: found \"\(name)\"; allowed are \(allowed)")
      }
      return table
    }
    var worst = 0.0
    for table in tables.isEmpty ? LearningTable.allCases : tables {
      let worlds = max(2, Int((Double(table.replications) * share).rounded()))
      Console.print("\(table.rawValue): \(table.title), \(worlds) worlds")
      for benchmark in table.benchmarks {
        for result in try benchmark.run(replications: worlds, seed: seed, threads: threads) {
          Console.print(Self.line(result))
          worst = max(worst, abs(result.deviation ?? 0))
        }
      }
    }
    Console.print(String(format: "greatest |z| %.2f", worst))
  }

  private static func line(_ result: BanditBenchmark.Result) -> String {
    func cell(_ value: Double?, _ width: Int, _ digits: Int = 3) -> String {
      let text = value.map { String(format: "%.\(digits)f", $0) } ?? "-"
      return String(repeating: " ", count: max(1, width - text.count)) + text
    }
    return "  " + result.label.padding(toLength: 30, withPad: " ", startingAt: 0) + " "
      + result.figure.padding(toLength: 15, withPad: " ", startingAt: 0)
      + cell(result.mean, 10) + " ±" + cell(result.standardError, 7)
      + "  ref" + cell(result.reference, 9) + " ±" + cell(result.referenceError, 7)
      + "  z" + cell(result.deviation, 6, 1)
  }
}
