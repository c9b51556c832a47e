package import Foundation

/// A file opened for reading, of which is known that it is one and how large.
package final class PlainFile {
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
      case .tooLarge(let limit):
        "is larger than \(limit % (1 << 20) == 0 ? limit >> 20 : limit / 1_000_000) MB"
      case .unreadable: "cannot be read"
      }
    }
  }

  private let descriptor: Int32
  /// Bytes of the file; 0 for a pipe, which does not say.
  package let size: Int

  private init(_ descriptor: Int32, size: Int) {
    self.descriptor = descriptor
    self.size = size
  }

  deinit { close(descriptor) }

  /// Opens a plain file, or a pipe where one may be given.
  package static func open(
    _ path: String, allowsPipes: Bool = false
  ) throws(Refusal) -> PlainFile {
    // Without waiting, so that a pipe to which nobody writes holds nothing up.
    let flags = O_RDONLY | O_CLOEXEC | (allowsPipes ? 0 : O_NONBLOCK)
    let descriptor = unsafe Foundation.open(path, flags)
    guard descriptor >= 0 else {
      throw [ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG].contains(errno) ? .missing : .unreadable
    }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      close(descriptor)
      throw .unreadable
    }
    let kind = status.st_mode & S_IFMT
    guard kind == S_IFREG || (allowsPipes && kind != S_IFDIR) else {
      close(descriptor)
      throw .notPlain
    }
    return PlainFile(descriptor, size: kind == S_IFREG ? Int(status.st_size) : 0)
  }

  /// Hands out the content from the beginning, a piece at a time; false if reading fails.
  package func forEachPiece<Failure: Error>(
    _ body: (ArraySlice<UInt8>) throws(Failure) -> Void
  ) throws(Failure) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe Foundation.read(descriptor, bytes.baseAddress, bytes.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return count == 0 }
      try body(buffer[..<count])
    }
  }

  /// Reads a file of at most so many bytes; no more is ever taken into memory.
  ///
  /// A pipe, such as a shell's `<(command)`, is read only where the user named it.
  package static func read(
    _ path: String, atMost limit: Int, allowsPipes: Bool = false
  ) throws(Refusal) -> Data {
    let file = try open(path, allowsPipes: allowsPipes)
    guard file.size <= limit else { throw .tooLarge(limit: limit) }
    var data = Data(capacity: file.size)
    let isRead = try file.forEachPiece { (piece) throws(Refusal) in
      guard data.count + piece.count <= limit else { throw .tooLarge(limit: limit) }
      data.append(contentsOf: piece)
    }
    guard isRead else { throw .unreadable }
    return data
  }
}
