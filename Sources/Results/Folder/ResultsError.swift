import Foundation

/// A failure to write or read results.
package struct ResultsError: Error, Sendable, CustomStringConvertible {
  /// What was tried, as a verb.
  package var action: String
  package var path: String
  package var reason: String

  package init(action: String, path: String, reason: String) {
    self.action = action
    self.path = path
    self.reason = reason
  }

  package var description: String { "cannot \(action) \(path): \(reason)" }
}

extension ResultsError {
  /// A call to the system that failed with this number.
  init(action: String, path: String, code: Int32) {
    self.init(action: action, path: path, reason: Self.reason(of: code))
  }

  private static func reason(of code: Int32) -> String {
    switch code {
    case EACCES, EPERM: "permission denied"
    case ENOTDIR: "a part of the path is a file, not a folder"
    case EISDIR: "a folder of that name exists"
    case EEXIST: "a file of that name exists"
    case ENOSPC, EDQUOT: "no space left on the disk"
    case EFBIG: "the file would be larger than it may be"
    case EROFS: "the file system is read-only"
    case ENOENT: "no such file or folder"
    case EPIPE: "the reader has closed it"
    case EIO: "the disk failed"
    case ENAMETOOLONG: "the name is too long"
    case ELOOP: "symbolic links lead in a circle"
    default:
      POSIXErrorCode(rawValue: code).map { POSIXError($0).localizedDescription }
        ?? "error \(code) of the system"
    }
  }
}
