package import Foundation

/// The content of a file, read only when it is one and not too large.
package enum PlainFile {
  /// Why a file is not read, as the end of a sentence about it.
  package enum Refusal: Error, Sendable, Equatable, CustomStringConvertible {
    case missing
    /// A folder, or where only plain files will do a pipe, a socket or a device.
    case notPlain
    case tooLarge(limit: Int)
    case unreadable

    package var description: String {
      switch self {
      case .missing: "does not exist"
      case .notPlain: "is not a file that can be read"
      case .tooLarge(let limit): "is larger than \(Self.size(limit))"
      case .unreadable: "cannot be read"
      }
    }

    private static func size(_ bytes: Int) -> String {
      bytes % (1 << 20) == 0 ? "\(bytes >> 20) MB" : "\(bytes / 1_000_000) MB"
    }
  }

  /// Reads a file of at most so many bytes; no more is ever taken into memory.
  ///
  /// A pipe, such as a shell's `<(command)`, is read only where the user named it.
  package static func read(
    _ path: String, atMost limit: Int, allowsPipes: Bool = false
  ) throws(Refusal) -> Data {
    // Without waiting, so that a pipe to which nobody writes holds nothing up.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | (allowsPipes ? 0 : O_NONBLOCK))
    guard descriptor >= 0 else {
      throw [ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG].contains(errno) ? .missing : .unreadable
    }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw .unreadable }
    let kind = status.st_mode & S_IFMT
    guard kind == S_IFREG || (allowsPipes && kind != S_IFDIR) else { throw .notPlain }
    guard kind != S_IFREG || Int(status.st_size) <= limit else { throw .tooLarge(limit: limit) }
    var data = Data()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe Foundation.read(descriptor, bytes.baseAddress, bytes.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .unreadable }
      guard count > 0 else { return data }
      guard data.count + count <= limit else { throw .tooLarge(limit: limit) }
      data.append(contentsOf: buffer[..<count])
    }
  }
}
