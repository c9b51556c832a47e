import Experiments
import Studies
import Support

/// What is compared beside the tests, for programs: money, treatments among themselves, segments'
/// truths, and the effect by day.
struct ComparedValues {
  private let result: ExperimentResult

  init(_ result: ExperimentResult) { self.result = result }

  var content: JSON.Members {
    var content: JSON.Members = [
      "pairs": .array(ArmPairs(result).pairs.map(pair)),
      "effect_by_day": .array(EffectByDay.all(result).map(days)),
    ]
    if let money = MonthlyMoney(result) { content["money_per_month"] = value(money) }
    if !result.data.segments.isEmpty { content["segments"] = .array(segments) }
    return content
  }

  private func value(_ money: MonthlyMoney) -> JSON {
    .object([
      "metric": .text(result.metrics[money.metric].name), "customers": .number(money.customers),
      "currency": .text(money.currency), "control": .optional(money.control),
      "treatments": .array(
        money.differences.map { difference in
          .object([
            "arm": .text(result.armNames[difference.arm]),
            "estimate": .optional(difference.estimate),
            "lower": .optional(difference.interval?.lower),
            "upper": .optional(difference.interval?.upper),
            "true_effect": .optional(difference.truth),
            "true_se": .optional(difference.truthError),
          ])
        }),
    ])
  }

  private func pair(_ pair: ArmPairs.Pair) -> JSON {
    .object([
      "arm": .text(result.armNames[pair.first]), "against": .text(result.armNames[pair.second]),
      "metric": .text(result.metrics[pair.metric].name),
      "estimate": .optional(pair.test?.difference), "se": .optional(pair.test?.standardError),
      "lower": .optional(pair.test?.interval.lower), "upper": .optional(pair.test?.interval.upper),
      "p": .optional(pair.test?.pValue), "true_effect": .optional(pair.truth?.difference),
      "true_se": .optional(pair.truth?.standardError),
    ])
  }

  private func days(_ effect: EffectByDay) -> JSON {
    .object([
      "treatment": .text(result.armNames[effect.arm]),
      "days": .array(
        effect.days.map { day in
          .object([
            "day": .integer(Int64(day.day)), "customers": .integer(day.customers),
            "difference": .optional(day.difference), "so_far": .optional(day.soFar),
            "se": .optional(day.standardError), "lower": .optional(day.interval?.lower),
            "upper": .optional(day.interval?.upper),
          ])
        }),
    ])
  }

  /// What is true by segment, arm and metric.
  private var segments: [JSON] {
    zip(result.data.segments, result.segmentTruths).flatMap { segment, truth in
      result.armNames.indices.flatMap { arm in
        result.metrics.indices.map { metric in
          let effect = truth.effects[arm][metric]
          return .object([
            "segment": .text(segment.name), "arm": .text(result.armNames[arm]),
            "metric": .text(result.metrics[metric].name),
            "true_value": .optional(truth.values[arm][metric]),
            "true_effect": .optional(effect?.difference),
            "true_se": .optional(effect?.standardError),
          ])
        }
      }
    }
  }
}
