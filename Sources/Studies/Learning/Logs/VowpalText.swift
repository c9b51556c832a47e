import Foundation
import MetaLearning
import Support

/// Vowpal Wabbit's text for contextual bandits: a shared line, a line per action, an empty line.
enum VowpalText {
  static func decisions(
    _ bytes: [UInt8], file: String
  ) throws(ArgumentError) -> [LoggedDecision] {
    var decisions: [LoggedDecision] = []
    var example: [(number: Int, text: String)] = []
    for line in LogImport.lines(bytes) + [(0, [])] {
      let text = String(decoding: line.bytes, as: UTF8.self)
      if !text.allSatisfy(\.isWhitespace) {
        example.append((line.number, text))
        continue
      }
      guard let first = example.first else { continue }
      let lines = example
      decisions.append(
        try LogImport.at(file, "line", first.number) { () throws(ArgumentError) in
          try decision(lines.map(\.text), event: "\(decisions.count)")
        })
      example = []
    }
    return decisions
  }

  private static func decision(
    _ lines: [String], event: String
  ) throws(ArgumentError) -> LoggedDecision {
    var context: JSON.Members = [:]
    var actions: [JSON] = []
    var label: (action: Int, cost: Double, chance: Double)?
    for line in lines {
      let head = line.prefix { $0 != "|" }.split(separator: " ").map(String.init)
      let features = features(line.drop { $0 != "|" })
      if head.first == "shared" {
        context = features
        continue
      }
      var action = features
      if action["id"] == nil { action["id"] = .text("\(actions.count)") }
      if let mark = head.first(where: { $0.contains(":") }) {
        let parts = mark.split(separator: ":", omittingEmptySubsequences: false).map {
          Double($0)
        }
        guard parts.count == 3, let cost = parts[1], let chance = parts[2], label == nil else {
          throw ArgumentError(
            "label", found: "\"\(mark)\"",
            allowed: "one label action:cost:probability in an example")
        }
        label = (actions.count, cost, chance)
      }
      actions.append(.object(action))
    }
    guard let label else {
      throw ArgumentError(
        "label", found: "none", allowed: "a label action:cost:probability on the action taken")
    }
    return try LoggedDecision(
      event: event, context: context, actions: actions, count: actions.count,
      action: label.action, chance: label.chance, reward: label.cost == 0 ? 0 : -label.cost,
      policy: "logged")
  }

  /// Features of all namespaces; `a=b` is a text, others are numbers, 1 without one.
  private static func features(_ text: Substring) -> JSON.Members {
    var members: JSON.Members = [:]
    for space in text.split(separator: "|") {
      let named = space.first.map { !$0.isWhitespace } ?? false
      for word in space.split(separator: " ").dropFirst(named ? 1 : 0) {
        let parts = word.split(separator: ":", maxSplits: 1).map(String.init)
        guard let name = parts.first else { continue }
        let number = parts.count > 1 ? Double(parts[1]) ?? 1 : 1
        if let mark = name.firstIndex(of: "="), parts.count == 1 {
          members[String(name[..<mark])] = .text(String(name[name.index(after: mark)...]))
        } else {
          members[name] = .number(number)
        }
      }
    }
    return members
  }
}

/// The decision service's JSON: a line per decision, the action taken first.
enum DecisionServiceText {
  static func decisions(
    _ bytes: [UInt8], file: String
  ) throws(ArgumentError) -> [LoggedDecision] {
    var decisions: [LoggedDecision] = []
    for line in LogImport.lines(bytes) where line.bytes.contains(where: { $0 > 0x20 }) {
      decisions.append(
        try LogImport.at(file, "line", line.number) { () throws(ArgumentError) in
          try decision(line.bytes)
        })
    }
    return decisions
  }

  private static func decision(
    _ bytes: ArraySlice<UInt8>
  ) throws(ArgumentError) -> LoggedDecision {
    let value: JSON
    do {
      value = try JSON.parse(bytes)
    } catch {
      throw ArgumentError("line", found: "\(error)", allowed: "one JSON object")
    }
    guard let cost = value["_label_cost"]?.number, let order = value["a"]?.numbers,
      let listed = value["p"]?.numbers, order.count == listed.count, !order.isEmpty,
      order.allSatisfy({ $0 == $0.rounded() && $0 >= 1 && $0 <= Double(order.count) })
    else {
      throw ArgumentError(
        "line", found: "no _label_cost, a and p that fit each other",
        allowed: "_label_cost, a (actions from 1, the one taken first) and p (their chances)")
    }
    var chances = [Double](repeating: 0, count: order.count)
    for (action, chance) in zip(order, listed) { chances[Int(action) - 1] = chance }
    let parts = value["c"]?.members?.entries ?? []
    var context: JSON.Members = [:]
    for part in parts where part.key != "_multi" {
      if let members = part.value.members {
        for member in members.entries { context[member.key] = member.value }
      } else {
        context[part.key] = part.value
      }
    }
    let multi = value["c"]?["_multi"]?.elements ?? []
    let actions = multi.enumerated().map { number, action -> JSON in
      var members: JSON.Members = [:]
      for part in action.members?.entries ?? [] {
        for member in part.value.members?.entries ?? [] { members[member.key] = member.value }
      }
      // A text reaches the decision service as a feature "key=text" of 1.
      for member in members.entries where member.key.hasPrefix("id=") {
        members["id"] = .text(String(member.key.dropFirst(3)))
        members[member.key] = nil
      }
      if members["id"] == nil { members["id"] = .text("\(number)") }
      return .object(members)
    }
    return try LoggedDecision(
      event: value["EventId"]?.text ?? "", time: value["Timestamp"]?.text ?? "",
      context: context, actions: actions.count == order.count ? actions : nil,
      count: order.count, action: Int(order[0]) - 1, chances: chances, chance: listed[0],
      reward: cost == 0 ? 0 : -cost, policy: "logged", version: value["VWState"]?["m"] ?? .null)
  }
}
