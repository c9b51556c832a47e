import Experiments
package import Foundation
package import MetaLearning
package import Support

/// A form in which other tools keep logs of decisions.
package enum LogImport: String, Sendable, CaseIterable {
  /// obp: its bandit feedback as JSON, or a table of the Open Bandit Dataset.
  case obp
  /// Vowpal Wabbit: text with `--cb_explore_adf`, or decision service JSON.
  case vw
  /// A table with a row per decision.
  case csv

  /// Names of the columns of a table; nil where there is none.
  package struct Columns: Sendable, Equatable {
    package var action = "action"
    package var reward = "reward"
    package var probability = "probability"
    package var event: String?
    package var time: String?
    package var customer: String?
    package var position: String?
    package var policy: String?
    /// Columns of context; nil takes all others.
    package var context: [String]?
    /// Names of the actions, where not all of them were taken.
    package var actions: [String] = []

    package init() {}
  }

  /// Reads a log.
  /// - Throws: `ArgumentError` that names the file, the row or line, and what is wrong with it.
  package func log(
    _ data: Data, file: String, columns: Columns = Columns()
  ) throws(ArgumentError) -> DecisionLog {
    let bytes = [UInt8](data)
    let isJSON = bytes.first { $0 > 0x20 } == UInt8(ascii: "{")
    let decisions: [LoggedDecision]
    switch self {
    case .obp:
      decisions =
        try isJSON
        ? ObpFeedback.decisions(bytes, file: file)
        : OpenBanditTable.decisions(bytes, file: file)
    case .vw:
      decisions =
        try isJSON
        ? DecisionServiceText.decisions(bytes, file: file)
        : VowpalText.decisions(bytes, file: file)
    case .csv: decisions = try DecisionTable(columns: columns).decisions(bytes, file: file)
    }
    guard !decisions.isEmpty else {
      throw ArgumentError(file: file, found: "no decision", allowed: "at least one")
    }
    return DecisionLog(decisions)
  }

  /// Lines of a text, without their ends, numbered from 1.
  static func lines(_ bytes: [UInt8]) -> [(number: Int, bytes: ArraySlice<UInt8>)] {
    bytes.split(separator: 0x0a, omittingEmptySubsequences: false).enumerated().map {
      ($0.offset + 1, $0.element.last == 0x0d ? $0.element.dropLast() : $0.element)
    }
  }

  /// Runs a reader of one line or row, and puts its place before what is at fault.
  static func at<Value>(
    _ file: String, _ unit: String, _ number: Int, _ body: () throws(ArgumentError) -> Value
  ) throws(ArgumentError) -> Value {
    do {
      return try body()
    } catch {
      throw ArgumentError(
        "\(file), \(unit) \(number), \(error.argument)", found: error.found,
        allowed: error.allowed, nearest: error.nearest)
    }
  }

  /// What a cell or a feature says: a number where it is one, else text.
  static func value(_ text: String) -> JSON {
    Double(text).flatMap { $0.isFinite ? JSON.number($0) : nil } ?? .text(text)
  }
}

/// obp's bandit feedback as JSON: columns of equal length, as `export --to obp` writes them.
private enum ObpFeedback {
  static func decisions(
    _ bytes: [UInt8], file: String
  ) throws(ArgumentError) -> [LoggedDecision] {
    let value: JSON
    do {
      value = try JSON.parse(bytes[...])
    } catch {
      throw ArgumentError(file: file, found: "\(error)", allowed: "one JSON object")
    }
    func column(_ name: String) throws(ArgumentError) -> [Double] {
      guard let numbers = value[name]?.numbers else {
        throw ArgumentError(
          file: file, found: "no list of numbers \"\(name)\"",
          allowed: "action, reward, pscore and n_actions, as in obp's bandit feedback")
      }
      return numbers
    }
    let actions = try column("action")
    let rewards = try column("reward")
    let chances = try column("pscore")
    let all = value["pi_b"]?.elements
    let contexts = value["context"]?.elements
    let names = value["context_columns"]?.elements?.compactMap(\.text)
    let positions = value["position"]?.numbers
    for (name, count) in [
      ("reward", rewards.count), ("pscore", chances.count), ("pi_b", all?.count ?? actions.count),
      ("context", contexts?.count ?? actions.count),
      ("position", positions?.count ?? actions.count),
    ] {
      try ArgumentError.checkLength("\(file), \(name)", count, actions.count)
    }
    let count =
      value["n_actions"]?.number.flatMap { Int(exactly: $0) }
      ?? Int((actions.max() ?? 0) + 1)
    var decisions: [LoggedDecision] = []
    for row in actions.indices {
      let numbers = contexts?[row].numbers ?? []
      let context = JSON.Members(
        numbers.enumerated().map { place, number in
          (
            names.flatMap { $0.indices.contains(place) ? $0[place] : nil } ?? "x\(place)",
            JSON.number(number)
          )
        })
      let decision = try LogImport.at(file, "round", row) { () throws(ArgumentError) in
        guard let action = Int(exactly: actions[row]) else {
          throw ArgumentError("action", found: "\(actions[row])", allowed: "a whole number")
        }
        // obp has a vector for each position behind each action, or one number.
        let known = all?[row].elements?.map { $0.number ?? $0.elements?.first?.number ?? .nan }
        return try LoggedDecision(
          event: "\(row)", position: positions.flatMap { Int(exactly: $0[row]) },
          context: context, count: count, action: action, chances: known, chance: chances[row],
          reward: rewards[row], policy: "logged")
      }
      decisions.append(decision)
    }
    return decisions
  }
}
