internal import Foundation
import MetaLearning
internal import Scenarios

/// Writes the decisions of a market as lines of `decisions.jsonl`.
struct DecisionLines {
  let setup: LearningSetup
  let policy: String
  let market: DrawnMarket
  let truth: MarketTruth

  /// One JSON object per decision, in the order of time.
  func data(of agent: PolicyAgent) -> Data {
    var data = Data()
    let order = agent.decisions.indices.sorted {
      (agent.decisions[$0].time, agent.accounts[agent.decisions[$0].account].customer, $0)
        < (agent.decisions[$1].time, agent.accounts[agent.decisions[$1].account].customer, $1)
    }
    for number in order {
      let decision = agent.decisions[number]
      let customer = agent.accounts[decision.account].customer
      data.append(Data((line(decision, customer: customer).compact + "\n").utf8))
    }
    return data
  }

  private func line(_ decision: AgentDecision, customer: UInt64) -> LogValue {
    let point = setup.learning.decisions[decision.point]
    let lever = setup.scenario.levers[point.lever]
    let actions = zip(lever.actions, lever.values).map { name, value -> LogValue in
      var members = [LogValue.Member("id", .text(name))]
      if let value { members.append(.init("value", .number(value))) }
      return .object(members)
    }
    let context = zip(point.context, decision.context).map {
      LogValue.Member($0.text, .number($1))
    }
    return .object([
      .init(
        "event_id",
        .text("\(policy)/\(market.index)/\(customer)/\(point.name)/\(decision.visit)")),
      .init("ts", .text(time(decision.time))),
      .init("market", .number(Double(market.index))),
      .init("customer", .number(Double(customer))),
      .init("decision", .text(point.name)),
      .init("context", .object(context)),
      .init("actions", .array(actions)),
      .init("action_index", .number(Double(decision.action))),
      .init("probs", .array(decision.probabilities.map { .number($0) })),
      .init("reward", .number(decision.reward)),
      .init("reward_ts", decision.rewardTime.map { .text(time($0)) } ?? .null),
      .init(
        "policy",
        .object([
          .init("name", .text(policy)), .init("version", .number(Double(decision.version))),
        ])),
      .init(
        "oracle",
        .object([
          .init(
            "expected_reward",
            .array(
              truth.points[decision.point].expected(decision.context).map { .number($0) }))
        ])),
    ])
  }

  /// A moment of the market as ISO 8601 in UTC, to the millisecond.
  private func time(_ hours: Double) -> String {
    let start = Double(setup.scenario.market.start.daysSinceEpoch) * 86_400
    let moment = Date(timeIntervalSince1970: start + (hours * 3_600_000).rounded() / 1_000)
    return moment.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }
}
