import GSL

/// The plan's test of a difference, made for millions of calls: same formulas, no allocation.
struct RapidTest {
  var difference: Double
  var error: Double
  var statistic: Double
  /// Degrees of freedom; infinite for the normal distribution.
  var freedom: Double

  /// Compares two arms by the pooled z test (proportions) or Welch's t (all others).
  init(kind: MetricKind, treatment: ArmStatistic, control: ArmStatistic) {
    difference = treatment.value - control.value
    let first = control.variance / control.count
    let second = treatment.variance / treatment.count
    error = (first + second).squareRoot()
    if kind == .proportion {
      let total = control.count + treatment.count
      let pooled =
        (control.value * control.count + treatment.value * treatment.count) / total
      let nullError =
        (pooled * (1 - pooled) * (1 / control.count + 1 / treatment.count)).squareRoot()
      statistic = difference / nullError
      freedom = .infinity
    } else {
      statistic = difference / error
      let share = first / (first + second)
      let rest = second / (first + second)
      freedom = 1 / (share * share / (control.count - 1) + rest * rest / (treatment.count - 1))
    }
  }

  /// Whether there is anything to test.
  var isDefined: Bool { error > 0 && statistic.isFinite && freedom > 0 }

  var pValue: Double {
    let tail =
      freedom == .infinity
      ? StandardNormal.upperTail(abs(statistic))
      : StudentT.upperTail(abs(statistic), degreesOfFreedom: freedom)
    return min(1, 2 * tail)
  }
}

/// The critical value of Student's t for one error rate and any degrees of freedom.
struct CriticalValue: Sendable {
  let normal: Double
  private let tail: Double
  private let coefficients: [Double]

  init(alpha: Double) {
    tail = alpha / 2
    let z = StandardNormal.upperQuantile(alpha / 2)
    normal = z
    let s = z * z
    // Abramowitz and Stegun 26.7.5.
    coefficients = [
      z * (s + 1) / 4, z * ((5 * s + 16) * s + 3) / 96,
      z * (((3 * s + 19) * s + 17) * s - 15) / 384,
      z * ((((79 * s + 776) * s + 1482) * s - 1920) * s - 945) / 92_160,
    ]
  }

  func callAsFunction(_ freedom: Double) -> Double {
    guard freedom < .infinity else { return normal }
    guard freedom >= 300 else {
      return StudentT.upperQuantile(tail, degreesOfFreedom: freedom)
    }
    let x = 1 / freedom
    return normal + x
      * (coefficients[0] + x * (coefficients[1] + x * (coefficients[2] + x * coefficients[3])))
  }
}
