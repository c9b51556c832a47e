import Foundation
import Scenarios
import Support

/// Writes the decisions of a market as lines of `decisions.jsonl`.
struct DecisionLines {
  let setup: LearningSetup
  let policy: String
  let market: DrawnMarket
  let truth: MarketTruth

  /// One JSON object per decision, in the order of time.
  func data(of agent: PolicyAgent) -> Data {
    var buffer = ByteBuffer()
    let order = agent.decisions.indices.sorted {
      (agent.decisions[$0].time, agent.accounts[agent.decisions[$0].account].customer, $0)
        < (agent.decisions[$1].time, agent.accounts[agent.decisions[$1].account].customer, $1)
    }
    for number in order {
      let decision = agent.decisions[number]
      let customer = agent.accounts[decision.account].customer
      line(decision, customer: customer).write(to: &buffer)
      buffer.append(UInt8(ascii: "\n"))
    }
    return Data(buffer.bytes)
  }

  private func line(_ decision: AgentDecision, customer: UInt64) -> JSON {
    let point = setup.learning.decisions[decision.point]
    let lever = setup.scenario.levers[point.lever]
    let actions = zip(lever.actions, lever.values).map { name, value -> JSON in
      var members: JSON.Members = ["id": .text(name)]
      members["value"] = value.map(JSON.number)
      return .object(members)
    }
    let context = zip(point.context, decision.context).map {
      ($0.text, JSON.number($1))
    }
    return .object([
      "event_id": .text(
        "\(policy)/\(market.index)/\(customer)/\(point.name)/\(decision.visit)"),
      "ts": .text(time(decision.time)),
      "market": .optional(market.index),
      "customer": .number(Double(customer)),
      "decision": .text(point.name),
      "context": .object(JSON.Members(context)),
      "actions": .array(actions),
      "action_index": .optional(decision.action),
      "probs": .array(decision.probabilities.map { .number($0) }),
      "reward": .number(decision.reward),
      "reward_ts": .optional(decision.rewardTime.map(time)),
      "policy": .object(["name": .text(policy), "version": .optional(decision.version)]),
      "oracle": .object([
        "expected_reward": .array(
          truth.points[decision.point].expected(decision.context, at: decision.time).map {
            .number($0)
          })
      ]),
    ])
  }

  /// A moment of the market as ISO 8601 in UTC, to the millisecond.
  private func time(_ hours: Double) -> String {
    let start = Double(setup.scenario.market.start.daysSinceEpoch) * 86_400
    let moment = Date(timeIntervalSince1970: start + (hours * 3_600_000).rounded() / 1_000)
    return moment.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }
}
