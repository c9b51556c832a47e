import Experiments
package import Studies
import Support

/// Who answers a treatment most, in plain words and tables under 100 columns.
package struct UpliftText {
  private let found: ScenarioUplift
  private var metric: PlannedMetric { found.planned.plan.metrics[found.metric] }

  /// Shares of customers shown; the CSV file has them all.
  private static let shown = [0.1, 0.2, 0.3, 0.5, 0.75, 1]

  /// Wraps what was found.
  package init(_ uplift: ScenarioUplift) {
    found = uplift
  }

  /// The whole text, each line ended.
  package var text: String {
    ([heading] + found.results.flatMap { [about($0), segments($0), gains($0)] })
      .filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private var heading: [String] {
    ["Who answers most?  \(found.title)"]
      + TextTable.paragraph(
        "Effects on \(metric.name) of single customers, predicted from"
          + " \(found.covariates.joined(separator: ", ")) by the cross-fitted doubly robust learner"
          + " on the split, and scored against each customer's true effect.", lead: "  ", indent: 2)
  }

  private func about(_ result: UpliftResult) -> [String] {
    var lines = [
      "\(result.name) against \(found.planned.plan.arms[found.planned.plan.control].name):"
        + " \(Figures.count(result.customers)) customers of the split"
    ]
    func number(_ value: Double?) -> String {
      value.map { Figures.fixed($0, decimals: 3) } ?? Figures.missing
    }
    if let average = result.averageEffect {
      lines.append(
        "  average effect \(difference(average.effect)) ±\(plain(average.standardError)) (standard"
          + " error), true \(difference(result.trueAverage))")
    }
    lines += TextTable.paragraph(
      "correlation of predicted with true effects \(number(result.correlation)), ranks"
        + " \(number(result.score.rankCorrelation)); with the true mean effects of segment and"
        + " channel \(number(result.groupCorrelation)); root mean squared error"
        + " \(plain(result.score.rootMeanSquaredError))", lead: "  ", indent: 2)
    lines += TextTable.paragraph(
      "Qini coefficient \(plain(result.observedCurve.coefficient)) by the split,"
        + " \(plain(result.trueCurve.coefficient)) in truth,"
        + " \(share(result.score.shareOfBestGain)) of that of the true effects",
      lead: "  ", indent: 2)
    return lines
  }

  private func segments(_ result: UpliftResult) -> [String] {
    guard !result.segments.isEmpty else { return [] }
    var table = TextTable(
      "segment", ["customers", "estimate", "shrunken", "true effect"])
    for segment in result.segments {
      table.add([
        segment.estimate.name, Figures.count(segment.estimate.count),
        "\(difference(segment.estimate.effect)) ±\(plain(segment.estimate.variance.squareRoot()))",
        "\(difference(segment.shrunken.mean)) ±\(plain(segment.shrunken.standardDeviation))",
        difference(segment.truth),
      ])
    }
    let test = result.interaction.map {
      "  Do segments differ? Cochran's Q = \(Figures.fixed($0.value, decimals: 2)),"
        + " \(probability($0.pValue))"
    }
    return ["\(result.name) by segment (± standard error)"] + table.lines
      + (test.map { [$0] } ?? [])
  }

  private func gains(_ result: UpliftResult) -> [String] {
    let currency = found.planned.currency
    var table = TextTable(
      "treated", ["by the estimate", "by true groups", "by the truth", "at random"])
    for point in result.points where Self.shown.contains(point.share) {
      func money(_ value: Double) -> String {
        Figures.fixed(value * 1000, decimals: found.planned.currencyDecimals)
      }
      table.add([
        Figures.percent(point.share, decimals: 0), money(point.money.byEstimate),
        money(point.money.byTrueGroups), money(point.money.byTruth), money(point.money.atRandom),
      ])
    }
    return [
      "\(result.name) for the customers it moves most: margin gained, \(currency) per 1,000 customers"
    ] + table.lines
      + TextTable.paragraph(
        "By the truth is beyond any model: a customer's own effect holds the chance of the visit."
          + " By true groups is what segment and channel could tell at best.",
        lead: "  ", indent: 2)
  }

  private func probability(_ p: Double) -> String {
    let text = Figures.pValue(p)
    return text.hasPrefix("<") ? "p \(text)" : "p = \(text)"
  }

  private func difference(_ value: Double) -> String { Figures.difference(value, metric.unit) }

  private func share(_ value: Double?) -> String {
    value.map { Figures.percent($0, decimals: 1) } ?? Figures.missing
  }

  /// Effects are small beside their metrics: more digits than values have.
  private func plain(_ value: Double) -> String {
    switch metric.unit {
    case .percent: return Figures.fixed(value * 100, decimals: 3)
    case .money(_, let decimals): return Figures.fixed(value, decimals: decimals + 1)
    case .number, .named: return Figures.fixed(value, decimals: 5)
    }
  }

  /// The same content as a JSON document.
  package var json: String {
    JSON.object([
      "title": .text(found.title), "metric": .text(metric.name),
      "covariates": .array(found.covariates.map(JSON.text)),
      "treatments": .array(found.results.map(document)),
    ]).rendered
  }

  private func document(_ result: UpliftResult) -> JSON {
    .object([
      "name": .text(result.name), "customers": .integer(Int64(result.customers)),
      "average_effect": .optional(result.averageEffect?.effect),
      "average_effect_se": .optional(result.averageEffect?.standardError),
      "true_average_effect": .number(result.trueAverage),
      "slopes": .array(result.slopes.map(JSON.number)),
      "correlation": .optional(result.correlation),
      "rank_correlation": .optional(result.score.rankCorrelation),
      "group_correlation": .optional(result.groupCorrelation),
      "rmse": .number(result.score.rootMeanSquaredError),
      "qini_observed": .number(result.observedCurve.coefficient),
      "qini_true": .number(result.trueCurve.coefficient),
      "share_of_best": .optional(result.score.shareOfBestGain),
      "cochran_q": .optional(result.interaction?.value),
      "cochran_p": .optional(result.interaction?.pValue),
      "segments": .array(
        result.segments.map { segment in
          .object([
            "name": .text(segment.estimate.name), "effect": .number(segment.estimate.effect),
            "se": .number(segment.estimate.variance.squareRoot()),
            "shrunken": .number(segment.shrunken.mean), "true_effect": .number(segment.truth),
          ])
        }),
      "gains": .array(
        result.points.map { point in
          .object([
            "share": .number(point.share), "estimate": .number(point.money.byEstimate),
            "groups": .number(point.money.byTrueGroups), "truth": .number(point.money.byTruth),
            "random": .number(point.money.atRandom),
          ])
        }),
    ])
  }
}
