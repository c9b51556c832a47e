import Foundation
import Synchronization

/// The children that run, so that none outlives the host however it ends.
package enum LiveChildren {
  private static let identifiers = Mutex<Set<pid_t>>([])
  private static let isCut = Atomic<Bool>(false)

  private static let atEnd: Void = {
    atexit {
      LiveChildren.identifiers.withLock { for child in $0 { kill(-child, SIGKILL) } }
    }
  }()

  /// Whether nothing is to be waited for any more.
  static var areCut: Bool { isCut.load(ordering: .relaxed) }

  /// Ends all waiting for children, now and to come: the run was interrupted.
  package static func cutWaits() { isCut.store(true, ordering: .relaxed) }

  /// Takes note of a child without a supervisor, which would end it when the host ends.
  static func add(_ identifier: pid_t) {
    _ = atEnd
    identifiers.withLock { _ = $0.insert(identifier) }
  }

  static func remove(_ identifier: pid_t) {
    identifiers.withLock { _ = $0.remove(identifier) }
  }
}
