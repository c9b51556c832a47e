/// A running mean, variance and covariance of streamed pairs.
struct JointMomentsAccumulator: Sendable, Equatable, Codable {
  private(set) var count = 0
  private var meanNumerator = 0.0
  private var meanDenominator = 0.0
  private var squaresNumerator = 0.0
  private var squaresDenominator = 0.0
  private var products = 0.0
  /// Whether a numerator or denominator was below zero.
  private(set) var hasNegative = false

  init() {}

  mutating func add(numerator: Double, denominator: Double) {
    count += 1
    if numerator < 0 || denominator < 0 { hasNegative = true }
    let weight = 1 / Double(count)
    let deviationNumerator = numerator - meanNumerator
    let deviationDenominator = denominator - meanDenominator
    meanNumerator += deviationNumerator * weight
    meanDenominator += deviationDenominator * weight
    let newDeviation = denominator - meanDenominator
    squaresNumerator += deviationNumerator * (numerator - meanNumerator)
    squaresDenominator += deviationDenominator * newDeviation
    products += deviationNumerator * newDeviation
  }

  mutating func merge(_ other: JointMomentsAccumulator) {
    guard other.count > 0 else { return }
    guard count > 0 else {
      self = other
      return
    }
    hasNegative = hasNegative || other.hasNegative
    let total = count + other.count
    let share = Double(other.count) / Double(total)
    let deviationNumerator = other.meanNumerator - meanNumerator
    let deviationDenominator = other.meanDenominator - meanDenominator
    let weight = Double(count) * share
    squaresNumerator += other.squaresNumerator + deviationNumerator * deviationNumerator * weight
    squaresDenominator +=
      other.squaresDenominator + deviationDenominator * deviationDenominator * weight
    products += other.products + deviationNumerator * deviationDenominator * weight
    meanNumerator += deviationNumerator * share
    meanDenominator += deviationDenominator * share
    count = total
  }

  var moments: JointMoments {
    let divisor = count > 1 ? Double(count - 1) : .infinity
    return JointMoments(
      numerator: Moments(
        count: count, mean: meanNumerator, variance: max(0, squaresNumerator) / divisor),
      denominator: Moments(
        count: count, mean: meanDenominator, variance: max(0, squaresDenominator) / divisor),
      covariance: products / divisor)
  }
}
