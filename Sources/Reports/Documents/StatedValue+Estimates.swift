import Experiments
import Support

extension StatedValue {
  /// A share over replicates, with its Monte-Carlo standard error.
  static func share(_ estimate: MonteCarloEstimate?) -> StatedValue {
    .share(estimate?.value, decimals: 1, margin: estimate?.standardError)
  }

  /// A mean factor over replicates.
  static func factor(_ estimate: MonteCarloEstimate) -> StatedValue {
    .factor(estimate.value, margin: estimate.standardError)
  }

  /// A mean difference over replicates.
  static func difference(_ estimate: MonteCarloEstimate, _ unit: DisplayUnit) -> StatedValue {
    .difference(estimate.value, unit, margin: estimate.standardError)
  }

  /// A true effect, with its Monte-Carlo standard error.
  static func effect(_ effect: TrueEffect?, _ unit: DisplayUnit) -> StatedValue {
    .effect(effect?.difference, unit, margin: effect?.standardError)
  }

  /// A number of units, which are whole: rounded up.
  static func units(_ number: Double) -> StatedValue { StatedValue(number.rounded(.up), .count) }
}

extension JSON {
  /// A Monte-Carlo estimate with its standard error and the replicates behind it.
  static func estimate(_ estimate: MonteCarloEstimate) -> JSON {
    .object([
      "value": .optional(estimate.value), "se": .optional(estimate.standardError),
      "replicates": .integer(Int64(estimate.replicates)),
    ])
  }
}

extension Sentence {
  /// What a study asks, and of which scenario.
  static func title(_ question: String, of scenario: String) -> Sentence {
    "\(question) \u{201c}\(scenario)\u{201d}"
  }
}
