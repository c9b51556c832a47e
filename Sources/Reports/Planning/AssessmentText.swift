import Experiments
package import Studies
import Support

/// The operating characteristics of a test in plain words and tables under 100 columns.
package struct AssessmentText {
  private let scenario: ScenarioAssessment
  private var found: OperatingCharacteristics { scenario.assessment.characteristics }
  private var plan: AnalysisPlan { found.plan }

  /// Wraps an assessment.
  package init(_ scenario: ScenarioAssessment) {
    self.scenario = scenario
  }

  /// The whole text, each line ended.
  package var text: String {
    [
      heading, fixed, draws, estimates, methods, quantile, stops, decisions,
      advice,
    ].filter { !$0.isEmpty }
      .map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private var heading: [String] {
    let count = Figures.count(found.replications)
    let drawn: String
    switch scenario.draw {
    case .reassigned: drawn = "\(count) re-randomisations of the same potential outcomes"
    case .resampled:
      drawn =
        "\(count) samples of customers drawn anew, with replacement, from what these would do"
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

  private var draws: [String] {
    guard let other = scenario.reassigned else { return [] }
    var table = TextTable(
      "treatment: metric",
      ["coverage, customers drawn anew", "the same customers", "power", "the same customers"])
    for (anew, same) in zip(found.comparisons, other.comparisons) {
      table.add([
        "\(anew.treatmentName): \(anew.metricName)", share(anew.coverage), share(same.coverage),
        share(anew.power), share(same.power),
      ])
    }
    return ["Customers drawn anew beside the same customers assigned anew"] + table.lines
      + TextTable.paragraph(
        "With the same customers in every replicate an interval covers the effect on them more"
          + " often than it promises where the effect differs between customers; the promise is"
          + " for customers drawn anew.", lead: "  ", indent: 2)
  }

  private var methods: [String] {
    var table = TextTable("treatment: method", ["type-I error", "power", "coverage", "bias"])
    let unit = plan.metrics[plan.primary].unit
    for method in found.methods {
      table.add([
        "\(method.treatmentName): \(name(method.method))", share(method.typeIError),
        share(method.power), share(method.coverage), biased(method.bias, unit),
      ])
    }
    return ["\(plan.metrics[plan.primary].name): methods side by side"] + table.lines
      + TextTable.paragraph(about, lead: "  ", indent: 2)
  }

  private var quantile: [String] {
    guard let found = scenario.quantile else { return [] }
    let unit = plan.metrics[plan.primary].unit
    var table = TextTable(
      "treatment", ["true difference", "type-I error", "power", "coverage", "bias"])
    for result in found.results {
      table.add([
        result.treatmentName, Figures.difference(result.truth, unit), share(result.typeIError),
        share(result.power), share(result.coverage), biased(result.bias, unit),
      ])
    }
    return [
      "Quantile \(found.probability) of a customer's figure, \(Figures.count(found.replications))"
        + " samples"
    ] + table.lines
  }

  private var stops: [String] {
    var table = TextTable(
      "treatment: method", ["wrong sign", "exaggeration", "units at the end", "in A/A tests"])
    for method in found.methods {
      table.add([
        "\(method.treatmentName): \(name(method.method))", share(method.signError),
        times(method.exaggeration), share(method.stoppingTime), share(method.nullStoppingTime),
      ])
    }
    return ["Sign and size when significant; when the test ends, of the planned units"]
      + table.lines
  }

  /// The method's name; the fixed horizon goes by its test.
  private func name(_ method: AssessedMethod) -> String {
    guard method == .fixedHorizon else { return method.name }
    return plan.metrics[plan.primary].kind == .proportion ? "pooled z" : "Welch"
  }

  /// What the further methods are made of.
  private var about: String {
    var parts: [String] = []
    if found.methods.contains(where: { $0.method == .adjusted }) {
      parts.append(
        "CUPED adjusts by what past data of the customer's segment and channel would predict.")
    }
    if let cap = scenario.cap {
      let unit = plan.metrics[plan.primary].unit
      parts.append(
        "The capped mean caps at \(Figures.value(cap, unit)), the"
          + " \(Figures.percent(ScenarioAssessment.capQuantile, decimals: 0)) quantile; its bias and"
          + " coverage are against the effect that is not capped.")
    }
    parts.append(
      "Methods that look do so \(found.looks) times; the others end with the planned units.")
    return parts.joined(separator: " ")
  }

  private var decisions: [String] {
    guard !found.regrets.isEmpty else { return [] }
    var table = TextTable(
      "method", plan.arms.map { "chosen: \($0.name)" } + ["regret per 1,000 customers"])
    for regret in found.regrets {
      table.add(
        [name(regret.method)] + regret.chosen.map { share($0) } + [
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
    for comparison in found.comparisons {
      let name = "\(comparison.treatmentName), \(comparison.metricName)"
      let promised = Figures.percent(1 - plan.alpha, decimals: 1)
      let reason = "too few or too skewed units for a normal interval."
      if isOff(comparison.nullCoverage, from: 1 - plan.alpha) {
        notes.append(
          "\(name): A/A intervals cover \(share(comparison.nullCoverage)) instead of \(promised):"
            + " \(reason)")
      } else if scenario.draw != .reassigned, isOff(comparison.coverage, from: 1 - plan.alpha) {
        notes.append(
          "\(name): intervals cover the effect \(share(comparison.coverage)) instead of"
            + " \(promised): \(reason)")
      }
      if isOff(comparison.typeIError, from: plan.alpha) {
        notes.append(
          "\(name): the test rejects \(share(comparison.typeIError)) of A/A tests instead of"
            + " \(Figures.percent(plan.alpha, decimals: 1)): \(reason)")
      }
    }
    for method in found.methods
    where method.method.promisesErrorRate && exceeds(method.typeIError, plan.alpha) {
      notes.append(
        "\(method.treatmentName), \(name(method.method)): rejects \(share(method.typeIError)) of A/A"
          + " tests, more than it promises.")
    }
    if let peeking = found.methods.first(where: { $0.method == .peeking }),
      exceeds(peeking.typeIError, plan.alpha)
    {
      notes.append(
        "Peeking rejects \(share(peeking.typeIError)) of A/A tests: do not stop at the first"
          + " p < \(plan.alpha); use a group sequential or an always-valid method.")
    }
    for result in scenario.quantile?.results ?? []
    where isOff(result.coverage, from: 1 - plan.alpha) || exceeds(result.typeIError, plan.alpha) {
      notes.append(
        "\(result.treatmentName), quantile \(scenario.quantile?.probability ?? 0): the interval"
          + " covers \(share(result.coverage)) and the test rejects \(share(result.typeIError)) of"
          + " A/A tests: too few distinct figures near the quantile.")
    }
    if scenario.draw == .reassigned {
      notes.append(
        "The same customers are in every replicate, so intervals cover their true effect more often"
          + " than they promise where the effect differs between customers; the default,"
          + " --draw resampled, draws customers anew.")
    }
    return notes.isEmpty
      ? []
      : ["Notes"] + notes.flatMap { TextTable.paragraph($0, lead: "  -", indent: 4) }
  }

  private func isOff(_ figure: MonteCarloEstimate, from level: Double) -> Bool {
    guard let value = figure.value, figure.replicates > 0 else { return false }
    let error = (level * (1 - level) / Double(figure.replicates)).squareRoot()
    return abs(value - level) > max(0.005, 3.3 * error)
  }

  private func exceeds(_ figure: MonteCarloEstimate, _ level: Double) -> Bool {
    guard let value = figure.value, figure.replicates > 0 else { return false }
    return value > level + 3.3 * (level * (1 - level) / Double(figure.replicates)).squareRoot()
  }

  private func share(_ figure: MonteCarloEstimate) -> String {
    guard let value = figure.value else { return Figures.missing }
    let error = figure.standardError.map { " ±\(Figures.fixed($0 * 100, decimals: 1))" } ?? ""
    return "\(Figures.fixed(value * 100, decimals: 1))\(error) %"
  }

  private func times(_ figure: MonteCarloEstimate) -> String {
    guard let value = figure.value else { return Figures.missing }
    let error = figure.standardError.map { " ±\(Figures.fixed($0, decimals: 2))" } ?? ""
    return "\(Figures.fixed(value, decimals: 2))\(error) ×"
  }

  private func biased(_ figure: MonteCarloEstimate, _ unit: DisplayUnit) -> String {
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
