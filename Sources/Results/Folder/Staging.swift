package import Foundation

/// A hidden folder that results are written into before they get their place.
///
/// Either `commit` moves everything to where a reader looks, manifest last, or `discard` leaves
/// nothing behind.
package final class Staging {
  package let folder: URL
  private let target: URL
  /// Folders above that did not exist before, outermost last.
  private var created: [URL] = []

  /// Makes the hidden folder beside the final one, and removes what dead processes left there.
  /// - Throws: `ResultsError` when the folder cannot be made.
  package init(for target: URL) throws {
    self.target = target
    let parent = target.deletingLastPathComponent()
    let process = ProcessInfo.processInfo.processIdentifier
    folder = parent.appending(path: ".\(target.lastPathComponent).partial-\(process)")
    var missing = parent
    while !FileManager.default.fileExists(atPath: missing.path), missing.path.count > 1 {
      created.append(missing)
      missing = missing.deletingLastPathComponent()
    }
    let properties = try? missing.resourceValues(forKeys: [.isDirectoryKey])
    guard properties?.isDirectory != false else {
      throw ResultsError(
        action: "make a folder for results in", path: parent.path,
        reason: "\(missing.path) is a file, not a folder")
    }
    do {
      Self.removeLeftovers(in: parent)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      Self.removeEmpty(created)
      throw ResultsError(action: "make a folder for results in", path: parent.path, cause: error)
    }
  }

  /// Moves the files to their place, in which a manifest stands only when all others do.
  /// - Throws: `ResultsError` when the disk refuses.
  package func commit() throws {
    let files = FileManager.default
    do {
      if !files.fileExists(atPath: target.path) {
        try files.moveItem(at: folder, to: target)
        return
      }
      // An incomplete or unwanted earlier run: without its manifest it is none.
      try? files.removeItem(at: target.appending(path: Manifest.fileName))
      for name in try files.contentsOfDirectory(atPath: target.path)
      where name.hasSuffix(".partial") {
        try files.removeItem(at: target.appending(path: name))
      }
      let names = try files.contentsOfDirectory(atPath: folder.path)
      for name in names.sorted(by: Self.manifestLast) {
        let place = target.appending(path: name)
        if files.fileExists(atPath: place.path) { try files.removeItem(at: place) }
        try files.moveItem(at: folder.appending(path: name), to: place)
      }
      try files.removeItem(at: folder)
    } catch {
      throw ResultsError(action: "write results to", path: target.path, cause: error)
    }
  }

  package func discard() {
    try? FileManager.default.removeItem(at: folder)
    Self.removeEmpty(created)
  }

  private static func manifestLast(_ left: String, _ right: String) -> Bool {
    (left == Manifest.fileName ? 1 : 0, left) < (right == Manifest.fileName ? 1 : 0, right)
  }

  /// Removes folders from the innermost outward, as far as they are empty.
  private static func removeEmpty(_ folders: [URL]) {
    for folder in folders {
      guard let content = try? FileManager.default.contentsOfDirectory(atPath: folder.path),
        content.isEmpty
      else { return }
      try? FileManager.default.removeItem(at: folder)
    }
  }

  /// Removes hidden folders whose process is no more.
  private static func removeLeftovers(in parent: URL) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
    for name in names where name.hasPrefix(".") {
      guard let mark = name.range(of: ".partial-", options: .backwards),
        let process = Int32(name[mark.upperBound...]), process > 0
      else { continue }
      if kill(process, 0) == -1, errno == ESRCH {
        try? FileManager.default.removeItem(at: parent.appending(path: name))
      }
    }
  }
}
