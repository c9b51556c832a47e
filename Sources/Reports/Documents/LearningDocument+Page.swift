import MetaLearning
import Scenarios
import Studies
import Support

/// The page of a run of learning policies: which to let choose, and the pictures behind it.
extension LearningDocument {
  /// Least replications whose spread is drawn as a band.
  private static let banded = 5

  var pageSections: [Document.Section] { [answer, byMarket, money, bestWhere] }

  /// The policies on pictures and cards: the one in question first, then its rivals.
  private var shown: [Int] {
    let columns = outcome.roles.columns
    return columns.isEmpty ? Array(outcome.policies.indices) : columns
  }

  /// Which colour and shape a policy has: the status quo those of a control.
  private func place(of policy: Int) -> Int {
    if outcome.policies[policy].learner == .statusQuo { return 0 }
    let rest = outcome.policies.indices.filter { !shown.contains($0) }
    let order = (shown + rest).filter { outcome.policies[$0].learner != .statusQuo }
    return (order.firstIndex(of: policy) ?? 0) + 1
  }

  // MARK: - The answer

  private var answer: Document.Section {
    var blocks: [Block] = [.sentence(.answer, advice)]
    if let findings = LearningFindings(outcome), let cost = money(findings) {
      blocks.append(.sentence(.truth, cost))
    }
    blocks += [.cards(cards), .figure(curves)]
    if bandNote { blocks.append(.note("Fewer than five replications: no bands are drawn.")) }
    blocks.append(
      .fold(
        "How to read this",
        [
          .note(
            """
            Regret is what a customer would have brought beyond it with the best action for what \
            is known of that customer; only a simulation knows it. A line that falls has learned. \
            A line that starts low knew the new market from others.
            """)
        ]))
    return Document.Section("learning-answer", "", for: .pages, blocks)
  }

  private var bandNote: Bool { outcome.replications < Self.banded }

  private var advice: Sentence {
    guard let findings = LearningFindings(outcome) else {
      let best = order.first.map { name($0) } ?? ""
      return "Of these policies \(best) loses least in a new market."
    }
    let core = name(findings.core)
    guard let other = outcome.roles.agnostic ?? findings.rivals.first,
      let difference = findings.moneyLost(beyond: other)
    else { return "\(core) is the only policy that learns here." }
    let (own, beside) = (findings.core, other)
    let winner = difference.mean <= 0 ? own : beside
    let loser = difference.mean <= 0 ? beside : own
    let amount = units.amount(difference.mean <= 0 ? difference.negated : difference)
    guard difference.isClear else {
      return """
        Whether \(core) or \(name(other)) earns more in a new market cannot be told: \
        \(name(winner)) is ahead by \(amount) of margin.
        """
    }
    let also = tied(with: winner, except: [winner, loser])
    return """
      Let \(name(winner)) choose: \(amount) more margin in each new market than with \
      \(name(loser)).\(also)
      """
  }

  /// Policies without hindsight that are not told apart from the best, or are ahead of it.
  private func tied(with policy: Int, except left: [Int]) -> Sentence {
    let others = [outcome.roles.pooled, outcome.roles.core].compactMap { $0 }
      .filter { !left.contains($0) }
    let parts = others.compactMap { other -> Sentence? in
      guard let gain = outcome.difference(.reward, policy: policy, minus: other) else { return nil }
      if !gain.isClear { return " \(name(other).capitalisedFirst) is not told apart from it." }
      return gain.mean < 0 ? " \(name(other).capitalisedFirst) is better here." : nil
    }
    return parts.joined()
  }

  private var cards: [Block.Card] {
    let policies = shown.filter { outcome.policies[$0].learner != .oracle }
    let quo =
      outcome.policies.firstIndex(where: { $0.learner == .statusQuo }).map {
        policies.contains($0) ? [] : [$0]
      } ?? []
    return (policies + quo).map { policy in
      var card = Block.Card(name: name(policy), reason: "")
      card.arm = place(of: policy)
      card.value = .value(.sum(outcome.moneyLost(by: policy), units.sum))
      card.unit = "lost per new market"
      card.facts = [
        Block.Fact("of the best", .value(.share(outcome.shareOfBest(policy: policy), decimals: 1))),
        Block.Fact(
          units.rewardName,
          .value(.level(outcome.estimate(.reward, policy: policy)?.mean, units.reward))),
        Block.Fact(
          "explores",
          .value(.share(outcome.estimate(.exploration, policy: policy)?.mean, decimals: 0))),
      ]
      let total = outcome.total(policy: policy)
      if total.breaches > 0 {
        card.facts.append(Block.Fact("held back by a limit", .value(.count(total.breaches))))
      }
      return card
    }
  }

  /// Regret by the number of customers met.
  private var curves: Figure {
    let lines = outcome.roles.curves.map { policy in
      let points = outcome.curve(.regretContext, policy: policy)
      func values(_ value: (LearningEstimate) -> Double?) -> [Double?] {
        outcome.bins.indices.map { bin in
          points.first { $0.bin == bin }.flatMap { value($0.estimate) }
        }
      }
      return Figure.Curves.Line(
        Sentence(name(policy)), .arm(place(of: policy)), values(\.mean),
        low: bandNote ? [] : values(\.lower), high: bandNote ? [] : values(\.upper))
    }
    let unit = units.reward.noun
    return Figure(
      finding: "What not knowing a new market costs",
      caption: """
        Regret per customer\(unit.isEmpty ? "" : ", \(unit)"), mean over \(outcome.clusters). \
        Lower is better.
        """,
      .curves(
        Figure.Curves(
          axis: "customers met in the new market", places: outcome.bins.map(Double.init),
          names: outcome.bins.indices.map { outcome.label(ofBins: $0..<($0 + 1)) },
          unit: units.reward, lines: lines)))
  }

  // MARK: - Markets and money

  private var byMarket: Document.Section {
    let policies = outcome.roles.curves.filter { outcome.policies[$0].learner != .oracle }
    let rows = outcome.testMarkets.map { market in
      let values = policies.map { policy in
        outcome.estimate(.regretContext, policy: policy, markets: [market])?.mean
      }
      return Figure.Strips.Row(
        "market \(.count(outcome.markets[market].index))",
        marks: zip(policies, values).map { Figure.Strips.Mark(.arm(place(of: $0)), $1) },
        cells: values.map { .value(.level($0, units.reward)) })
    }
    let unit = units.reward.noun
    let note: Sentence =
      outcome.replications > 1
      ? " Each replication draws the markets anew, so a row is a place in the order." : ""
    let figure = Figure(
      caption: """
        Regret per customer in each new market\(unit.isEmpty ? "" : ", \(unit)"). Left is \
        better.\(note)
        """,
      .strips(
        Figure.Strips(
          headings: ["market", Sentence(unit)] + policies.map { Sentence(name($0)) },
          unit: units.reward, isDifference: false,
          legend: policies.map {
            Figure.Strips.Name(name: Sentence(name($0)), role: .arm(place(of: $0)))
          }, rows: rows)))
    return Document.Section(
      "markets", "By market", for: .pages, policies.isEmpty ? [] : [.figure(figure)])
  }

  private var money: Document.Section {
    let rows = order.map { policy in
      let lost = outcome.perMarket(
        { Double($0.marginLostContext) / outcome.unitsPerMoney }, policy: policy)
      return Figure.Strips.Row(
        Sentence(name(policy)), arm: place(of: policy),
        marks: [
          Figure.Strips.Mark(
            .arm(place(of: policy)), lost?.mean, low: lost?.lower, high: lost?.upper)
        ],
        cells: [
          .value(.sum(lost?.mean, units.bareSum)), .value(.interval(lost?.interval, units.bareSum)),
          .value(.share(outcome.shareOfBest(policy: policy), decimals: 1)),
        ])
    }
    let figure = Figure(
      caption: """
        Margin lost in a new market of up to \(.count(outcome.customersPerMarket)) customers, \
        \(outcome.currency.code), beside the best action for what is known of each. Left is better.
        """,
      .strips(
        Figure.Strips(
          headings: [
            "policy", "\(outcome.currency.code) lost per market", "mean", "\(confidence) interval",
            "of the best",
          ], unit: units.bareSum, isDifference: false, rows: rows)))
    return Document.Section("money", "Money", for: .pages, [.figure(figure)])
  }

  /// How often each action is a new market's best fixed one.
  private var bestWhere: Document.Section {
    let figures = outcome.bestActions.map { best in
      let point = outcome.points[best.point]
      let values = point.actions.indices.map { action in
        best.shares.first { $0.action == action }?.share ?? 0
      }
      return Block.figure(
        Figure(
          caption: "Share of the new markets in which each action is the best fixed one.",
          .shares(
            Figure.Shares(
              parts: point.actions.map { Sentence($0) },
              rows: [Figure.Shares.Row(Sentence(point.name), values)])),
          table: Table(
            rows: zip(point.actions, values),
            [
              .words("action") { Sentence($0.0) },
              .values("best in") { .share($0.1, decimals: 0) },
            ])))
    }
    return Document.Section("best-where", "Which action is best where", for: .pages, figures)
  }
}

extension LearningOutcome {
  /// Minor units of a major unit of money.
  fileprivate var unitsPerMoney: Double { Double(currency.minorPerMajor) }
}
