import Support

/// One line of `decisions.jsonl`: what was known, what could be done, with which chance, and what came.
package struct LoggedDecision: Sendable, Hashable {
  var event: String
  /// Name of the decision point, if the log has several.
  var point: String?
  /// Number of the market, if the log has several.
  var market: Int?
  /// When it was taken, ISO 8601.
  var time: String
  var context: JSON
  /// The actions, each an object of features.
  var actions: [JSON]
  var action: Int
  var probabilities: [Double]
  var reward: Double
  var policy: String
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
    time = value["ts"]?.text ?? ""
    context = value["context"] ?? .object([:])
    guard context.members != nil else { throw missing("context", "an object of features") }
    guard let probabilities = value["probs"]?.numbers, !probabilities.isEmpty else {
      throw missing("probs", "an array of numbers, one per action")
    }
    self.probabilities = probabilities
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
