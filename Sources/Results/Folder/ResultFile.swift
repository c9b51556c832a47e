import Foundation
import Support

/// A result file under way: written beside its final name, hashed on the way, renamed when whole;
/// `ResultsError` when the disk refuses.
final class ResultFile {
  private let folder: URL
  private let name: String
  private let handle: FileHandle
  private var hash = SHA256()
  private var size = 0
  private var rows = 0
  private var waiting = Data()

  /// Bytes that are gathered before they are written.
  private static let chunk = 1 << 20

  /// Opens a file that nobody takes for a result before `finish`.
  /// - Throws: `ResultsError` when the file cannot be made.
  init(_ name: String, in folder: URL) throws {
    self.folder = folder
    self.name = name
    let partial = Self.partial(name, in: folder)
    do {
      try Data().write(to: partial)
      handle = try FileHandle(forWritingTo: partial)
    } catch {
      throw ResultsError(action: "write", path: folder.appending(path: name).path, cause: error)
    }
  }

  func append(_ bytes: ArraySlice<UInt8>, rows: Int) throws {
    hash.update(bytes)
    size += bytes.count
    self.rows += rows
    waiting.append(contentsOf: bytes)
    if waiting.count >= Self.chunk { try flush() }
  }

  /// Closes the file and gives it its name; what the manifest says of it.
  func finish() throws -> Manifest.File {
    try flush()
    do {
      try handle.close()
      try FileManager.default.moveItem(
        at: Self.partial(name, in: folder), to: folder.appending(path: name))
    } catch {
      throw ResultsError(action: "write", path: folder.appending(path: name).path, cause: error)
    }
    return Manifest.File(name: name, rows: rows, bytes: size, sha256: hash.finish())
  }

  static func write(
    _ name: String, _ bytes: ArraySlice<UInt8>, rows: Int, in folder: URL
  ) throws -> Manifest.File {
    let file = try ResultFile(name, in: folder)
    try file.append(bytes, rows: rows)
    return try file.finish()
  }

  private func flush() throws {
    do {
      try handle.write(contentsOf: waiting)
    } catch {
      throw ResultsError(action: "write", path: folder.appending(path: name).path, cause: error)
    }
    waiting.removeAll(keepingCapacity: true)
  }

  private static func partial(_ name: String, in folder: URL) -> URL {
    folder.appending(path: ".\(name).partial")
  }
}
