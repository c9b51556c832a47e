package import Foundation
package import Support

/// A log of decisions, one JSON object per line.
package struct DecisionLog: Sendable {
  package let decisions: [LoggedDecision]
  /// Event ids of lines that were left out, because an earlier line has the same.
  package let repeated: [String]

  /// Takes decisions, of those with one event id the first.
  package init(_ decisions: [LoggedDecision]) {
    var seen: Set<String> = []
    var repeated: [String] = []
    self.decisions = decisions.filter { decision in
      guard !seen.insert(decision.event).inserted else { return true }
      repeated.append(decision.event)
      return false
    }
    self.repeated = repeated
  }

  init(unique decisions: [LoggedDecision], repeated: [String]) {
    self.decisions = decisions
    self.repeated = repeated
  }

  /// Reads a log; empty lines are skipped.
  /// - Throws: ``ArgumentError`` that names the line and the field at fault, or that there is none.
  package init(_ data: Data) throws(ArgumentError) {
    let bytes = [UInt8](data)
    var decisions: [LoggedDecision] = []
    var start = bytes.startIndex
    var number = 0
    while start < bytes.endIndex {
      let end = bytes[start...].firstIndex(of: 0x0a) ?? bytes.endIndex
      let line = bytes[start..<end]
      start = end + 1
      number += 1
      guard line.contains(where: { $0 > 0x20 }) else { continue }
      do {
        decisions.append(try LoggedDecision(try JSON.parse(line)))
      } catch let fault as JSON.Fault {
        throw ArgumentError(
          "line \(number), column \(fault.position)", found: fault.message,
          allowed: "one JSON object per line")
      } catch let error as ArgumentError {
        throw ArgumentError(
          "line \(number), \(error.argument)", found: error.found, allowed: error.allowed)
      } catch {
        throw ArgumentError("line \(number)", found: "\(error)", allowed: "a decision")
      }
    }
    guard !decisions.isEmpty else {
      throw ArgumentError("log", found: "no line", allowed: "at least one decision")
    }
    self.init(decisions)
  }

  /// Greatest number of actions of a decision.
  package var actionCount: Int { decisions.map(\.probabilities.count).max() ?? 0 }
}
