public import Foundation

/// The summaries of a finished run, read back from its folder.
public enum SavedSummary {
  /// The summary for people.
  /// - Throws: `ResultsError` when the file cannot be read.
  public static func text(in folder: URL) throws -> String {
    try read(SummaryText.fileName, in: folder)
  }

  /// The summary for programs.
  /// - Throws: `ResultsError` when the file cannot be read.
  public static func json(in folder: URL) throws -> String {
    try read(SummaryJSON.fileName, in: folder)
  }

  private static func read(_ name: String, in folder: URL) throws -> String {
    let place = folder.appending(path: name)
    do {
      return try String(contentsOf: place, encoding: .utf8)
    } catch {
      throw ResultsError(action: "read", path: place.path, cause: error)
    }
  }
}
