package import Foundation

/// A file of its own, such as a table that `--out` names.
package enum SingleFile {
  /// Writes a file, which is replaced only when the new one is whole; a link keeps leading to it.
  ///
  /// What is no plain file, such as a pipe or `/dev/stdout`, is written as it comes.
  /// - Throws: `ResultsError` when the disk refuses.
  package static func write(_ bytes: some Collection<UInt8>, to file: URL) throws {
    let place = Disk.kind(file.path) == S_IFLNK ? file.resolvingSymlinksInPath() : file
    switch Disk.kind(place.path) {
    case S_IFDIR?: throw ResultsError(action: "write", path: file.relativePath, code: EISDIR)
    case nil, S_IFREG?, S_IFLNK?: try replace(place, with: bytes)
    default: try pour(bytes, into: place)
    }
  }

  private static func replace(_ file: URL, with bytes: some Collection<UInt8>) throws {
    let folder = file.absoluteURL.deletingLastPathComponent()
    guard Disk.isFolder(folder.path) else {
      throw ResultsError(action: "write", path: file.relativePath, code: ENOENT)
    }
    let staging = try Staging(for: folder)
    do {
      _ = try ResultFile.write(
        file.lastPathComponent, Array(bytes)[...], rows: 0, in: staging.folder)
      try staging.commit()
    } catch {
      staging.discard()
      throw error
    }
  }

  private static func pour(_ bytes: some Collection<UInt8>, into file: URL) throws {
    let descriptor = unsafe open(file.path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw ResultsError(action: "write", path: file.relativePath, code: errno)
    }
    defer { Disk.close(descriptor) }
    try Disk.write(Array(bytes), to: descriptor, path: file.relativePath)
  }
}
