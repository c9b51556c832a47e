import Foundation
import GSL
import Support

/// How an effect changes while an experiment runs, in the shape that shows it best.
///
/// Looked for are a straight trend, a step at any of a few days (the sooner, the closer together),
/// a window in which the effect is another, and any difference between stretches of time. All
/// p-values are put together by Cauchy's combination, each shape with a quarter of the weight (Liu
/// and Xie 2020, doi:10.1080/01621459.2018.1554485): a steady effect raises an alarm no more often
/// than the error rate says, however much the many steps and windows have in common.
package struct EffectChange: Sendable, Equatable, Codable {
  package enum Shape: String, Sendable, Equatable, Codable {
    case trend
    /// Another effect from a day on.
    case step
    /// Another effect between two days.
    case window
    /// Differences between stretches of time, of no simpler shape.
    case irregular
  }

  /// The effect over some of the days.
  package struct Part: Sendable, Equatable, Codable {
    package var estimate: Double
    package var standardError: Double

    func interval(alpha: Double) -> Interval {
      EffectEstimate(effect: estimate, standardError: standardError).interval(alpha: alpha)
    }
  }

  package let shape: Shape
  /// Chance of so clear a change of any of these shapes when the effect is steady.
  package let pValue: Double
  /// Day from which the effect is another, as its number; of a trend the middle.
  package let from: Int
  /// Last day of a window; nil for other shapes.
  package let through: Int?
  /// The effect inside a window, else before the day.
  package let inside: Part
  /// The effect outside of a window, else from the day on: what a roll-out would go on with.
  package let outside: Part

  /// About the least change that is found four times out of five, if it lasts for a sixth of the
  /// units.
  ///
  /// A window that carries Cauchy's combination alone has to be as clear as its smallest share of
  /// the error rate says.
  package let detectable: Double

  /// Reads stretches with their standard errors, in the order of days; nil with fewer than four.
  init?(stretches: [EffectOverTime.Day]) {
    let parts = stretches.filter { $0.standardError > 0 && $0.standardError.isFinite }
      .sorted { $0.day < $1.day }
    guard parts.count > 3 else { return nil }
    let sums = WeightedSums(parts)
    let groups = Self.groups(sums, count: min(8, parts.count))
    let fine = Self.groups(sums, count: min(12, parts.count))
    let steps = Self.steps(parts.count).map { 0..<$0 }
    let windows = (1...4).flatMap { length in
      fine.indices.dropFirst().dropLast(length).map {
        fine[$0].lowerBound..<fine[$0 + length - 1].upperBound
      }
    }
    let step = Self.clearest(steps, sums)
    let window = Self.clearest(windows, sums)
    let found: [(shape: Shape, pValue: Double, range: Range<Int>)] = [
      (.trend, sums.trendPValue, 0..<(parts.count / 2)), (.step, step.pValue, step.range),
      (.window, window.pValue, window.range),
      (.irregular, sums.heterogeneity(groups), Self.oddest(groups, sums)),
    ]
    guard let best = found.min(by: { $0.pValue < $1.pValue }) else { return nil }
    shape = best.shape
    pValue = Self.combined(found.map(\.pValue))
    let isInner = best.range.lowerBound > 0
    from = isInner ? parts[best.range.lowerBound].day : parts[best.range.upperBound].day
    through =
      isInner
      ? parts[min(best.range.upperBound, parts.count) - 1].day : nil
    let threshold = HealthReport.changeThreshold / Double(found.count * windows.count)
    let clear = StandardNormal.upperQuantile(threshold / 2) + StandardNormal.upperQuantile(0.2)
    detectable = clear / (sums.total * Self.lasting * (1 - Self.lasting)).squareRoot()
    inside = sums.part(best.range)
    outside = sums.part(outside: best.range)
  }

  /// Share of the units for which a change lasts whose least size is told.
  private static let lasting = 1.0 / 6

  /// Steps after 1, 2, 3, 4, 6, 9, … stretches, before as many of the last, and in the middle.
  private static func steps(_ count: Int) -> [Int] {
    var places: Set<Int> = [count / 2]
    var distance = 1
    while distance < count {
      places.insert(distance)
      places.insert(count - distance)
      distance = max(distance + 1, distance * 3 / 2)
    }
    return places.filter { $0 > 0 && $0 < count }.sorted()
  }

  /// Stretches put together into groups of about the same precision, none of them empty.
  private static func groups(_ sums: WeightedSums, count: Int) -> [Range<Int>] {
    var groups: [Range<Int>] = []
    var start = 0
    for group in 1...count {
      var end = start + 1
      let latest = sums.count - (count - group)
      let share = sums.total * Double(group) / Double(count)
      while end < latest, group == count || sums.weights[end] < share { end += 1 }
      groups.append(start..<end)
      start = end
    }
    return groups
  }

  private static func clearest(
    _ ranges: [Range<Int>], _ sums: WeightedSums
  ) -> (pValue: Double, range: Range<Int>) {
    let found = ranges.map { (statistic: sums.contrast($0), range: $0) }
    guard let best = found.max(by: { $0.statistic < $1.statistic }) else { return (1, 0..<1) }
    return (
      combined(found.map { 2 * StandardNormal.upperTail($0.statistic) }), best.range
    )
  }

  /// Cauchy's combination of p-values with equal weights.
  private static func combined(_ pValues: [Double]) -> Double {
    let mean =
      pValues.reduce(0.0) { sum, p in
        // The tangent of a tiny p-value is its reciprocal; one of 1 would outweigh all others.
        sum + (p < 1e-15 ? 1 / (max(p, 1e-300) * .pi) : tan((0.5 - min(p, 0.99)) * .pi))
      } / Double(pValues.count)
    return mean > 1e15 ? 1 / (mean * .pi) : 0.5 - atan(mean) / .pi
  }

  private static func oddest(_ groups: [Range<Int>], _ sums: WeightedSums) -> Range<Int> {
    groups.max { sums.contrast($0) < sums.contrast($1) } ?? 0..<1
  }
}

/// Cumulative sums of effects weighted by precision, so that any stretch is read at once.
private struct WeightedSums {
  private let days: [EffectOverTime.Day]
  /// Weight up to and including each day.
  let weights: [Double]
  private let products: [Double]

  init(_ days: [EffectOverTime.Day]) {
    self.days = days
    var (weight, product) = (0.0, 0.0)
    var sums: (weights: [Double], products: [Double]) = ([], [])
    for day in days {
      let precision = 1 / (day.standardError * day.standardError)
      weight += precision
      product += precision * day.estimate
      sums.weights.append(weight)
      sums.products.append(product)
    }
    (weights, products) = sums
  }

  var count: Int { days.count }
  var total: Double { weights.last ?? 0 }

  private func sums(_ range: Range<Int>) -> (weight: Double, product: Double) {
    let before = range.lowerBound - 1
    let end = range.upperBound - 1
    return (
      weights[end] - (before >= 0 ? weights[before] : 0),
      products[end] - (before >= 0 ? products[before] : 0)
    )
  }

  func part(_ range: Range<Int>) -> EffectChange.Part {
    let (weight, product) = sums(range)
    return EffectChange.Part(
      estimate: product / weight, standardError: (1 / weight).squareRoot())
  }

  func part(outside range: Range<Int>) -> EffectChange.Part {
    let (weight, product) = sums(range)
    let (rest, left) = (total - weight, (products.last ?? 0) - product)
    return EffectChange.Part(estimate: left / rest, standardError: (1 / rest).squareRoot())
  }

  /// Standard errors between a stretch and all other days.
  func contrast(_ range: Range<Int>) -> Double {
    guard range.count < count else { return 0 }
    let (inner, outer) = (part(range), part(outside: range))
    let variance =
      inner.standardError * inner.standardError + outer.standardError * outer.standardError
    return abs(inner.estimate - outer.estimate) / variance.squareRoot()
  }

  /// Cochran's Q of groups of days against each other.
  func heterogeneity(_ groups: [Range<Int>]) -> Double {
    let mean = (products.last ?? 0) / total
    let q = groups.reduce(0.0) { sum, group in
      let part = part(group)
      let distance = (part.estimate - mean) / part.standardError
      return sum + distance * distance
    }
    return TestStatistic.chiSquared(q, degreesOfFreedom: groups.count - 1).pValue
  }

  var trendPValue: Double {
    let precisions = days.map { 1 / ($0.standardError * $0.standardError) }
    let middle = zip(days, precisions).reduce(0) { $0 + Double($1.0.day) * $1.1 } / total
    var (spread, product) = (0.0, 0.0)
    for (day, weight) in zip(days, precisions) {
      let distance = Double(day.day) - middle
      spread += weight * distance * distance
      product += weight * distance * day.estimate
    }
    guard spread > 0 else { return 1 }
    return 2 * StandardNormal.upperTail(abs(product) / spread.squareRoot())
  }
}
