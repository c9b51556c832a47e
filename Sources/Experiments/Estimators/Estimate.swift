package import Support

/// A value, or the reason why there is none.
package enum Estimate<Value: Sendable & Equatable & Codable>: Sendable, Equatable, Codable {
  case defined(Value)
  case undefined(Undefined)

  package var value: Value? {
    if case .defined(let value) = self { value } else { nil }
  }

  func map<Other>(_ transform: (Value) -> Other) -> Estimate<Other> {
    switch self {
    case .defined(let value): .defined(transform(value))
    case .undefined(let reason): .undefined(reason)
    }
  }

  package var reason: Undefined? {
    if case .undefined(let reason) = self { reason } else { nil }
  }
}

/// Why data do not define a value.
package enum Undefined: String, Sendable, Equatable, CaseIterable, Codable {
  case tooFewUnits
  /// No unit differs from another, so that chance cannot be measured.
  case zeroVariance
  /// Quantiles of both arms fall among equal values, so that their outer intervals have no width.
  case tiedQuantile
  /// The sum that a ratio divides by is zero.
  case zeroDenominator
  /// The control's value is zero, so that nothing is relative to it.
  case zeroBaseline
  /// The control's value is negative, so that a relative change has no direction.
  case negativeBaseline
  /// The values are too large for floating point.
  case notFinite
  /// A covariate is a combination of the others, so that its effect is not determined.
  case collinearCovariates
  /// No unit of an arm was followed to the end of a restricted mean.
  case horizonNotReached
  /// Covariates tell the arms apart, so that no unit of one is comparable with the other's.
  case noOverlap

  package var sentence: Sentence {
    switch self {
    case .tooFewUnits: "an arm has fewer than two units"
    case .zeroVariance: "no unit differs from another, so chance cannot be measured"
    case .tiedQuantile:
      "the quantile falls among equal values in both arms, so chance cannot be measured by it"
    case .zeroDenominator: "the denominator sums to zero"
    case .zeroBaseline: "the control's value is zero"
    case .negativeBaseline: "the control's value is negative"
    case .notFinite: "the figures are too large to compute with"
    case .collinearCovariates: "a covariate is a combination of the others"
    case .horizonNotReached: "no unit was followed to the end of the restricted mean"
    case .noOverlap: "the covariates tell the arms apart, so that no units are comparable"
    }
  }
}
