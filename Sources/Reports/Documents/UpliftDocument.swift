import Experiments
import Scenarios
package import Studies
import Support

extension Document {
  /// Who answers a treatment most, and what choosing them brings.
  package init(_ result: UpliftResult) { self = UpliftDocument(result: result).document }
}

struct UpliftDocument {
  /// Shares of customers shown; the CSV file and the values for programs have them all.
  private static let shown = [0.1, 0.2, 0.3, 0.5, 0.75, 1]

  let result: UpliftResult

  private var unit: DisplayUnit { result.metric.unit }

  var document: Document {
    Document(
      title: .title("Who answers most?", of: result.experiment.title),
      facts: """
        Effects on \(result.metric.name) of single customers, predicted from \
        \(.list(result.covariates)) by the cross-fitted doubly robust learner on the split, and \
        scored against each customer's true effect.
        """,
      sections: result.treatments.flatMap { [prediction($0), segments($0), gains($0)] },
      values: values)
  }

  private func prediction(_ treatment: UpliftResult.Treatment) -> Document.Section {
    var blocks: [Block] = []
    if let average = treatment.averageEffect {
      blocks.append(
        .note(
          """
          average effect \(.effect(average.effect, unit, margin: average.standardError)) \
          (standard error), true \(.effect(treatment.trueAverage, unit))
          """))
    }
    blocks.append(
      .note(
        """
        correlation of predicted with true effects \(.fixed(treatment.correlation, decimals: 3)), \
        ranks \(.fixed(treatment.score.rankCorrelation, decimals: 3)); with the true mean effects \
        of segment and channel \(.fixed(treatment.groupCorrelation, decimals: 3)); root mean \
        squared error \(.spread(treatment.score.rootMeanSquaredError, unit))
        """))
    blocks.append(
      .note(
        """
        Qini coefficient \(.spread(treatment.observedCurve.coefficient, unit)) by the split, \
        \(.spread(treatment.trueCurve.coefficient, unit)) in truth, \
        \(.share(treatment.score.shareOfBestGain, decimals: 1)) of that of the true effects
        """))
    return Document.Section(
      "prediction_\(treatment.arm)",
      """
      \(treatment.name) against \(result.experiment.control.name): \
      \(.count(treatment.customers)) customers of the split
      """, blocks)
  }

  private func segments(_ treatment: UpliftResult.Treatment) -> Document.Section {
    let table = Table(
      "segment", of: treatment.segments, name: { Sentence($0.estimate.name) },
      columns: [
        ("customers", { .count($0.estimate.count) }),
        (
          "estimate",
          { .effect($0.estimate.effect, unit, margin: $0.estimate.variance.squareRoot()) }
        ),
        (
          "shrunken",
          { .effect($0.shrunken.mean, unit, margin: $0.shrunken.standardDeviation) }
        ),
        ("true effect", { .effect($0.truth, unit) }),
      ])
    let test = treatment.interaction.map { test -> Block in
      .note(
        """
        Do segments differ? Cochran's Q = \(.fixed(test.value, decimals: 2)), \
        \(.probability(test.pValue))
        """)
    }
    return Document.Section(
      "segments_\(treatment.arm)", "\(treatment.name) by segment (± standard error)",
      treatment.segments.isEmpty ? [] : [.table(table)] + (test.map { [$0] } ?? []))
  }

  private func gains(_ treatment: UpliftResult.Treatment) -> Document.Section {
    let currency = result.experiment.money.currency
    func money(_ gain: Double) -> StatedValue { .fixed(gain * 1000, decimals: currency.decimals) }
    let table = Table(
      "treated", of: treatment.points.filter { Self.shown.contains($0.share) },
      name: { .value(.share($0.share, decimals: 0)) },
      columns: [
        ("by the estimate", { money($0.money.byEstimate) }),
        ("by true groups", { money($0.money.byTrueGroups) }),
        ("by the truth", { money($0.money.byTruth) }),
        ("at random", { money($0.money.atRandom) }),
      ])
    return Document.Section(
      "gains_\(treatment.arm)",
      """
      \(treatment.name) for the customers it moves most: margin gained, \(currency.code) per 1,000 \
      customers
      """,
      [
        .table(table),
        .note(
          """
          By the truth is beyond any model: a customer's own effect holds the chance of the visit. \
          By true groups is what segment and channel could tell at best.
          """),
      ])
  }

  // MARK: - For programs

  private var values: JSON.Members {
    [
      "title": .text(result.experiment.title), "metric": .text(result.metric.name),
      "covariates": .array(result.covariates.map(JSON.text)),
      "treatments": .array(result.treatments.map(json)),
    ]
  }

  private func json(_ treatment: UpliftResult.Treatment) -> JSON {
    .object([
      "name": .text(treatment.name), "customers": .integer(Int64(treatment.customers)),
      "average_effect": .optional(treatment.averageEffect?.effect),
      "average_effect_se": .optional(treatment.averageEffect?.standardError),
      "true_average_effect": .optional(treatment.trueAverage?.difference),
      "true_average_effect_se": .optional(treatment.trueAverage?.standardError),
      "slopes": .array(treatment.slopes.map(JSON.number)),
      "correlation": .optional(treatment.correlation),
      "rank_correlation": .optional(treatment.score.rankCorrelation),
      "group_correlation": .optional(treatment.groupCorrelation),
      "rmse": .number(treatment.score.rootMeanSquaredError),
      "qini_observed": .number(treatment.observedCurve.coefficient),
      "qini_true": .number(treatment.trueCurve.coefficient),
      "share_of_best": .optional(treatment.score.shareOfBestGain),
      "cochran_q": .optional(treatment.interaction?.value),
      "cochran_p": .optional(treatment.interaction?.pValue),
      "segments": .array(treatment.segments.map(json)),
      "gains": .array(
        treatment.points.map { point in
          .object([
            "share": .number(point.share), "estimate": .number(point.money.byEstimate),
            "groups": .number(point.money.byTrueGroups), "truth": .number(point.money.byTruth),
            "random": .number(point.money.atRandom),
          ])
        }),
    ])
  }

  private func json(_ segment: UpliftResult.Segment) -> JSON {
    .object([
      "name": .text(segment.estimate.name), "effect": .number(segment.estimate.effect),
      "se": .number(segment.estimate.variance.squareRoot()),
      "shrunken": .number(segment.shrunken.mean),
      "true_effect": .optional(segment.truth?.difference),
      "true_effect_se": .optional(segment.truth?.standardError),
    ])
  }
}
