package import Foundation
import GSL
package import MetaLearning
package import Support

/// A policy to evaluate on a log, as a person names it.
package enum LogPolicy: Sendable, Hashable {
  case uniform
  case logged
  case bestMean
  /// An action by its name, or its number from 0.
  case action(String)
  /// A policy that a run saved.
  case saved(String)
  /// A table of context and action, with a probability.
  case table(String)
  /// Conditions on the context, each with an action.
  case rule(LogRule)
  /// A program of the user's that speaks the messages of external policies.
  case program([String])

  package static let forms = """
    uniform, logged, best-mean, action:NAME, saved:FILE, table:FILE, 'rule:TERM >= NUMBER -> NAME; \
    NAME', 'program:COMMAND'
    """

  /// Reads how a policy is written on a command line.
  /// - Throws: ``ArgumentError`` that lists the forms.
  package init(parsing text: String) throws(ArgumentError) {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    let rest = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
    switch (parts.first ?? "", rest.isEmpty) {
    case ("uniform", true): self = .uniform
    case ("logged", true): self = .logged
    case ("best-mean", true): self = .bestMean
    case ("action", false): self = .action(rest)
    case ("saved", false): self = .saved(rest)
    case ("table", false): self = .table(rest)
    case ("rule", false): self = .rule(try LogRule(parsing: rest))
    case ("program", false):
      self = .program(rest.split(separator: " ").map(String.init))
    default:
      throw ArgumentError("--policy", found: "\"\(text)\"", allowed: Self.forms)
    }
  }

  /// What the policy would do at each decision of a log.
  /// - Throws: ``ArgumentError`` for a file, a name or an answer that does not fit the log, or
  ///   ``ExternalFailure`` for a program that never once answered rightly.
  package func target(
    for log: DecisionLog, read: (String) throws -> Data
  ) throws -> LogTarget {
    switch self {
    case .uniform: return .uniform
    case .logged: return .logged
    case .bestMean: return .bestMean
    case .action(let name): return .action(try Self.action(name, of: log), of: log)
    case .saved(let file):
      let saved = try SavedLearning.read(read(file)) { "\(file), \($0)" }
      return .given(
        try SavedTargets(saved: saved).targets(for: log),
        name: "\(saved.learner) saved in \(file)", verb: "decides as the policy ")
    case .table(let file):
      let table = try LogTable(bytes: [UInt8](read(file)), file: file, log: log)
      return .given(try table.targets(for: log), name: file, verb: "decides by the table ")
    case .rule(let rule):
      return .given(try rule.targets(for: log), name: rule.text, verb: "decides by the rule: ")
    case .program(let command):
      let found = try ProgramTargets(command: command).targets(for: log)
      var target = LogTarget.given(
        found.rows, name: command.joined(separator: " "), verb: "decides as the program ")
      target.replaced = found.replaced
      return target
    }
  }

  /// The number of an action from its name or number.
  static func action(_ name: String, of log: DecisionLog) throws(ArgumentError) -> Int {
    let names = log.actionNames
    if let index = names.firstIndex(of: name) { return index }
    if let index = Int(name), names.indices.contains(index) { return index }
    throw ArgumentError(
      "action", found: "\"\(name)\"",
      allowed: names.count > 12
        ? "0 to \(names.count - 1)" : names.map { "\"\($0)\"" }.joined(separator: ", "),
      nearest: NearestName.of(name, among: names))
  }
}

extension LogTarget {
  fileprivate static func given(_ rows: [[Double]], name: String, verb: String) -> LogTarget {
    .given(rows, name: Sentence(verb + name))
  }
}

/// The chances that a saved policy would give the actions at a log's decisions.
private struct SavedTargets {
  let saved: SavedLearning

  func targets(for log: DecisionLog) throws(ArgumentError) -> [[Double]] {
    let names = Set(log.decisions.compactMap(\.point))
    let point = try saved.point(named: names.count == 1 ? names.first : nil)
    let frame = point.frame
    var policy = point.state
    // A market that it has not met: what it learned of others is all that it knows.
    policy.begin(
      task: saved.markets,
      features: Array(repeating: 0, count: frame.learner.taskFeatures.count))
    var rows: [[Double]] = []
    for (index, decision) in log.decisions.enumerated() {
      let order = try order(of: decision, in: frame.learner.actions)
      let values = try frame.learner.features.dropFirst().map { name throws(ArgumentError) in
        guard let value = decision.context[name]?.number else {
          throw ArgumentError(
            "context of \(decision.event)", found: "no number for \"\(name)\"",
            allowed: "all that the policy was trained on: "
              + frame.learner.features.dropFirst().joined(separator: ", "))
        }
        return value
      }
      var stream = RandomStream(
        key: RandomKey(seed: 1), customer: UInt64(index), place: Place("decision", point.name),
        purpose: .policy)
      var chances: [Double] = []
      policy.probabilities(
        for: Context(
          task: saved.markets, actions: frame.learner.actions.count,
          features: frame.features(of: values), statusQuo: frame.learner.statusQuo),
        into: &chances, using: &stream)
      rows.append(order.map { chances[$0] })
    }
    return rows
  }

  /// The policy's number of each action of a row.
  private func order(
    of decision: LoggedDecision, in actions: [String]
  ) throws(ArgumentError) -> [Int] {
    let ids = decision.actions.map { $0["id"]?.text ?? "" }
    guard Set(ids) == Set(actions), ids.count == actions.count else {
      throw ArgumentError(
        "actions of \(decision.event)", found: ids.joined(separator: ", "),
        allowed: "those of the policy: \(actions.joined(separator: ", "))")
    }
    return ids.map { actions.firstIndex(of: $0) ?? 0 }
  }
}

/// The chances that a program of the user's gives the actions at a log's decisions, unlearned.
private struct ProgramTargets {
  let command: [String]

  func targets(for log: DecisionLog) throws -> (rows: [[Double]], replaced: Int) {
    let items = log.decisions.map { LogFeatures($0.context).items }
    var names: [String] = []
    var places: [String: Int] = [:]
    for item in items.joined() where places[item.name] == nil {
      places[item.name] = names.count
      names.append(item.name)
    }
    let actions = log.decisions.first { $0.actions.count == log.actionCount }?.actions ?? []
    let frame = LearnerFrame(
      actions: log.actionNames, values: actions.map { $0["value"]?.number },
      features: ["constant"] + names, isBinary: false)
    let program = ExternalProgram(policy: "the evaluated", command: command, timeout: 10)
    let record = ExternalRecord()
    let point = log.decisions.first?.point ?? ""
    var rows: [[Double]] = []
    var replaced = 0
    do {
      var policy = try ExternalPolicy(
        program: program, frame: ExternalFrame(policy: "evaluated", point: point, learner: frame),
        isAllowed: true, record: record)
      policy.begin(task: 0, features: [])
      let contexts = zip(log.decisions, items).map { decision, items in
        var features = [1.0] + Array(repeating: 0, count: names.count)
        for item in items { features[1 + (places[item.name] ?? 0)] += item.value }
        return Context(actions: decision.probabilities.count, features: features)
      }
      policy.probabilities(for: contexts, into: &rows) { index in
        RandomStream(
          key: RandomKey(seed: 1), customer: UInt64(index), place: Place("decision", point),
          purpose: .policy)
      }
      replaced = policy.violations
    }
    if replaced == rows.count {
      throw ExternalFailure(
        program: program, folder: nil, decisions: rows.count, counts: record.counts)
    }
    return (rows, replaced)
  }
}
