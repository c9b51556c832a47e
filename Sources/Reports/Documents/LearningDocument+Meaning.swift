import MetaLearning
import Scenarios
import Studies
import Support

/// What the evaluation means, in sentences for somebody who has to decide.
extension LearningDocument {
  var meaning: Document.Section {
    Document.Section(
      "meaning",
      "What it means (brackets: \(confidence) confidence, in pairs, each taken by itself)",
      sentences.map(Block.item))
  }

  var sentences: [Sentence] {
    var sentences: [Sentence] = []
    if let findings = LearningFindings(outcome) {
      sentences += [saved(findings), money(findings), gains(findings), better(findings)]
        .compactMap { $0 }
      sentences += losses(findings)
    }
    return sentences + bestActions + violations
  }

  private func customers(_ count: Int) -> Sentence {
    "\(.count(count)) \(count == 1 ? "customer" : "customers")"
  }

  // MARK: - Customers and money saved

  private func saved(_ findings: LearningFindings) -> Sentence? {
    guard let saved = findings.saved, let agnostic = outcome.roles.agnostic else { return nil }
    let core = name(findings.core)
    let other = name(agnostic)
    let level: Sentence = """
      a regret of \(units.mean(saved.level)) per customer, among customers \
      \(outcome.label(ofBins: saved.bin..<(saved.bin + 1)))
      """
    guard let needs = saved.policyNeeds, let fewer = saved.saved else {
      let chance = saved.isClear ? "" : ", which may be chance"
      return "\(core) never gets as good as \(other) at its best (\(level))\(chance)."
    }
    let start: Sentence =
      needs == 0
      ? "From the first customer of a new market" : "After \(customers(needs)) of a new market"
    let reached: Sentence = "\(start) \(core) is as good as \(other) ever gets (\(level))"
    guard let interval = saved.interval else {
      return """
        \(reached); \(outcome.clusters) are too few to tell whether that saves customers.
        """
    }
    let range: Sentence = """
      \(.fixed(interval.lower, decimals: 0)) to \(.fixed(interval.upper, decimals: 0))
      """
    guard saved.isClear else {
      return "\(reached); whether that saves customers cannot be told (\(range))."
    }
    return fewer >= 0
      ? "\(reached): \(core) saves \(customers(fewer)) (\(range))."
      : "\(reached): \(core) costs \(customers(-fewer)) more (it saves \(range))."
  }

  func money(_ findings: LearningFindings) -> Sentence? {
    guard let own = findings.moneyLost(by: findings.core) else { return nil }
    let start: Sentence = """
      Not knowing the market costs \(units.amount(own)) of margin in each new one with \
      \(name(findings.core))
      """
    guard let agnostic = outcome.roles.agnostic, let other = findings.moneyLost(by: agnostic),
      let difference = findings.moneyLost(beyond: agnostic)
    else { return "\(start)." }
    let less = difference.mean <= 0
    let chance = difference.isClear ? "" : ", which may be chance"
    return """
      \(start), \(units.amount(other)) with \(name(agnostic)): \
      \(units.amount(less ? difference.negated : difference)) \(less ? "less" : "more")\(chance).
      """
  }

  private func gains(_ findings: LearningFindings) -> Sentence? {
    let parts = findings.rivals.compactMap { other in
      findings.gain(over: other).map { difference($0, than: name(other)) }
    }
    guard !parts.isEmpty else { return nil }
    return """
      Over all customers of a new market \(name(findings.core)) brings, per customer, \
      \(Sentence.list(parts)); each in the same markets with the same customers.
      """
  }

  /// A difference of rewards in words: `0.044 EUR more than agnostic [0.012, 0.076]`.
  ///
  /// The interval counts in the direction of the words.
  private func difference(_ estimate: LearningEstimate, than other: String) -> Sentence {
    let isMore = estimate.mean >= 0
    let size = isMore ? estimate : estimate.negated
    let chance = estimate.isClear ? "" : " (may be chance)"
    let words: Sentence =
      "\(.size(size.mean, units.reward)) \(isMore ? "more" : "less") than \(other)"
    guard let interval = size.interval else { return "\(words)\(chance)" }
    return "\(words) \(.range(size.mean, units.reward, interval))\(chance)"
  }

  private func better(_ findings: LearningFindings) -> Sentence? {
    guard let better = findings.better else { return nil }
    return """
      Of \(name(better.policy)) and \(name(better.worse)), \(name(better.policy)) suits this family \
      better: per customer it brings \(difference(better.gain, than: name(better.worse))).
      """
  }

  // MARK: - Where it loses

  private func losses(_ findings: LearningFindings) -> [Sentence] {
    let core = name(findings.core)
    let losses = findings.losses
    guard !losses.isEmpty else {
      let hasIntervals = outcome.replications > 1 || outcome.testMarkets.count > 1
      guard outcome.policies.count > 1, hasIntervals else { return [] }
      return ["Among no group of customers does another policy beat \(core) beyond doubt."]
    }
    return losses.map { loss in
      """
      \(core) loses to \(name(loss.winner)) among customers \(outcome.label(ofBins: loss.bins)) \
      of a new market by \(units.size(loss.difference.negated)) per customer.
      """
    }
  }

  // MARK: - The markets themselves

  private var bestActions: [Sentence] {
    outcome.bestActions.map { best in
      let point = outcome.points[best.point]
      if best.shares.count == 1, let only = best.shares.first {
        return """
          The best fixed action at \(point.name) is \(point.actions[only.action]) in every new \
          market.
          """
      }
      let shares = best.shares.prefix(4).map { entry -> Sentence in
        "\(point.actions[entry.action]) in \(.share(entry.share, decimals: 0))"
      }
      let rest = best.shares.count > 4 ? ", others in the rest" : ""
      return """
        The best fixed action at \(point.name) differs between new markets: \
        \(shares.joined(separator: ", "))\(rest).
        """
    }
  }

  private var violations: [Sentence] {
    outcome.policies.indices.compactMap { policy in
      let count = outcome.total(policy: policy).violations
      guard count > 0 else { return nil }
      return """
        \(.count(count)) answers of \(name(policy)) were refused and replaced by the status quo.
        """
    }
  }
}
