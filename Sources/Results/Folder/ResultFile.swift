import Foundation
import Support

/// A result file under way: written into a staging folder and hashed on the way; ``ResultsError``
/// when the disk refuses.
final class ResultFile {
  private let name: String
  private let path: String
  private var descriptor: Int32
  private var hash = SHA256()
  private var size = 0
  private var rows = 0
  private var waiting: [UInt8] = []

  /// Bytes that are gathered before they are written, and written at once: as many as stay in the
  /// processor's cache between the hash and the disk.
  private static let chunk = 1 << 17

  /// Makes the file.
  /// - Throws: ``ResultsError`` when it cannot be made.
  init(_ name: String, in folder: URL) throws(ResultsError) {
    self.name = name
    path = folder.appending(path: name).path
    descriptor = try Disk.create(path)
  }

  deinit { if descriptor >= 0 { Disk.close(descriptor) } }

  func append(_ bytes: ArraySlice<UInt8>, rows: Int) throws(ResultsError) {
    size += bytes.count
    self.rows += rows
    var rest = bytes
    while !rest.isEmpty {
      let piece = rest.prefix(Self.chunk - waiting.count)
      rest = rest.dropFirst(piece.count)
      hash.update(piece)
      if piece.count == Self.chunk {
        try Disk.write(piece, to: descriptor, path: path)
      } else {
        waiting.append(contentsOf: piece)
        if waiting.count == Self.chunk { try flush() }
      }
    }
  }

  /// Closes the file when the disk has all of it; what the manifest says of it.
  func finish() throws(ResultsError) -> Manifest.File {
    try flush()
    try Disk.sync(descriptor, path: path)
    Disk.close(descriptor)
    descriptor = -1
    return Manifest.File(name: name, rows: rows, bytes: size, sha256: hash.finish())
  }

  static func write(
    _ name: String, _ bytes: ArraySlice<UInt8>, rows: Int, in folder: URL
  ) throws(ResultsError) -> Manifest.File {
    let file = try ResultFile(name, in: folder)
    try file.append(bytes, rows: rows)
    return try file.finish()
  }

  private func flush() throws(ResultsError) {
    try Disk.write(waiting, to: descriptor, path: path)
    waiting.removeAll(keepingCapacity: true)
  }
}
