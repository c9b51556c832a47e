import Foundation
import Support

/// Bytes of a table, a chunk at a time.
enum ByteSource: Sendable {
  case file(FileHandle, chunk: Int)
  /// Bytes in memory, of which so many were handed out.
  case bytes([UInt8], handedOut: Int, chunk: Int)

  static func open(path: String) throws(ArgumentError) -> ByteSource {
    let values = try? URL(filePath: path).resourceValues(forKeys: [.isDirectoryKey])
    if values?.isDirectory == true {
      throw ArgumentError(file: path, found: "a folder", allowed: "a readable CSV file")
    }
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw ArgumentError(
        file: path, found: "no file that can be opened", allowed: "a readable CSV file")
    }
    return .file(handle, chunk: 1 << 20)
  }

  /// Appends the next chunk to a buffer.
  /// - Returns: False when there is nothing left.
  mutating func read(into buffer: inout [UInt8], file: String) throws(ArgumentError) -> Bool {
    switch self {
    case .file(let handle, let chunk):
      do {
        guard let data = try handle.read(upToCount: chunk), !data.isEmpty else { return false }
        buffer.append(contentsOf: data)
        return true
      } catch {
        throw ArgumentError(
          file: file, found: "a fault while reading (\(error.localizedDescription))",
          allowed: "a readable CSV file")
      }
    case .bytes(let bytes, let handedOut, let chunk):
      let end = min(bytes.count, handedOut + max(1, chunk))
      guard handedOut < end else { return false }
      buffer.append(contentsOf: bytes[handedOut..<end])
      self = .bytes(bytes, handedOut: end, chunk: chunk)
      return true
    }
  }
}
