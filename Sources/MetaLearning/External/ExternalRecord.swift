import Synchronization

/// What a policy's programs were asked and got wrong, all of its processes together.
package final class ExternalRecord: Sendable {
  private let sum = Mutex(ExternalCounts())

  package init() {}

  package var counts: ExternalCounts { sum.withLock { $0 } }
  func add(_ counts: ExternalCounts) { sum.withLock { $0.add(counts) } }
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
    let place = folder.map { ", run in \($0)" } ?? ""
    return "policy \"\(program.policy)\": not one of \(decisions) decisions was answered rightly"
      + reason + "; the program is `\(program.command.joined(separator: " "))`\(place)"
  }
}
