import Experiments
import MetaLearning
import Scenarios
import Studies
import Support

/// What the evaluation means, in sentences for somebody who has to decide.
struct LearningSentences {
  private let report: LearningReport
  private var outcome: LearningOutcome { report.outcome }
  private var units: LearningUnits { report.units }

  init(_ report: LearningReport) {
    self.report = report
  }

  /// The section; empty where nothing can be said.
  var lines: [String] {
    let sentences = all
    guard !sentences.isEmpty else { return [] }
    return ["What it means (brackets: 95 % confidence, in pairs, each taken by itself)"]
      + sentences.flatMap { TextTable.paragraph($0, lead: "  -", indent: 4) }
  }

  /// The sentences, without indents.
  var all: [String] {
    var sentences: [String] = []
    if let findings = LearningFindings(report) {
      sentences += [saved(findings), money(findings), gains(findings), better(findings)]
        .compactMap { $0 }
      sentences += losses(findings)
    }
    return sentences + bestActions + violations
  }

  private func name(_ policy: Int) -> String { outcome.policies[policy].name }

  private func customers(_ count: Int) -> String {
    "\(Figures.count(count)) \(count == 1 ? "customer" : "customers")"
  }

  // MARK: - Customers and money saved

  private func saved(_ findings: LearningFindings) -> String? {
    guard let saved = findings.saved, let agnostic = report.roles.agnostic else { return nil }
    let core = name(findings.core)
    let other = name(agnostic)
    let level = "a regret of \(Figures.value(saved.level, units.reward)) per customer"
    guard let needs = saved.policyNeeds, let fewer = saved.saved else {
      return "\(core) never gets as good as \(other) is in the end (\(level), after"
        + " \(customers(saved.otherNeeds)) of a new market)."
    }
    let start =
      needs == 0
      ? "From the first customer of a new market" : "After \(customers(needs)) of a new market"
    let reached = "\(start) \(core) is as good as \(other) ever gets (\(level)); \(other) needs"
    switch fewer {
    case 0: return "\(reached) as many: \(core) saves none."
    case 1...:
      return "\(reached) \(customers(saved.otherNeeds)): \(core) saves \(customers(fewer))."
    default:
      return "\(reached) \(customers(saved.otherNeeds)): \(core) costs \(customers(-fewer)) more."
    }
  }

  private func money(_ findings: LearningFindings) -> String? {
    guard let own = findings.moneyLost(by: findings.core) else { return nil }
    let start =
      "Not knowing the market costs \(units.amount(own)) of margin in each new one with"
      + " \(name(findings.core))"
    guard let agnostic = report.roles.agnostic,
      let other = findings.moneyLost(by: agnostic),
      let difference = findings.moneyLost(beyond: agnostic)
    else { return start + "." }
    let less = difference.mean <= 0
    let gap = units.amount(less ? difference.negated : difference)
    return "\(start), \(units.amount(other)) with \(name(agnostic)): \(gap)"
      + " \(less ? "less" : "more")\(isClear(difference) ? "" : ", which may be chance")."
  }

  private func gains(_ findings: LearningFindings) -> String? {
    let parts = [report.roles.agnostic, report.roles.pooled].compactMap { other -> String? in
      guard let other, other != findings.core, let gain = findings.gain(over: other) else {
        return nil
      }
      let chance = isClear(gain) ? "" : " (may be chance)"
      return units.difference(gain, than: name(other)) + chance
    }
    guard !parts.isEmpty else { return nil }
    return "Over all customers of a new market \(name(findings.core)) brings, per customer,"
      + " \(parts.joined(separator: " and ")); each in the same markets with the same customers."
  }

  private func better(_ findings: LearningFindings) -> String? {
    guard let (other, ratio) = findings.besideTheBetter, ratio.isFinite else { return nil }
    let worse = name(
      other == report.roles.agnostic
        ? report.roles.pooled ?? other : report.roles.agnostic ?? other)
    let change = Figures.percent(abs(ratio - 1), decimals: 0)
    let side = ratio > 1 ? "\(change) above" : "\(change) below"
    return "Of \(name(other)) and \(worse), \(name(other)) suits this family better; the regret of"
      + " \(name(findings.core)) lies \(side) that of \(name(other))."
  }

  // MARK: - Where it loses

  private func losses(_ findings: LearningFindings) -> [String] {
    let losses = findings.losses
    guard !losses.isEmpty else {
      guard report.outcome.policies.count > 1, hasIntervals else { return [] }
      return [
        "Among no group of customers does another policy beat \(name(findings.core)) beyond doubt."
      ]
    }
    return losses.map { loss in
      "\(name(findings.core)) loses to \(name(loss.winner)) among customers"
        + " \(report.label(ofBins: loss.bins)) of a new market by"
        + " \(units.size(loss.difference.negated)) per customer."
    }
  }

  private var hasIntervals: Bool {
    outcome.replications > 1 || outcome.testMarkets.count > 1
  }

  private func isClear(_ estimate: LearningEstimate) -> Bool {
    guard let interval = estimate.interval else { return false }
    return !interval.contains(0)
  }

  // MARK: - The markets themselves

  private var bestActions: [String] {
    outcome.bestActions.map { best in
      let point = outcome.points[best.point]
      let shares = best.shares.prefix(4)
        .map { "\(point.actions[$0.action]) in \(Figures.percent($0.share, decimals: 0))" }
      let rest = best.shares.count > 4 ? ", others in the rest" : ""
      if best.shares.count == 1, let only = best.shares.first {
        return "The best fixed action at \(point.name) is \(point.actions[only.action]) in every"
          + " new market."
      }
      return "The best fixed action at \(point.name) differs between new markets:"
        + " \(shares.joined(separator: ", "))\(rest)."
    }
  }

  private var violations: [String] {
    outcome.policies.indices.compactMap { policy in
      let count = outcome.total(policy: policy).violations
      guard count > 0 else { return nil }
      return "\(Figures.count(Int(count))) answers of \(name(policy)) were refused and replaced by"
        + " the status quo."
    }
  }
}
