package import Support

extension LoggedDecision {
  /// A decision of another system's log.
  ///
  /// With `chances` of all actions, or only the one of the action taken.
  /// - Throws: ``ArgumentError`` that names what cannot be.
  package init(
    event: String, time: String = "", customer: String? = nil, position: Int? = nil,
    context: JSON.Members, actions: [JSON]? = nil, count: Int, action: Int,
    chances: [Double]? = nil,
    chance: Double, reward: Double, policy: String, version: JSON = .integer(0)
  ) throws(ArgumentError) {
    var line: JSON.Members = ["event_id": .text(event), "ts": .text(time)]
    line["customer"] = customer.map(JSON.text)
    line["position"] = position.map { .integer(Int64($0)) }
    line["context"] = .object(context)
    if let actions { line["actions"] = .array(actions) }
    line["action_index"] = .optional(action)
    if let chances {
      line["probs"] = .array(chances.map(JSON.number))
    } else {
      line["pscore"] = .number(chance)
      if actions == nil { line["n_actions"] = .optional(count) }
    }
    line["reward"] = .number(reward)
    line["policy"] = .object(["name": .text(policy), "version": version])
    try self.init(.object(line))
  }

  /// The line of `decisions.jsonl` that it came from, or would be.
  package var json: JSON {
    var line: JSON.Members = ["event_id": .text(event), "ts": .text(time)]
    line["market"] = market.map { .integer(Int64($0)) }
    line["customer"] = customer.map(JSON.text)
    line["decision"] = point.map(JSON.text)
    line["position"] = position.map { .integer(Int64($0)) }
    line["context"] = context
    let isPlain = actions.enumerated().allSatisfy {
      $1 == .object(["id": .text("\($0)")])
    }
    if !isPlain { line["actions"] = .array(actions) }
    line["action_index"] = .optional(action)
    if knowsAllChances {
      line["probs"] = .array(probabilities.map(JSON.number))
    } else {
      line["pscore"] = .number(probabilities[action])
      if isPlain { line["n_actions"] = .optional(actions.count) }
    }
    line["reward"] = .number(reward)
    line["policy"] = .object(["name": .text(policy), "version": version])
    line["target_probs"] = targets.map { .array($0.map(JSON.number)) }
    if let expectedRewards {
      line["oracle"] = .object(["expected_reward": .array(expectedRewards.map(JSON.number))])
    }
    return .object(line)
  }
}
