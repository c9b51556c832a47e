package import Support

/// One line of `decisions.jsonl`: what was known, what could be done, with which chance, and what came.
package struct LoggedDecision: Sendable, Hashable {
  package var event: String
  /// Name of the decision point, if the log has several.
  package var point: String?
  /// Number of the market, if the log has several.
  var market: Int?
  /// The customer, if the log names one; decisions of one customer depend on each other.
  var customer: String?
  /// Place on a list or a page, from 0, if the log has several.
  package var position: Int?
  /// When it was taken, ISO 8601.
  var time: String
  package var context: JSON
  /// The actions, each an object of features.
  package var actions: [JSON]
  package var action: Int
  /// Chance of each action; where only that of the action taken is known, others share the rest.
  package var probabilities: [Double]
  /// Whether all chances are known, not only that of the action taken.
  package var knowsAllChances = true
  package var reward: Double
  package var policy: String
  /// Version of the policy; it changes when the policy learns.
  var version: JSON
  /// Probability of each action under the policy to evaluate, if the log has them.
  package var targets: [Double]?
  /// True expected reward of each action, known in simulation only.
  var expectedRewards: [Double]?

  /// Reads a line.
  /// - Throws: ``ArgumentError`` that names the field at fault.
  init(_ value: JSON) throws(ArgumentError) {
    func missing(_ field: String, _ allowed: String) -> ArgumentError {
      ArgumentError(field, found: value[field]?.compact ?? "nothing", allowed: allowed)
    }
    guard value.members != nil else {
      throw ArgumentError("line", found: "no object", allowed: "a JSON object")
    }
    switch value["event_id"] {
    case .text(let text): event = text
    case .integer(let number): event = "\(number)"
    case .number(let number): event = JSON.number(number).compact
    default: throw missing("event_id", "a string or a number")
    }
    point = value["decision"]?.text
    market = value["market"]?.number.flatMap { Int(exactly: $0) }
    customer = value["customer"].flatMap { $0.text ?? ($0 == .null ? nil : $0.compact) }
    position = value["position"]?.number.flatMap { Int(exactly: $0) }
    time = value["ts"]?.text ?? ""
    context = value["context"] ?? .object([:])
    guard context.members != nil else { throw missing("context", "an object of features") }
    if let probabilities = value["probs"]?.numbers, !probabilities.isEmpty {
      self.probabilities = probabilities
    } else {
      probabilities = try Self.chances(value)
      knowsAllChances = false
    }
    if let actions = value["actions"]?.elements {
      self.actions = actions
    } else {
      actions = probabilities.indices.map { .object(["id": .text("\($0)")]) }
    }
    guard actions.count == probabilities.count, actions.allSatisfy({ $0.members != nil }) else {
      throw missing("actions", "as many objects as there are probabilities")
    }
    guard let index = value["action_index"]?.number, index == index.rounded(),
      probabilities.indices.contains(Int(max(-1, min(index, 1e6))))
    else { throw missing("action_index", "a whole number from 0 to \(probabilities.count - 1)") }
    action = Int(index)
    guard let reward = value["reward"]?.number else { throw missing("reward", "a number") }
    self.reward = reward
    policy = value["policy"]?["name"]?.text ?? ""
    version = value["policy"]?["version"] ?? .null
    targets = value["target_probs"]?.numbers
    expectedRewards = value["oracle"]?["expected_reward"]?.numbers
    try check()
  }

  /// Chances where only that of the action taken is known: `pscore`, with `actions` or `n_actions`.
  private static func chances(_ value: JSON) throws(ArgumentError) -> [Double] {
    let count = value["actions"]?.elements?.count ?? value["n_actions"]?.number.flatMap(Int.init)
    guard let chance = value["pscore"]?.number, let count, (1...100_000).contains(count) else {
      throw ArgumentError(
        "probs", found: value["probs"]?.compact ?? "nothing",
        allowed: "an array of numbers, one per action; or pscore with actions or n_actions")
    }
    let taken = value["action_index"]?.number.flatMap { Int(exactly: $0) } ?? 0
    let rest = count > 1 ? (1 - chance) / Double(count - 1) : 0
    return (0..<count).map { $0 == taken ? chance : rest }
  }

  private func check() throws(ArgumentError) {
    guard probabilities.allSatisfy({ $0 >= 0 && $0 <= 1 + 1e-9 }),
      abs(probabilities.reduce(0, +) - 1) < 1e-6
    else {
      throw ArgumentError(
        "probs", found: "\(probabilities)", allowed: "chances from 0 to 1 that sum to 1")
    }
    guard probabilities[action] > 0 else {
      throw ArgumentError(
        "probs", found: "0 for the action taken", allowed: "a chance above 0")
    }
    if let targets {
      try ArgumentError.checkLength("target_probs", targets.count, probabilities.count)
      guard targets.allSatisfy({ $0 >= 0 }), abs(targets.reduce(0, +) - 1) < 1e-6 else {
        throw ArgumentError(
          "target_probs", found: "\(targets)", allowed: "chances from 0 to 1 that sum to 1")
      }
    }
    if let expectedRewards {
      try ArgumentError.checkLength(
        "oracle.expected_reward", expectedRewards.count, probabilities.count)
    }
  }
}
