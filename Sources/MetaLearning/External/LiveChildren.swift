import Foundation
import Synchronization

/// The children that run, so that none outlives the host however it ends.
enum LiveChildren {
  private static let identifiers = Mutex<Set<pid_t>>([])

  private static let atEnd: Void = {
    atexit {
      LiveChildren.identifiers.withLock { for child in $0 { kill(-child, SIGKILL) } }
    }
  }()

  static func add(_ identifier: pid_t) {
    _ = atEnd
    identifiers.withLock { _ = $0.insert(identifier) }
  }

  static func remove(_ identifier: pid_t) {
    identifiers.withLock { _ = $0.remove(identifier) }
  }
}
