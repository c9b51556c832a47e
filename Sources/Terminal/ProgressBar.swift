import Foundation
import Simulation
package import Support
import Synchronization

/// Shows how far a run has come: a bar on a terminal, a line now and then elsewhere.
package final class ProgressBar: Sendable {
  private enum Style: Sendable {
    case none, lines, bar
  }

  private struct State {
    var lastShown: ContinuousClock.Instant
    var isDrawn = false
  }

  private let style: Style
  private let start = ContinuousClock.now
  private let state: Mutex<State>

  private init(isQuiet: Bool) {
    style = isQuiet ? .none : Console.showsProgress ? .bar : .lines
    state = Mutex(State(lastShown: start))
  }

  /// Takes note of progress; may be called from any thread.
  private func update(_ progress: WorkProgress) {
    guard style != .none, progress.done < progress.total else { return }
    let pause: Duration = style == .bar ? .milliseconds(100) : .seconds(10)
    // Threads that find another one at the bar go back to work.
    _ = state.withLockIfAvailable { state in
      let now = ContinuousClock.now
      guard now - state.lastShown >= pause else { return }
      state.lastShown = now
      state.isDrawn = style == .bar
      let line = describe(progress, after: now - start)
      Console.write(style == .bar ? "\r\u{1b}[K\(line)" : line + "\n")
    }
  }

  /// Does work with its progress shown until it ends, and Ctrl-C heard.
  package static func during<Found>(
    isQuiet: Bool, interruption: Interruption = Interruption(),
    _ work: (@escaping ProgressHandler, @escaping StopCheck) throws -> Found
  ) rethrows -> Found {
    let bar = ProgressBar(isQuiet: isQuiet)
    defer { bar.finish() }
    return try work({ bar.update($0) }, { interruption.isRequested })
  }

  private func finish() {
    state.withLock { state in
      if state.isDrawn { Console.write("\r\u{1b}[K") }
      state.isDrawn = false
    }
  }

  private func describe(_ progress: WorkProgress, after elapsed: Duration) -> String {
    let seconds = elapsed / .seconds(1)
    let share = Double(progress.done) / Double(max(1, progress.total))
    let rate = Double(progress.done) / max(seconds, 1e-9)
    let left = Double(progress.total - progress.done) / max(rate, 1e-9)
    let percent = "\(Int(share * 100)) %"
    let pace = "\(Self.short(rate)) journeys/s, \(Self.time(left)) left"
    guard style == .bar else { return "\(percent) done, \(pace)" }
    let width = 30
    let filled = min(width, Int(share * Double(width)))
    let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled)
    return "[\(bar)] \(percent)  \(pace)"
  }

  private static func short(_ value: Double) -> String {
    switch value {
    case 1e6...: "\((value / 1e5).rounded() / 10) M"
    case 1e3...: "\(Int((value / 1e3).rounded())) k"
    default: "\(Int(value))"
    }
  }

  private static func time(_ seconds: Double) -> String {
    guard seconds < 360_000 else { return "days" }
    let whole = Int(seconds.rounded(.up))
    return whole >= 60 ? "\(whole / 60) min \(whole % 60) s" : "\(whole) s"
  }
}
