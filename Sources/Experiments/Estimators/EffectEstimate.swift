import GSL
package import Support

/// Which side of zero an effect is tested against.
package enum Alternative: String, Sendable, Equatable, CaseIterable, Codable {
  case twoSided
  case greater
  case less
}

/// An effect with its standard error; their ratio has Student's t or the normal distribution.
package struct EffectEstimate: Sendable, Equatable, Codable {
  package var effect: Double
  /// Its standard error, above zero.
  package var standardError: Double
  /// Degrees of freedom of Student's t; nil for the normal distribution.
  package var degreesOfFreedom: Double?

  package init(effect: Double, standardError: Double, degreesOfFreedom: Double? = nil) {
    self.effect = effect
    self.standardError = standardError
    self.degreesOfFreedom = degreesOfFreedom
  }

  package var statistic: Double { effect / standardError }

  package var normal: EffectEstimate {
    EffectEstimate(effect: effect, standardError: standardError)
  }

  /// Gives the chance of a statistic as far out when there is no effect, from survival functions.
  package func pValue(_ alternative: Alternative = .twoSided) -> Double {
    switch alternative {
    case .twoSided: min(1, 2 * upperTail(abs(statistic)))
    case .greater: upperTail(statistic)
    case .less: upperTail(-statistic)
    }
  }

  /// Gives the two-sided interval that covers the effect with probability 1 - alpha.
  package func interval(alpha: Double) -> Interval {
    Interval(centre: effect, halfWidth: quantile(alpha / 2) * standardError)
  }

  /// Gives the one-sided interval of the same confidence, open towards the alternative.
  ///
  /// For `.greater` only the lower end is finite, for `.less` only the upper one.
  package func interval(alpha: Double, _ alternative: Alternative) -> Interval {
    switch alternative {
    case .twoSided: interval(alpha: alpha)
    case .greater: Interval(lower: effect - quantile(alpha) * standardError, upper: .infinity)
    case .less: Interval(lower: -.infinity, upper: effect + quantile(alpha) * standardError)
    }
  }

  /// Gives the point that the reference distribution exceeds with a probability.
  func quantile(_ tail: Double) -> Double {
    if let degreesOfFreedom {
      return StudentT.upperQuantile(tail, degreesOfFreedom: degreesOfFreedom)
    }
    return StandardNormal.upperQuantile(tail)
  }

  private func upperTail(_ value: Double) -> Double {
    if let degreesOfFreedom {
      return StudentT.upperTail(value, degreesOfFreedom: degreesOfFreedom)
    }
    return StandardNormal.upperTail(value)
  }
}

/// A test statistic without a direction, such as a chi-square.
package struct TestStatistic: Sendable, Equatable, Codable {
  package var value: Double
  /// Degrees of freedom; of the numerator for an F statistic.
  package var degreesOfFreedom: Double
  /// Chance of so great a statistic when the hypothesis holds.
  package var pValue: Double

  /// Makes a chi-square test of a statistic; its p-value is 1 without degrees of freedom.
  static func chiSquared(_ value: Double, degreesOfFreedom: Int) -> TestStatistic {
    let degrees = Double(degreesOfFreedom)
    let tail =
      degreesOfFreedom > 0 && value > 0
      ? ChiSquared.upperTail(value, degreesOfFreedom: degrees) : 1
    return TestStatistic(value: value, degreesOfFreedom: degrees, pValue: tail)
  }
}
