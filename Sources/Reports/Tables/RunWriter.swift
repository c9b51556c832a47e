public import Foundation
import Simulation

/// Writes the files of a run into a folder, manifest last.
public enum RunWriter {
  /// Writes summary and tables beside the rows that were recorded already.
  /// - Parameters:
  ///   - report: What the run has to say.
  ///   - recorded: Files of customer and event rows, and of learning policies.
  ///   - learning: What learning policies did in the same scenario, if it has any.
  ///   - folder: A staging folder.
  /// - Returns: The manifest that was written.
  /// - Throws: `ResultsError` when the disk refuses.
  public static func write(
    _ report: ExperimentReport, recorded: [Manifest.File], learning: LearningReport? = nil,
    in folder: URL
  ) throws -> Manifest {
    var files = recorded
    for table in [
      ArmsTable.make(report), ComparisonsTable.make(report), FunnelTable.make(report),
      DailyTable.make(report),
    ] {
      files.append(
        try ResultFile.write(table.columns.file, table.bytes, rows: table.rows, in: folder))
    }
    let names = files.map(\.name)
    files.append(
      try write(
        SummaryText(report, files: names, learning: learning).text, to: SummaryText.fileName,
        in: folder))
    files.append(
      try write(
        SummaryJSON(report, files: names, learning: learning).rendered, to: SummaryJSON.fileName,
        in: folder))
    let manifest = Manifest(
      program: report.input.program, scenario: report.input.scenario,
      digest: report.input.digest, seed: report.input.seed, customers: report.outcome.customers,
      replications: report.outcome.replications, draws: report.outcome.drawsChecksum,
      files: files)
    _ = try write(manifest.json.rendered, to: Manifest.fileName, in: folder)
    return manifest
  }

  private static func write(
    _ text: String, to name: String, in folder: URL
  ) throws -> Manifest.File {
    try ResultFile.write(
      name, Array(text.utf8)[...], rows: text.utf8.count { $0 == UInt8(ascii: "\n") }, in: folder)
  }
}
