import Dispatch
import Foundation
import Synchronization

/// Turns Ctrl-C and a request to end into a flag that work in progress asks for.
package final class Interruption: Sendable {
  private let flag = Atomic<Bool>(false)
  private let actions = Mutex<[@Sendable () -> Void]>([])

  package var isRequested: Bool { flag.load(ordering: .relaxed) }

  /// Adds what is to be done at the first request, such as to stop waiting for others.
  package func whenRequested(_ action: @escaping @Sendable () -> Void) {
    actions.withLock { $0.append(action) }
    if isRequested { action() }
  }

  private static func isIgnoring(_ handler: sig_t?) -> Bool {
    unsafe unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  /// Starts to listen.
  ///
  /// A second Ctrl-C ends the program at once.
  package init() {
    for number in [SIGINT, SIGTERM, SIGHUP] {
      // `nohup` asks for the end of the terminal to be ignored.
      let before = signal(number, SIG_IGN)
      if number == SIGHUP, Self.isIgnoring(before) { continue }
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      // The handler holds on to its own source, so that both live as long as the program.
      source.setEventHandler { [source] in
        if self.flag.exchange(true, ordering: .relaxed) { exit(130) }
        for action in self.actions.withLock({ $0 }) { action() }
        _ = source.isCancelled
      }
      source.resume()
    }
  }
}
