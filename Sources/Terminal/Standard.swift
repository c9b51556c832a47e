import Foundation

/// Standard output and standard error as the system has them.
enum Standard {
  /// Why nothing can be written.
  struct Failure: Error, CustomStringConvertible {
    var code: Int32

    var description: String {
      switch code {
      case ENOSPC, EDQUOT: "no space left on the disk"
      case EPIPE: "the reader has closed it"
      case EBADF: "it is closed"
      case EFBIG: "the file would be larger than it may be"
      default:
        POSIXErrorCode(rawValue: code).map { POSIXError($0).localizedDescription } ?? "\(code)"
      }
    }
  }

  /// Writes all bytes, however long the reader takes.
  static func write(_ bytes: [UInt8], to descriptor: Int32) throws(Failure) {
    var start = 0
    while start < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Foundation.write(
          descriptor, buffer.baseAddress?.advanced(by: start), buffer.count - start)
      }
      if count >= 0 {
        start += count
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        // A terminal or pipe that another program made not wait.
        var event = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&event, 1, -1)
      default: throw Failure(code: errno)
      }
    }
  }
}
