import Synchronization

/// What a policy's programs were asked and got wrong, all of its processes together.
package final class ExternalRecord: Sendable {
  private struct State {
    var counts = ExternalCounts()
    var hasAnswered = false
    var fellSilent = false
  }

  private let state = Mutex(State())

  package init() {}

  package var counts: ExternalCounts { state.withLock { $0.counts } }
  func add(_ counts: ExternalCounts) { state.withLock { $0.counts.add(counts) } }

  /// Notes that a process has answered rightly.
  func answered() { state.withLock { $0.hasAnswered = true } }

  /// Notes that a process was given up before it had answered rightly.
  func fellSilent() { state.withLock { $0.fellSilent = true } }

  /// Whether a process was given up and none has answered rightly: no other is waited for then.
  var isSilent: Bool { state.withLock { $0.fellSilent && !$0.hasAnswered } }
}

/// A program that was asked and never once answered rightly.
package struct ExternalFailure: Error, CustomStringConvertible {
  private let program: ExternalProgram
  private let folder: String?
  private let decisions: Int
  private let counts: ExternalCounts

  package init(
    program: ExternalProgram, folder: String?, decisions: Int, counts: ExternalCounts
  ) {
    self.program = program
    self.folder = folder
    self.decisions = decisions
    self.counts = counts
  }

  package var description: String {
    let kinds = counts.violations.filter { $0.count > 0 }.map { "\($0.kind): \($0.count)" }
    let reason = kinds.isEmpty ? "" : " (\(kinds.joined(separator: ", ")))"
    let time =
      counts.timeouts > 0
      ? "; a program that is silent for \(Int(ExternalLimits.patience)) seconds is given up" : ""
    let place = folder.map { ", run in \($0)" } ?? ""
    return "policy \"\(program.policy)\": not one of \(decisions) decisions was answered rightly"
      + reason + time + "; the program is `\(program.command.joined(separator: " "))`\(place)"
  }
}
