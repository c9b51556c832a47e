import Experiments

/// The operating characteristics of a test in plain words and tables under 100 columns.
public struct AssessmentText {
  private let scenario: ScenarioAssessment
  private var found: OperatingCharacteristics { scenario.assessment.characteristics }
  private var plan: AnalysisPlan { found.plan }

  /// Wraps an assessment.
  public init(_ scenario: ScenarioAssessment) {
    self.scenario = scenario
  }

  /// The whole text, each line ended.
  public var text: String {
    [heading, fixed, estimates, methods, decisions, advice].filter { !$0.isEmpty }
      .map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private var heading: [String] {
    let count = Figures.count(found.replications)
    let drawn: String
    switch scenario.draw {
    case .reassigned: drawn = "\(count) re-randomisations of the same potential outcomes"
    case .resampled: drawn = "\(count) samples of customers drawn anew from the same outcomes"
    case nil:
      drawn =
        "\(count) fresh replications, as customers share"
        + " \(scenario.sharedResources.joined(separator: ", "))"
    }
    return ["How good is this test?  \(scenario.title)"]
      + TextTable.paragraph(
        "\(Figures.count(found.units)) customers, \(drawn); \(found.looks) looks where a method"
          + " looks; error rate \(Figures.percent(plan.alpha, decimals: 1)), two-sided. ± is one"
          + " Monte-Carlo standard error. Type-I errors are of A/A tests: every outcome is the"
          + " control's.", lead: "  ", indent: 2)
  }

  private var fixed: [String] {
    var table = TextTable(
      "treatment: metric",
      ["true effect", "true lift", "power", "type-I error", "coverage", "A/A coverage"])
    for comparison in found.comparisons {
      let unit = plan.metrics[comparison.metric].unit
      table.add([
        "\(comparison.treatmentName): \(comparison.metricName)",
        Figures.difference(comparison.truth, unit),
        comparison.lift.map { "\(Figures.change($0)) %" } ?? Figures.missing,
        share(comparison.power), share(comparison.typeIError), share(comparison.coverage),
        share(comparison.nullCoverage),
      ])
    }
    return ["One look at the planned end"] + table.lines + [
      "  Any rejection in an A/A family (\(plan.correction.name)): \(share(found.familyError))"
    ]
  }

  private var estimates: [String] {
    var table = TextTable(
      "treatment: metric",
      ["bias", "reported over real error", "wrong sign", "exaggeration", "no test"])
    for comparison in found.comparisons {
      table.add([
        "\(comparison.treatmentName): \(comparison.metricName)",
        biased(comparison.bias, plan.metrics[comparison.metric].unit),
        comparison.errorRatio.map { Figures.fixed($0, decimals: 3) } ?? Figures.missing,
        share(comparison.signError), times(comparison.exaggeration),
        Figures.count(comparison.undefined),
      ])
    }
    return ["Estimates; sign and size among significant ones"] + table.lines
  }

  private var methods: [String] {
    var table = TextTable(
      "treatment: method",
      ["type-I error", "power", "coverage", "bias", "exaggeration", "units at the end"])
    let unit = plan.metrics[plan.primary].unit
    for method in found.methods {
      table.add([
        "\(method.treatmentName): \(method.method.name)", share(method.typeIError),
        share(method.power), share(method.coverage), biased(method.bias, unit),
        times(method.exaggeration),
        method.stoppingTime.value.map { Figures.percent($0, decimals: 0) } ?? Figures.missing,
      ])
    }
    return ["\(plan.metrics[plan.primary].name): methods side by side"] + table.lines
  }

  private var decisions: [String] {
    guard !found.regrets.isEmpty else { return [] }
    var table = TextTable(
      "method", plan.arms.map { "chosen: \($0.name)" } + ["regret per 1,000 customers"])
    for regret in found.regrets {
      table.add(
        [regret.method.name] + regret.chosen.map { share($0) } + [
          money(regret.money.value.map { $0 * 1000 }, regret.money.standardError.map { $0 * 1000 })
        ])
    }
    let margins = zip(plan.arms, found.moneyPerUnit).map { arm, money in
      "\(arm.name) \(Figures.fixed(money, decimals: scenario.planned.currencyDecimals + 2))"
    }
    return [
      "Decisions by \(plan.metrics[plan.primary].name), regret in \(scenario.planned.currency)"
    ]
      + table.lines
      + TextTable.paragraph(
        "True margin per customer: \(margins.joined(separator: ", ")). The arm with the greatest"
          + " significant gain is chosen, else the control; guardrails are left aside.",
        lead: "  ", indent: 2)
  }

  private var advice: [String] {
    var notes: [String] = []
    for comparison in found.comparisons where isOff(comparison.nullCoverage, from: 1 - plan.alpha) {
      notes.append(
        "\(comparison.treatmentName), \(comparison.metricName): A/A intervals cover"
          + " \(share(comparison.nullCoverage)) instead of"
          + " \(Figures.percent(1 - plan.alpha, decimals: 1)): too few or too skewed units for a"
          + " normal interval.")
    }
    for method in found.methods
    where method.method.promisesErrorRate && exceeds(method.typeIError, plan.alpha) {
      notes.append(
        "\(method.treatmentName), \(method.method.name): rejects \(share(method.typeIError)) of A/A"
          + " tests, more than it promises.")
    }
    if let peeking = found.methods.first(where: { $0.method == .peeking }),
      exceeds(peeking.typeIError, plan.alpha)
    {
      notes.append(
        "Peeking rejects \(share(peeking.typeIError)) of A/A tests: do not stop at the first"
          + " p < \(plan.alpha); use a group sequential or an always-valid method.")
    }
    if scenario.draw == .reassigned {
      notes.append(
        "The same customers are in every replicate, so intervals cover their true effect more often"
          + " than they promise where the effect differs between customers; --draw resampled draws"
          + " customers anew.")
    }
    return notes.isEmpty
      ? []
      : ["Notes"] + notes.flatMap { TextTable.paragraph($0, lead: "  -", indent: 4) }
  }

  private func isOff(_ figure: MonteCarloFigure, from level: Double) -> Bool {
    guard let value = figure.value, figure.replicates > 0 else { return false }
    let error = (level * (1 - level) / Double(figure.replicates)).squareRoot()
    return abs(value - level) > max(0.005, 3.3 * error)
  }

  private func exceeds(_ figure: MonteCarloFigure, _ level: Double) -> Bool {
    guard let value = figure.value, figure.replicates > 0 else { return false }
    return value > level + 3.3 * (level * (1 - level) / Double(figure.replicates)).squareRoot()
  }

  private func share(_ figure: MonteCarloFigure) -> String {
    guard let value = figure.value else { return Figures.missing }
    let error = figure.standardError.map { " ±\(Figures.fixed($0 * 100, decimals: 1))" } ?? ""
    return "\(Figures.fixed(value * 100, decimals: 1))\(error) %"
  }

  private func times(_ figure: MonteCarloFigure) -> String {
    guard let value = figure.value else { return Figures.missing }
    return "\(Figures.fixed(value, decimals: 2))×"
  }

  private func biased(_ figure: MonteCarloFigure, _ unit: DisplayUnit) -> String {
    guard let value = figure.value else { return Figures.missing }
    let text = Figures.difference(value, unit)
    guard let error = figure.standardError else { return text }
    if case .percent = unit { return "\(text) ±\(Figures.fixed(error * 100, decimals: 3))" }
    return "\(text) ±\(Figures.value(error, unit))"
  }

  private func money(_ value: Double?, _ error: Double?) -> String {
    guard let value else { return Figures.missing }
    let decimals = scenario.planned.currencyDecimals
    let spread = error.map { " ±\(Figures.fixed($0, decimals: decimals))" } ?? ""
    return Figures.fixed(value, decimals: decimals) + spread
  }
}
