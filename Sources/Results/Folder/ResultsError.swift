import Foundation

/// A failure to write or read results.
package struct ResultsError: Error, Sendable, CustomStringConvertible {
  /// What was tried, as a verb.
  package var action: String
  package var path: String
  package var reason: String

  package var description: String { "cannot \(action) \(path): \(reason)" }
}

extension ResultsError {
  init(action: String, path: String, cause: any Error) {
    self.init(action: action, path: path, reason: Self.reason(of: cause))
  }

  /// The system's own word for the failure where there is one, else Foundation's sentence.
  private static func reason(of error: any Error) -> String {
    let outer = error as NSError
    let underlying = outer.userInfo[NSUnderlyingErrorKey] as? NSError
    for candidate in [outer, underlying].compactMap({ $0 })
    where candidate.domain == NSPOSIXErrorDomain {
      if let code = POSIXErrorCode(rawValue: Int32(candidate.code)) {
        switch code {
        case .EACCES, .EPERM: return "permission denied"
        case .ENOTDIR: return "a part of the path is a file, not a folder"
        case .EEXIST: return "a file of that name exists"
        case .ENOSPC: return "no space left on the disk"
        case .EROFS: return "the file system is read-only"
        case .ENOENT: return "no such file or folder"
        default: break
        }
      }
    }
    guard outer.domain == NSCocoaErrorDomain else { return outer.localizedDescription }
    switch CocoaError.Code(rawValue: outer.code) {
    case .fileWriteNoPermission, .fileReadNoPermission: return "permission denied"
    case .fileWriteOutOfSpace: return "no space left on the disk"
    case .fileWriteVolumeReadOnly: return "the file system is read-only"
    case .fileWriteFileExists: return "a file of that name exists"
    case .fileNoSuchFile, .fileReadNoSuchFile: return "no such file or folder"
    default: return "the system refuses"
    }
  }
}
