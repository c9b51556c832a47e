import Foundation
import Support

/// Bytes of a table, a chunk at a time; those of a gzip archive are inflated on the way.
struct ByteSource: Sendable {
  private enum Origin: Sendable {
    case file(FileHandle)
    /// Bytes in memory, of which so many were handed out.
    case bytes([UInt8], handedOut: Int)
  }

  private var origin: Origin
  private let chunk: Int
  /// What was read to see whether it is an archive.
  private var head: [UInt8] = []
  private var inflater: GzipInflater?

  init(path: String) throws(ArgumentError) {
    let values = try? URL(filePath: path).resourceValues(forKeys: [.isDirectoryKey])
    if values?.isDirectory == true {
      throw ArgumentError(file: path, found: "a folder", allowed: "a readable CSV file")
    }
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw ArgumentError(
        file: path, found: "no file that can be opened", allowed: "a readable CSV file")
    }
    try self.init(.file(handle), chunk: 1 << 20, file: path)
  }

  init(bytes: [UInt8], chunk: Int, file: String) throws(ArgumentError) {
    try self.init(.bytes(bytes, handedOut: 0), chunk: max(1, chunk), file: file)
  }

  private init(_ origin: Origin, chunk: Int, file: String) throws(ArgumentError) {
    self.origin = origin
    self.chunk = chunk
    while head.count < GzipInflater.signature.count {
      let more = try fresh(file: file)
      guard !more.isEmpty else { break }
      head += more
    }
    if head.starts(with: GzipInflater.signature) { inflater = GzipInflater() }
  }

  /// Appends the next chunk to a buffer.
  /// - Returns: False when there is nothing left.
  mutating func read(into buffer: inout [UInt8], file: String) throws(ArgumentError) -> Bool {
    guard let inflater else {
      let bytes = try next(file: file)
      buffer.append(contentsOf: bytes)
      return !bytes.isEmpty
    }
    do {
      return try inflater.read(into: &buffer, most: chunk) { try next(file: file) }
    } catch let error as ArgumentError {
      throw error
    } catch {
      throw ArgumentError(
        file: file,
        found: (error as? GzipInflater.Fault)?.found ?? GzipInflater.Fault.damaged.found,
        allowed: "a whole archive of one CSV file, or the file itself")
    }
  }

  /// The next bytes as they lie in the origin; none at its end.
  private mutating func next(file: String) throws(ArgumentError) -> [UInt8] {
    guard head.isEmpty else {
      defer { head = [] }
      return head
    }
    return try fresh(file: file)
  }

  private mutating func fresh(file: String) throws(ArgumentError) -> [UInt8] {
    switch origin {
    case .file(let handle):
      do {
        return try handle.read(upToCount: chunk).map { [UInt8]($0) } ?? []
      } catch {
        throw ArgumentError(
          file: file, found: "a fault while reading (\(error.localizedDescription))",
          allowed: "a readable CSV file")
      }
    case .bytes(let bytes, let handedOut):
      let end = min(bytes.count, handedOut + chunk)
      origin = .bytes(bytes, handedOut: end)
      return Array(bytes[handedOut..<end])
    }
  }
}
