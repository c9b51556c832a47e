import ArgumentParser
import Foundation
import Reports
import Results
import Scenarios
import Studies
import Support
import Terminal

/// `journeylab sensitivity`: which assumption, moved how far, turns the decision.
struct SensitivityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sensitivity",
    abstract: "Find the assumptions that the decision rests on, and where they turn it.",
    discussion: """
      Each number of the scenario (coefficients, traits, prices, costs, times) is moved alone, up \
      and down; the same customers are run under every arm each time. --morris moves all of them \
      together, one step at a time, and shows which matter over the whole range. \
      Memory is that of `run`: at most 0.3 GB for each thread, and 4 GB where customers share stock.

        journeylab sensitivity scenarios/free-shipping-threshold.yaml
        journeylab sensitivity scenarios/price-test.yaml --range 5,25 --only catalogue --out found
        journeylab sensitivity scenarios/price-test.yaml --morris 10 --customers 5000
      """)

  @OptionGroup var source: ScenarioOptions
  @OptionGroup var work: ThreadOptions

  @Option(help: "Moves in percent, each made up and down, with commas between them.")
  var range = "10,20,50"

  @Option(help: "Move only assumptions whose path begins so; may be given several times.")
  var only: [String] = []

  @Option(help: "Trajectories of Morris screening; 0 for none.")
  var morris = 0

  @Option(
    help: "Write sensitivity.csv, every run's effects, into this folder.",
    completion: .directory)
  var out: String?

  @OptionGroup var replacing: ReplaceOption
  @OptionGroup var output: OutputOptions

  /// Customers of a run when the user names no number: enough to rank assumptions in a minute.
  static let customers = 10_000

  func validate() throws { _ = try moves() }

  func run() throws {
    let customers = source.customers ?? Self.customers
    let path = source.scenario
    let changes = source.changes
    let folders = source.files.folders
    let (loaded, _) = try ScenarioOptions.load(
      path, changes: changes, customers: customers, extendingFrom: folders)
    let assumptions = loaded.assumptions.filter { assumption in
      only.isEmpty || only.contains { assumption.name.hasPrefix($0) }
    }
    guard !assumptions.isEmpty else {
      throw InputError(
        only.isEmpty
          ? "\(path) has no number to move"
          : "--only: no assumption begins with \(only.joined(separator: " or "))")
    }
    let folder = out.map { URL(asWritten: $0) }
    try replacing.check(folder?.appending(path: SensitivityTable.schema.header.file))
    let found = try output.run(
      SensitivityStudy(
        assumptions: assumptions,
        options: SensitivityOptions(
          seed: source.seed, moves: try moves(), trajectories: morris, threads: work.threads),
        load: {
          try ScenarioOptions.load(
            path, changes: changes + $0, customers: customers, extendingFrom: folders
          ).compiled
        }))
    if let folder { try SensitivityTable.write(found, toFolder: folder) }
    try output.show(Document(found))
  }

  /// The moves as shares, rising and distinct.
  private func moves() throws -> [Double] {
    let parts = range.split(separator: ",", omittingEmptySubsequences: false)
    let values = parts.compactMap { part -> Double? in
      let text = part.hasSuffix("%") ? part.dropLast() : part
      return Double(text.trimmingCharacters(in: .whitespaces))
    }
    guard values.count == parts.count, values.allSatisfy({ $0 > 0 && $0 <= 1000 }) else {
      throw ValidationError(
        "--range: found \"\(range)\"; allowed are percentages above 0 such as 10,20,50")
    }
    return Set(values).sorted().map { $0 / 100 }
  }
}
