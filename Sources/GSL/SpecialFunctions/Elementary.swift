import CElementary

/// Elementary functions that give the same bits on every processor, unlike the platform's.
enum Elementary {
  /// Gives e to a power.
  static func exp(_ x: Double) -> Double { elementary_exp(x) }

  /// Gives the natural logarithm.
  static func log(_ x: Double) -> Double { elementary_log(x) }

  /// Gives a power of a base that is not negative.
  static func pow(_ x: Double, _ y: Double) -> Double {
    guard x != 0 else { return y > 0 ? 0 : .infinity }
    return elementary_pow(x, y)
  }

  /// Gives log(1 + x), also where x is small.
  ///
  /// Goldberg: What every computer scientist should know about floating-point arithmetic (1991),
  /// theorem 4.
  static func log1p(_ x: Double) -> Double {
    let sum = 1 + x
    if sum == 1 { return x }
    return sum == 0 || sum == .infinity ? log(sum) : log(sum) * (x / (sum - 1))
  }

  /// Gives exp(x) - 1, also where x is small.
  ///
  /// Higham: Accuracy and stability of numerical algorithms (2002), section 1.14.1.
  static func expm1(_ x: Double) -> Double {
    let power = exp(x)
    if power == 1 { return x }
    let difference = power - 1
    if difference == -1 || power == .infinity { return difference }
    return difference * (x / log(power))
  }
}

extension Double {
  /// The number rounded to 40 bits, so that an error in the last place of 53 hardly ever shows.
  ///
  /// For what GSL or a search finds and draws are made of.
  package var settled: Double { elementary_settled(self) }
}
