import Dispatch
import Foundation
import Synchronization

/// Turns Ctrl-C and a request to end into a flag that work in progress asks for.
package final class Interruption: Sendable {
  private let flag = Atomic<Bool>(false)

  package var isRequested: Bool { flag.load(ordering: .relaxed) }

  /// Starts to listen.
  ///
  /// A second Ctrl-C ends the program at once.
  package init() {
    for number in [SIGINT, SIGTERM] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      // The handler holds on to its own source, so that both live as long as the program.
      source.setEventHandler { [source] in
        if self.flag.exchange(true, ordering: .relaxed) { exit(130) }
        _ = source.isCancelled
      }
      source.resume()
    }
  }
}
