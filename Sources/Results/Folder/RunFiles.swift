package import Foundation
package import Studies
import Support

/// The files of a run, written one by one into a folder, the manifest last; writing throws
/// `ResultsError` when the disk refuses.
package struct RunFiles {
  package static let summaryText = "summary.txt"
  package static let summaryJSON = "summary.json"
  package static let page = "report.html"
  /// The scenario as it was run, changes and defaults of `extends` applied.
  package static let scenario = "scenario.json"
  static let states = "policies"

  private let folder: URL
  /// What the manifest says of the files written so far.
  package private(set) var files: [Manifest.File] = []

  package init(in folder: URL) { self.folder = folder }

  /// Names of all files of the run, those of the summary and the manifest included.
  package var names: [String] {
    [Self.page, Self.summaryText, Self.summaryJSON, Self.scenario] + files.map(\.name) + [
      Manifest.fileName
    ]
  }

  /// Takes note of files that were written elsewhere.
  package mutating func add(_ written: [Manifest.File]) { files += written }

  mutating func add(_ table: CSVTable) throws {
    files.append(try ResultFile.write(table.file, table.bytes, rows: table.rows, in: folder))
  }

  package mutating func add(_ text: String, as name: String) throws {
    files.append(try Self.write(text, to: name, in: folder))
  }

  package mutating func add(tablesOf result: ExperimentResult) throws {
    var tables = [
      ArmsTable.make(result), ComparisonsTable.make(result), FunnelTable.make(result),
      DailyTable.make(result),
    ]
    // One arm alone has nothing to be compared with.
    if result.analysis != nil { tables += [EffectTable.make(result), PairsTable.make(result)] }
    for table in tables { try add(table) }
  }

  package mutating func add(tablesOf outcome: LearningOutcome) throws {
    for table in [PolicyTable.make(outcome), RegretTable.make(outcome)] { try add(table) }
    if !outcome.programs.isEmpty { try add(ProgramsTable.make(outcome)) }
  }

  package mutating func add(tableOf result: SeedsResult) throws {
    try add(SeedsTable.make(result))
  }

  package mutating func add(statesOf outcome: LearningOutcome) throws {
    let place = folder.appending(path: Self.states)
    var isMade = false
    for (name, state) in zip(Self.fileNames(outcome.policies.map(\.name)), outcome.states) {
      guard let state else { continue }
      if !isMade {
        _ = try Disk.makeFolder(place.path)
        isMade = true
      }
      var file = try ResultFile.write(
        name, Array(state)[...], rows: state.count { $0 == UInt8(ascii: "\n") }, in: place)
      file.name = "\(Self.states)/\(name)"
      files.append(file)
    }
  }

  package func finish(_ input: RunInput, customers: Int, replications: Int, draws: UInt64) throws {
    let manifest = Manifest(
      origin: input.origin, scenario: input.scenario, digest: input.digest, seed: input.seed,
      customers: customers, replications: replications, draws: draws,
      files: files + [try Self.write(input.canonical + "\n", to: Self.scenario, in: folder)])
    _ = try Self.write(manifest.json.rendered, to: Manifest.fileName, in: folder)
  }

  /// A file name for each policy, all different on any file system.
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
