package import Foundation
import Support

/// The summaries of a finished run, read back from its folder; `ResultsError` for no such file.
package enum SavedSummary {
  package static func text(in folder: URL) throws -> String {
    try read(RunFiles.summaryText, in: folder)
  }

  package static func json(in folder: URL) throws -> String {
    try read(RunFiles.summaryJSON, in: folder)
  }

  package static func page(in folder: URL) throws -> String {
    try read(RunFiles.page, in: folder)
  }

  private static func read(_ name: String, in folder: URL) throws -> String {
    let place = folder.appending(path: name)
    do {
      return String(decoding: try PlainFile.read(place.path, atMost: 64 << 20), as: UTF8.self)
    } catch {
      throw ResultsError(action: "read", path: place.path, reason: "it \(error)")
    }
  }
}
