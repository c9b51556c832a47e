/// One line of `decisions.jsonl`: what was known, what could be done, with which chance, and what came.
public struct LoggedDecision: Sendable, Hashable {
  /// Identifies the decision.
  public var event: String
  /// Name of the decision point, if the log has several.
  public var point: String?
  /// Number of the market, if the log has several.
  public var market: Int?
  /// When it was taken, ISO 8601.
  public var time: String
  /// What was observed of the customer.
  public var context: LogValue
  /// The actions, each an object of features.
  public var actions: [LogValue]
  /// Number of the action taken.
  public var action: Int
  /// Probability of each action.
  public var probabilities: [Double]
  /// The reward.
  public var reward: Double
  /// Name of the policy.
  public var policy: String
  /// Version of the policy; it changes when the policy learns.
  public var version: LogValue
  /// Probability of each action under the policy to evaluate, if the log has them.
  public var targets: [Double]?
  /// True expected reward of each action, known in simulation only.
  public var expectedRewards: [Double]?

  /// Reads a line.
  ///
  /// - Throws: ``LearningError`` that names the field at fault.
  public init(_ value: LogValue) throws(LearningError) {
    func missing(_ field: String, _ allowed: String) -> LearningError {
      LearningError(field, found: value[field]?.compact ?? "nothing", allowed: allowed)
    }
    guard value.members != nil else {
      throw LearningError("line", found: "no object", allowed: "a JSON object")
    }
    switch value["event_id"] {
    case .text(let text): event = text
    case .number(let number): event = LogNumber.text(number)
    default: throw missing("event_id", "a string or a number")
    }
    point = value["decision"]?.text
    market = value["market"]?.number.flatMap { Int(exactly: $0) }
    time = value["ts"]?.text ?? ""
    context = value["context"] ?? .object([])
    guard context.members != nil else { throw missing("context", "an object of features") }
    guard let probabilities = value["probs"]?.numbers, !probabilities.isEmpty else {
      throw missing("probs", "an array of numbers, one per action")
    }
    self.probabilities = probabilities
    if let actions = value["actions"]?.elements {
      self.actions = actions
    } else {
      actions = probabilities.indices.map { .object([.init("id", .text("\($0)"))]) }
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

  private func check() throws(LearningError) {
    guard probabilities.allSatisfy({ $0 >= 0 && $0 <= 1 + 1e-9 }),
      abs(probabilities.reduce(0, +) - 1) < 1e-6
    else {
      throw LearningError(
        "probs", found: "\(probabilities)", allowed: "chances from 0 to 1 that sum to 1")
    }
    guard probabilities[action] > 0 else {
      throw LearningError(
        "probs", found: "0 for the action taken", allowed: "a chance above 0")
    }
    if let targets {
      try LearningError.checkLength("target_probs", targets.count, probabilities.count)
      guard targets.allSatisfy({ $0 >= 0 }), abs(targets.reduce(0, +) - 1) < 1e-6 else {
        throw LearningError(
          "target_probs", found: "\(targets)", allowed: "chances from 0 to 1 that sum to 1")
      }
    }
    if let expectedRewards {
      try LearningError.checkLength(
        "oracle.expected_reward", expectedRewards.count, probabilities.count)
    }
  }
}
