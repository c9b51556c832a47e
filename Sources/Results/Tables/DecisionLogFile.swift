package import Foundation
import Synchronization

/// `decisions.jsonl` under way: one line per decision of the first replication's test markets.
package final class DecisionLogFile: Sendable {
  static let keys = FileColumns(
    file: "decisions.jsonl", row: "decision",
    columns: [
      .init("event_id", "Identifies the decision: policy/market/customer/decision point/visit."),
      .init("ts", "When it was taken, ISO 8601 in UTC."),
      .init("market", "Number of the market in the family."),
      .init("customer", "Number of the customer in the market, from 0."),
      .init("decision", "Name of the decision point."),
      .init("context", "What was observed of the customer: each context term with its value."),
      .init(
        "actions", "The lever's actions, each with its `id` and, where it has one, its `value`."),
      .init("action_index", "Index of the action taken, from 0."),
      .init("probs", "Probability of each action at this decision."),
      .init("reward", "Reward credited to the decision, in its own unit."),
      .init("reward_ts", "When the last of it came; null where none came."),
      .init("policy", "`name` of the policy and its `version`, which grows when it learns."),
      .init(
        "oracle", "`expected_reward` of each action, found by roll-out; only a simulation knows."),
    ])

  private let file: Mutex<ResultFile>

  package init(in folder: URL) throws { file = Mutex(try ResultFile(Self.keys.file, in: folder)) }

  package func append(_ lines: Data) throws {
    let rows = lines.count { $0 == UInt8(ascii: "\n") }
    let bytes = Array(lines)[...]
    try file.withLock { try $0.append(bytes, rows: rows) }
  }

  /// Closes the file; what the manifest says of it.
  package func finish() throws -> Manifest.File { try file.withLock { try $0.finish() } }
}
