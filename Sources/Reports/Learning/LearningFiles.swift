public import Foundation
internal import MetaLearning
internal import Synchronization

/// Writes what an evaluation of learning policies found into a folder.
public enum LearningFiles {
  /// Folder of the policies' states.
  static let states = "policies"

  /// Writes tables, the picture and the policies' states.
  ///
  /// - Parameters:
  ///   - report: What was found.
  ///   - folder: A staging folder.
  /// - Returns: What the manifest says of the files.
  /// - Throws: `ResultsError` when the disk refuses.
  public static func write(
    _ report: LearningReport, in folder: URL
  ) throws -> [Manifest.File] {
    var files: [Manifest.File] = []
    for table in [PolicyTable.make(report), RegretTable.make(report)] {
      files.append(
        try ResultFile.write(table.columns.file, table.bytes, rows: table.rows, in: folder))
    }
    if let picture = FewShotPicture(report) {
      files.append(try write(picture.text, to: FewShotPicture.fileName, in: folder))
    }
    return files + (try writeStates(of: report, in: folder))
  }

  /// Writes a summary of the evaluation alone, for a scenario without an experiment, and the
  /// manifest of the run.
  ///
  /// - Parameters:
  ///   - report: What was found.
  ///   - files: The files written already.
  ///   - folder: A staging folder.
  /// - Throws: `ResultsError` when the disk refuses.
  public static func finish(
    _ report: LearningReport, files: [Manifest.File], in folder: URL
  ) throws {
    let names = files.map(\.name)
    let summary = LearningSummary(report, files: names)
    let all =
      files + [
        try write(summary.text, to: SummaryText.fileName, in: folder),
        try write(summary.json, to: SummaryJSON.fileName, in: folder),
      ]
    let manifest = Manifest(
      program: report.input.program, scenario: report.input.scenario,
      digest: report.input.digest, seed: report.input.seed,
      customers: report.customersPerMarket, replications: report.outcome.replications,
      draws: report.fingerprint, files: all)
    _ = try write(manifest.json.rendered, to: Manifest.fileName, in: folder)
  }

  private static func writeStates(
    of report: LearningReport, in folder: URL
  ) throws -> [Manifest.File] {
    let outcome = report.outcome
    let place = folder.appending(path: states)
    var files: [Manifest.File] = []
    for (name, state) in zip(fileNames(outcome.policies.map(\.name)), outcome.states) {
      guard let state else { continue }
      if files.isEmpty {
        do {
          try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        } catch {
          throw ResultsError(action: "make the folder", path: place.path, cause: error)
        }
      }
      var file = try ResultFile.write(
        name, Array(state)[...], rows: state.count { $0 == UInt8(ascii: "\n") }, in: place)
      file.name = "\(states)/\(name)"
      files.append(file)
    }
    return files
  }

  /// Names of policies as files': letters, digits, `-` and `_`, a number after one that is taken.
  static func fileNames(_ names: [String]) -> [String] {
    var taken: Set<String> = []
    return names.map { name in
      let stem = RunInput.folderName(name, otherwise: "policy")
      var candidate = stem
      var number = 2
      // Some file systems take two names that differ in case only for one.
      while !taken.insert(candidate.lowercased()).inserted {
        candidate = "\(stem)-\(number)"
        number += 1
      }
      return candidate + ".json"
    }
  }

  private static func write(
    _ text: String, to name: String, in folder: URL
  ) throws -> Manifest.File {
    try ResultFile.write(
      name, Array(text.utf8)[...], rows: text.utf8.count { $0 == UInt8(ascii: "\n") }, in: folder)
  }
}

/// `decisions.jsonl` under way: one line per decision of the first replication's test markets.
public final class DecisionLogFile: Sendable {
  /// Name of the file.
  static let fileName = "decisions.jsonl"

  /// What each line's keys mean.
  static let keys = [
    Column("event_id", "Identifies the decision: policy/market/customer/decision point/visit."),
    Column("ts", "When it was taken, ISO 8601 in UTC."),
    Column("market", "Number of the market in the family."),
    Column("customer", "Number of the customer in the market, from 0."),
    Column("decision", "Name of the decision point."),
    Column("context", "What was observed of the customer: each context term with its value."),
    Column(
      "actions", "The lever's actions, each with its `id` and, where it has one, its `value`."),
    Column("action_index", "Index of the action taken, from 0."),
    Column("probs", "Probability of each action at this decision."),
    Column("reward", "Reward credited to the decision, in its own unit."),
    Column("reward_ts", "When the last of it came; null where none came."),
    Column("policy", "`name` of the policy and its `version`, which grows when it learns."),
    Column(
      "oracle", "`expected_reward` of each action, found by roll-out; only a simulation knows."),
  ]

  private let file: Mutex<ResultFile>

  /// Opens the file.
  /// - Throws: `ResultsError` when it cannot be made.
  public init(in folder: URL) throws {
    file = Mutex(try ResultFile(Self.fileName, in: folder))
  }

  /// Adds whole lines.
  /// - Throws: `ResultsError` when the disk refuses.
  public func append(_ lines: Data) throws {
    let rows = lines.count { $0 == UInt8(ascii: "\n") }
    let bytes = Array(lines)[...]
    try file.withLock { try $0.append(bytes, rows: rows) }
  }

  /// Closes the file.
  /// - Returns: What the manifest says of it.
  /// - Throws: `ResultsError` when the disk refuses.
  public func finish() throws -> Manifest.File {
    try file.withLock { try $0.finish() }
  }
}
