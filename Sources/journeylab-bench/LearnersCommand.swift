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
        journeylab-bench learners --actions 6 --widths 0.4,0.2 --tasks 30 --customers 500
        journeylab-bench learners --draw-scale 0.5 --share 0.1
        journeylab-bench learners --speed
        journeylab-bench learners --external python3 notebooks-export/external_model.py
      """)

  @Option(help: "Table: e1 to e6 or e8; may be given several times, all by default.")
  var table: [String] = []

  @Option(help: "Number of worlds, as a share of the reference's.")
  var share = 1.0

  @Option(help: "Seed of the worlds.")
  var seed: UInt64 = 7

  @Option(help: "A world of your own instead of the tables: number of actions.")
  var actions: Int?

  @Option(
    help: "Its widths, as deviations of the mean of all tasks and of a task: 0.5,0.1 by default.")
  var widths: String?

  @Option(help: "Its tasks; 20 by default.")
  var tasks: Int?

  @Option(help: "Its customers per task; 200 by default.")
  var customers: Int?

  @Option(
    name: .customLong("draw-scale"),
    help: "What draws' distances from their means are multiplied by; no reference beside that.")
  var drawScale: Double?

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
    if let drawScale, !(drawScale > 0 && drawScale <= 10) {
      throw ArgumentError("--draw-scale", found: "\(drawScale)", allowed: "above 0, at most 10")
    }
    if let world = try world() { return try run(world) }
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
      let results = try table.benchmarks(drawScale: drawScale).flatMap {
        try $0.run(replications: worlds, seed: seed, threads: threads)
      }
      worst = results.reduce(worst) { max($0, abs($1.deviation ?? 0)) }
      Console.print(TextRenderer().render(table.document(results, worlds: worlds)))
    }
    if drawScale == nil {
      Console.print("greatest |z| \(NumberText.fixed(worst, decimals: 2))")
    }
  }

  /// The world that is asked for in place of the tables, if any.
  private func world() throws -> ArmWorld? {
    guard actions != nil || widths != nil || tasks != nil || customers != nil else { return nil }
    guard table.isEmpty else {
      throw ArgumentError(
        "--table", found: "it with a world of your own", allowed: "one of both")
    }
    var world = ArmWorld()
    func whole(_ option: String, _ value: Int?, _ range: ClosedRange<Int>, _ standard: Int) throws
      -> Int
    {
      guard let value else { return standard }
      guard range.contains(value) else {
        throw ArgumentError(
          option, found: "\(value)", allowed: "\(range.lowerBound) to \(range.upperBound)")
      }
      return value
    }
    world.actions = try whole("--actions", actions, 2...100, world.actions)
    world.tasks = try whole("--tasks", tasks, 1...1000, world.tasks)
    world.rounds = try whole("--customers", customers, 20...100_000, world.rounds)
    guard let widths else { return world }
    let numbers = widths.split(separator: ",").map { Double($0) ?? .nan }
    guard numbers.count == 2, numbers.allSatisfy({ $0 > 0 && $0 <= 100 }) else {
      throw ArgumentError(
        "--widths", found: "\"\(widths)\"",
        allowed: "two numbers above 0, at most 100, such as 0.5,0.1")
    }
    (world.hyperDeviation, world.taskDeviation) = (numbers[0], numbers[1])
    return world
  }

  private func run(_ world: ArmWorld) throws {
    let worlds = max(2, Int((200 * share).rounded()))
    let results = try LearningTable.armBenchmarks(world, drawScale).flatMap {
      try $0.run(replications: worlds, seed: seed, threads: threads)
    }
    Console.print(
      TextRenderer().render(
        LearningTable.document(
          "own", "normal arms, \(world.tasks) tasks of \(world.rounds) decisions", results,
          worlds: worlds)))
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
