internal import Synchronization

/// Adds up what the programs of a run did, whichever thread they worked for and however they branched.
package final class ExternalTally: Sendable {
  private let sums = Mutex<[String: ExternalCounts]>([:])

  /// Starts with nothing.
  package init() {}

  /// The sums by name of the policy, over all its programs that have ended.
  package var counts: [String: ExternalCounts] { sums.withLock { $0 } }

  /// Adds what a program did, when it has ended.
  func add(_ counts: ExternalCounts, policy: String) {
    sums.withLock { $0[policy, default: ExternalCounts()] += counts }
  }
}
