import Scenarios
package import Studies
package import Support

/// A model card: what a policy has learned from, and where it knows nothing.
package struct ModelCardDocument {
  private let card: ModelCard
  private let unit: DisplayUnit

  package init(_ card: ModelCard) {
    self.card = card
    unit = card.reward == .conversion ? .percent : .number
  }

  package var section: Document.Section {
    Document.Section("card", "Model card of \(card.policy)", blocks)
  }

  private var blocks: [Block] {
    var blocks: [Block] = [
      .sentence(
        .lead,
        """
        A \(card.learner) policy rewarded by \(card.reward.rawValue) in \(card.currency), trained \
        on \(.count(card.decisions)) decisions of \(.count(card.customers)) customers in \
        \(.count(card.markets)) markets of \(.setting(card.horizon / 24, .named("days"))) from \
        \(card.firstDay).
        """)
    ]
    for point in card.points {
      let actions: [Table.Filled<ModelCard.Action>] = [
        .words("action at \(point.name)") { Sentence($0.name) },
        Table.Filled("trained on") { .value(.count($0.decisions)) },
        .values("expects in a new market") { action in action.expected.map { .level($0, unit) } },
        .values("learned width (±)") { action in action.width.map { .level($0, unit) } },
      ]
      blocks.append(.table(Table(rows: point.actions, actions)))
      let ranges: [Table.Filled<ModelCard.Range>] = [
        .words("context at \(point.name)") { Sentence($0.term) },
        Table.Filled("least") { .value(.number($0.least)) },
        Table.Filled("mean") { .value(.number($0.mean)) },
        Table.Filled("greatest") { .value(.number($0.greatest)) },
      ]
      blocks.append(.table(Table(rows: point.ranges, ranges)))
    }
    blocks.append(
      .note(
        """
        The learned width is how far the policy thinks a new market may lie from what it expects, \
        for a usual customer.
        """))
    let gaps = card.gaps
    blocks.append(
      gaps.isEmpty
        ? .item(
          """
          Not trained on: other scenarios, other days, and contexts beyond the ranges above. Each \
          action and segment had at least \(.count(ModelCard.few)) decisions.
          """)
        : .sentence(
          .finding(.warning),
          """
          Not trained on, or hardly: \(gaps.joined(separator: "; ")); nor on other scenarios, other \
          days, and contexts beyond the ranges above.
          """))
    return blocks
  }

  package var json: JSON {
    .object([
      "policy": .text(card.policy), "learner": .text(card.learner),
      "scenario": .text(card.scenario), "reward": .text(card.reward.rawValue),
      "currency": .text(card.currency), "markets": .integer(Int64(card.markets)),
      "customers": .integer(Int64(card.customers)), "decisions": .integer(Int64(card.decisions)),
      "horizon_hours": .number(card.horizon), "first_day": .text(card.firstDay),
      "points": .array(
        card.points.map { point in
          .object([
            "name": .text(point.name),
            "actions": .array(
              point.actions.map {
                .object([
                  "name": .text($0.name), "decisions": .integer(Int64($0.decisions)),
                  "expected": .optional($0.expected), "width": .optional($0.width),
                ])
              }),
            "context": .array(
              point.ranges.map {
                .object([
                  "term": .text($0.term), "least": .number($0.least), "mean": .number($0.mean),
                  "greatest": .number($0.greatest),
                ])
              }),
            "segments": .object(
              JSON.Members(
                point.segments.keys.sorted().map {
                  ($0, JSON.integer(Int64(point.segments[$0] ?? 0)))
                })),
          ])
        }), "not_trained_on": .array(card.gaps.map(JSON.text)),
    ])
  }
}
