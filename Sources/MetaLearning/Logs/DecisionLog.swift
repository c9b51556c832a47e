package import Foundation
package import Support

/// A log of decisions, one JSON object per line.
package struct DecisionLog: Sendable {
  package let decisions: [LoggedDecision]

  init(_ decisions: [LoggedDecision]) {
    self.decisions = decisions
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
    self.decisions = decisions
  }

  /// Greatest number of actions of a decision.
  var actionCount: Int { decisions.map(\.probabilities.count).max() ?? 0 }
}
