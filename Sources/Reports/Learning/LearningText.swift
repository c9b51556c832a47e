import MetaLearning
import Scenarios
import Studies

/// How learning policies fared, in tables and sentences under 100 columns.
struct LearningText {
  private let report: LearningReport
  private var outcome: LearningOutcome { report.outcome }
  private var units: LearningUnits { report.units }

  init(_ report: LearningReport) {
    self.report = report
  }

  /// Title and size of the evaluation, for a summary without an experiment.
  var heading: [String] {
    TextTable.wrap(report.title, width: TextTable.width)
      + TextTable.wrap(
        "\(size), money in \(units.currency), seed \(report.input.seed)", width: TextTable.width)
  }

  /// The sections.
  var sections: [[String]] { [policies, curves, LearningSentences(report).lines] }

  private var size: String {
    let training = outcome.trainingMarkets.count
    let test = outcome.testMarkets.count
    let learned =
      training == 0
      ? "no market to learn in before"
      : "\(Figures.count(training)) \(training == 1 ? "market" : "markets") to learn in"
    return "\(learned), \(Figures.count(test)) new \(test == 1 ? "one" : "ones") with up to"
      + " \(Figures.count(report.customersPerMarket)) deciding customers,"
      + " \(Figures.count(outcome.replications))"
      + " \(outcome.replications == 1 ? "replication" : "replications")"
  }

  // MARK: - The policies

  /// A name as short as a table's column can take.
  private func name(of policy: Int) -> String {
    TextTable.shortened(outcome.policies[policy].name, to: 16)
  }

  /// Policies by their regret, the least first.
  private var order: [Int] {
    func regret(_ policy: Int) -> Double {
      outcome.estimate(.regretContext, policy: policy)?.mean ?? .infinity
    }
    return outcome.policies.indices.sorted { (regret($0), $0) < (regret($1), $1) }
  }

  private var policies: [String] {
    let showsConversion = outcome.reward != .conversion
    let showsMargin = outcome.reward != .margin
    let totals = outcome.policies.indices.map { outcome.total(policy: $0) }
    let showsBreaches = totals.contains { $0.breaches > 0 }
    let showsViolations = totals.contains { $0.violations > 0 }
    var headings = [
      units.rewardName, "of best", "regret", "\(units.currency) lost",
    ]
    if showsConversion { headings.append("conversion") }
    if showsMargin { headings.append("margin") }
    headings.append("explores")
    if showsBreaches { headings.append("held back") }
    if showsViolations { headings.append("refused") }
    var table = TextTable("policy", headings)
    for policy in order {
      func share(_ measure: LearningMeasure, decimals: Int = 1) -> String {
        outcome.estimate(measure, policy: policy).map {
          Figures.percent($0.mean, decimals: decimals)
        } ?? Figures.missing
      }
      var row = [
        name(of: policy),
        units.value(outcome.estimate(.reward, policy: policy, confidence: report.confidence)),
        outcome.shareOfBest(policy: policy).map { Figures.percent($0, decimals: 1) }
          ?? Figures.missing,
        units.value(
          outcome.estimate(.regretContext, policy: policy, confidence: report.confidence)),
        outcome.moneyLost(by: policy).map(units.amount) ?? Figures.missing,
      ]
      if showsConversion { row.append(share(.conversion, decimals: 2)) }
      if showsMargin {
        row.append(Figures.value(outcome.estimate(.margin, policy: policy)?.mean, units.money))
      }
      row.append(share(.exploration))
      if showsBreaches { row.append(share(.breaches)) }
      if showsViolations { row.append(Figures.count(Int(totals[policy].violations))) }
      table.add(row)
    }
    return [
      "How policies fare in new markets (±: 95 % confidence over \(report.clusters))"
    ] + table.lines
      + TextTable.paragraph(
        "Regret is what a customer would have brought beyond it with the best action for what is"
          + " known of that customer; of best is the share of that best which the policy reaches;"
          + " \(units.currency) lost is the margin that this costs in one market; explores is the"
          + " share of decisions that took another action than the one that looked best.",
        lead: "", indent: 2)
  }

  // MARK: - The curves

  private var curves: [String] {
    let shown = report.roles.curves
    guard outcome.bins.count > 1, !shown.isEmpty else { return [] }
    let curves = shown.map { outcome.curve(.regretContext, policy: $0) }
    var table = TextTable("customers", shown.map(name))
    for bin in outcome.bins.indices {
      let points = curves.map { curve in curve.first { $0.bin == bin }?.estimate }
      guard points.contains(where: { $0 != nil }) else { continue }
      table.add([report.label(ofBins: bin..<(bin + 1))] + points.map(units.value))
    }
    return ["Regret per customer by the number of customers met in a new market"] + table.lines
  }
}
