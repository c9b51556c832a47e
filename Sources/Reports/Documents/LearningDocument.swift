import MetaLearning
package import Scenarios
package import Studies
import Support

/// How learning policies fared on markets of a family.
package struct LearningDocument {
  let outcome: LearningOutcome
  let units: LearningUnits

  package init(_ outcome: LearningOutcome) {
    self.outcome = outcome
    units = LearningUnits(outcome)
  }

  /// The document of a scenario without an experiment, from a run's input and its files' names.
  ///
  /// With the scenario its page tells what was assumed and what there is to learn.
  package func document(
    input: RunInput, files: [String], scenario: Scenario? = nil
  ) -> Document {
    Document(
      title: Sentence(outcome.title),
      facts: "\(size), money in \(outcome.currency.code), seed \(String(outcome.seed))",
      sections: sections + (scenario.map(ScenarioSection.init)?.sections ?? []) + [
        Document.Section(
          "files", "", for: .texts,
          [.files(folder: "\(input.folderName)/\(input.digest)/", names: files)])
      ],
      values: [
        "title": .text(outcome.title), "scenario": .text(input.scenario),
        "digest": .text(input.digest), "program": .text(input.program),
        "seed": .integer(Int64(clamping: outcome.seed)), "learning": values,
        "files": .array(files.sorted().map(JSON.text)),
      ])
  }

  /// What is said of the policies, also behind an experiment.
  package var sections: [Document.Section] { pageSections + [policies, curveTable, meaning] }

  func name(_ policy: Int) -> String { outcome.policies[policy].name }

  private var size: Sentence {
    let training = outcome.trainingMarkets.count
    let test = outcome.testMarkets.count
    let runs = outcome.replications
    let learned: Sentence =
      training == 0
      ? "no market to learn in before"
      : "\(.count(training)) \(training == 1 ? "market" : "markets") to learn in"
    return """
      \(learned), \(.count(test)) new \(test == 1 ? "one" : "ones") with up to \
      \(.count(outcome.customersPerMarket)) deciding customers, \
      \(.count(runs)) \(runs == 1 ? "replication" : "replications")\(quick)
      """
  }

  /// What a quick look gives up.
  private var quick: Sentence {
    guard let customers = outcome.quickTruth else { return "" }
    return """
       (a quick look: few replications, so wide errors, and what is best in a market is found from \
      \(.count(customers)) customers, so a context's best action may be missed)
      """
  }

  /// The policies by their regret, the least first.
  var order: [Int] {
    func regret(_ policy: Int) -> Double {
      outcome.estimate(.regretContext, policy: policy)?.mean ?? .infinity
    }
    return outcome.policies.indices.sorted { (regret($0), $0) < (regret($1), $1) }
  }

  private var policies: Document.Section {
    typealias Column = Table.Filled<Int>
    let outcome = outcome
    let units = units
    let currency = outcome.currency.code
    let totals = outcome.policies.indices.map { outcome.total(policy: $0) }
    func mean(_ measure: LearningMeasure) -> (Int) -> Double? {
      { outcome.estimate(measure, policy: $0)?.mean }
    }
    func share(_ heading: String, _ measure: LearningMeasure, decimals: Int = 1) -> Column {
      Column(heading) { .value(.share(mean(measure)($0), decimals: decimals)) }
    }
    var columns: [Column] = [
      .words("policy") { Sentence(outcome.policies[$0].name) },
      Column(units.rewardName) { .value(units.mean(outcome.estimate(.reward, policy: $0))) },
      Column("of best") { .value(.share(outcome.shareOfBest(policy: $0), decimals: 1)) },
      Column("regret") { .value(units.mean(outcome.estimate(.regretContext, policy: $0))) },
      Column("\(currency) lost") { .value(.sum(outcome.moneyLost(by: $0), units.bareSum)) },
    ]
    if outcome.reward != .conversion {
      columns.append(share("conversion", .conversion, decimals: 2))
    }
    if outcome.reward != .margin {
      columns.append(Column("margin") { .value(.level(mean(.margin)($0), units.money)) })
    }
    columns.append(share("explores", .exploration))
    if totals.contains(where: { $0.breaches > 0 }) {
      columns.append(share("held back", .breaches))
    }
    if totals.contains(where: { $0.violations > 0 }) {
      columns.append(Column("refused") { .value(.count(totals[$0].violations)) })
    }
    return Document.Section(
      "policies",
      "How policies fare in new markets (±: \(confidence) confidence over \(outcome.clusters))",
      [
        .table(Table(rows: order, columns)),
        .note(
          """
          Regret is what a customer would have brought beyond it with the best action for what is \
          known of that customer; of best is the share of that best which the policy reaches; \
          \(currency) lost is the margin that this costs in one market; explores is the share of \
          decisions that took another action than the one that looked best.
          """),
      ])
  }

  var confidence: StatedValue { .share(LearningOutcome.confidence, decimals: 0) }

  private var curveTable: Document.Section {
    let shown = outcome.roles.columns
    guard outcome.bins.count > 1, !shown.isEmpty else {
      return Document.Section("few-shot curves", "", [])
    }
    let curves = shown.map { outcome.curve(.regretContext, policy: $0) }
    var table = Table("customers", shown.map(name))
    for bin in outcome.bins.indices {
      let points = curves.map { curve in curve.first { $0.bin == bin }?.estimate }
      guard points.contains(where: { $0 != nil }) else { continue }
      table.add([outcome.label(ofBins: bin..<(bin + 1))] + points.map { .value(units.mean($0)) })
    }
    return Document.Section(
      "few-shot curves", "Regret per customer by the number of customers met in a new market",
      [.table(table)])
  }
}
