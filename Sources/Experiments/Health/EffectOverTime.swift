import GSL

/// Whether an effect fades, grows or depends on the weekday.
package struct EffectOverTime: Sendable, Equatable, Codable {
  /// The effect among the units of one day.
  package struct Day: Sendable, Equatable, Codable {
    /// Number of the day, from 0.
    package var day: Int
    /// Weekday, 0 for Monday to 6 for Sunday.
    package var weekday: Int
    /// Treatment less control.
    package var estimate: Double
    /// Its standard error, above 0.
    package var standardError: Double

    package init(day: Int, weekday: Int, estimate: Double, standardError: Double) {
      self.day = day
      self.weekday = weekday
      self.estimate = estimate
      self.standardError = standardError
    }
  }

  package struct Finding: Sendable, Equatable, Codable {
    package var statistic: Double
    package var degreesOfFreedom: Double
    /// Probability of so great a value when days do not matter.
    package var pValue: Double
  }

  /// Change of the effect per day, by weighted least squares; nil with fewer than three days.
  package let trend: Double?
  package let trendStandardError: Double?
  /// Test of the trend: a novelty effect fades, a learning effect grows.
  package let novelty: Finding?
  /// Test of the weekdays' effects against each other (Cochran's Q); nil with one weekday.
  package let weekday: Finding?
  /// The effect by weekday (0 for Monday), weighted by precision; nil where no day was seen.
  package let weekdayEffects: [Double?]

  /// The clearest change of the effect of any shape; nil with fewer than four stretches.
  package let change: EffectChange?

  /// Days are weighted by 1/se²; those without a standard error are left out.
  /// - Parameters:
  ///   - days: The days, in any order; each unit counts on its day of arrival only.
  ///   - stretches: The same units over stretches of days that are long enough for a normal
  ///     distribution, in order; nil where each day is.
  package init(days: [Day], stretches: [Day]? = nil) {
    change = EffectChange(stretches: stretches ?? days)
    let days = days.filter { $0.standardError > 0 && $0.standardError.isFinite }
    let weights = days.map { 1 / ($0.standardError * $0.standardError) }
    let total = weights.reduce(0, +)
    var trend: Double?
    var error: Double?
    var novelty: Finding?
    if days.count > 2 {
      let middle = zip(days, weights).reduce(0) { $0 + Double($1.0.day) * $1.1 } / total
      var spread = 0.0
      var product = 0.0
      for (day, weight) in zip(days, weights) {
        let distance = Double(day.day) - middle
        spread += weight * distance * distance
        product += weight * distance * day.estimate
      }
      if spread > 0 {
        trend = product / spread
        error = (1 / spread).squareRoot()
        novelty = Self.finding(product * product / spread, freedom: 1)
      }
    }
    self.trend = trend
    trendStandardError = error
    self.novelty = novelty
    var groupWeights = [Double](repeating: 0, count: 7)
    var groupSums = groupWeights
    for (day, weight) in zip(days, weights) {
      let slot = ((day.weekday % 7) + 7) % 7
      groupWeights[slot] += weight
      groupSums[slot] += weight * day.estimate
    }
    let effects = zip(groupSums, groupWeights).map { $1 > 0 ? $0 / $1 : nil }
    weekdayEffects = effects
    let seen = effects.count { $0 != nil }
    if seen > 1 {
      let mean = groupSums.reduce(0, +) / total
      var q = 0.0
      for (effect, weight) in zip(effects, groupWeights) {
        guard let effect else { continue }
        q += weight * (effect - mean) * (effect - mean)
      }
      weekday = Self.finding(q, freedom: Double(seen - 1))
    } else {
      weekday = nil
    }
  }

  private static func finding(_ statistic: Double, freedom: Double) -> Finding {
    Finding(
      statistic: statistic, degreesOfFreedom: freedom,
      pValue: ChiSquared.upperTail(statistic, degreesOfFreedom: freedom))
  }
}
