import Foundation
import GSL
import Support

/// Score intervals of two shares: all differences, or ratios, that a score test does not reject.
///
/// Miettinen and Nurminen 1985 (doi:10.1002/sim.4780040211), with their factor N/(N-1) of the
/// variance. The hypothesis of equal shares itself is tested by the pooled z, without that factor:
/// where it rejects, the interval ends at equality at the latest, so that both always agree.
struct ScoreIntervals {
  let pair: ProportionPair
  /// Error level of the test, on both sides or on the one of the alternative.
  let level: Double
  let alternative: Alternative
  private let quantile: Double
  private let rejectsEquality: Bool

  init(_ pair: ProportionPair, level: Double, alternative: Alternative = .twoSided) {
    self.pair = pair
    self.level = level
    self.alternative = alternative
    let units = pair.n0 + pair.n1
    quantile =
      StandardNormal.upperQuantile(alternative == .twoSided ? level / 2 : level)
      * (units / (units - 1)).squareRoot()
    rejectsEquality = pair.pooledZ.value.map { $0.pValue(alternative) < level } ?? false
  }

  /// Gives the interval of the difference, treatment less control.
  var difference: Interval {
    ends(estimate: pair.difference, null: 0, least: -1, greatest: 1) { difference in
      (pair.difference - difference, pair.variance(ofDifference: difference))
    }
  }

  /// Gives the interval of the treatment's share over the control's; open above where nobody of
  /// the control did it.
  var ratio: Interval {
    let (p0, p1) = (pair.controlShare, pair.treatmentShare)
    let estimate = p0 > 0 ? p1 / p0 : .infinity
    return ends(estimate: estimate, null: 1, least: 0, greatest: .infinity) { ratio in
      (p1 - ratio * p0, pair.variance(ofContrast: ratio))
    }
  }

  /// Finds where the score statistic, which falls with the hypothesis, passes the quantile.
  private func ends(
    estimate: Double, null: Double, least: Double, greatest: Double,
    _ score: (Double) -> (distance: Double, variance: Double)
  ) -> Interval {
    func statistic(_ hypothesis: Double) -> Double {
      let (distance, variance) = score(hypothesis)
      guard variance > 0 else { return distance == 0 ? 0 : distance > 0 ? .infinity : -.infinity }
      return distance / variance.squareRoot()
    }
    var lower = least
    if alternative != .less, estimate > least {
      let start =
        estimate.isFinite ? estimate : Self.beyond(max(null, 1)) { statistic($0) < quantile }
      lower = Self.crossing(from: least, to: start) { statistic($0) > quantile }
      if rejectsEquality, estimate > null { lower = max(lower, null + 1e-15) }
    } else if alternative == .less {
      lower = -.infinity
    }
    var upper = greatest
    if alternative != .greater, estimate < greatest {
      let end =
        greatest.isFinite
        ? greatest : Self.beyond(max(estimate, null, 1e-9)) { statistic($0) < -quantile }
      upper = Self.crossing(from: estimate, to: end) { statistic($0) > -quantile }
      if rejectsEquality, estimate < null { upper = min(upper, null - 1e-15) }
    } else if alternative == .greater {
      upper = .infinity
    }
    return Interval(lower: lower, upper: upper)
  }

  /// Halves a stretch until the last place that is still inside is known to the last digit.
  private static func crossing(
    from start: Double, to end: Double, _ isBefore: (Double) -> Bool
  ) -> Double {
    var (low, high) = (start, end)
    for _ in 0..<120 {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { break }
      if isBefore(middle) { low = middle } else { high = middle }
    }
    return low + (high - low) / 2
  }

  /// Doubles a value until it is beyond what is asked for.
  private static func beyond(_ start: Double, _ isBeyond: (Double) -> Bool) -> Double {
    var value = start
    while value < 1e15, !isBeyond(value) { value *= 2 }
    return value
  }
}

extension ProportionPair {
  /// The variance of p1 - k p0 where the shares are likeliest among those with p1 = k p0.
  func variance(ofContrast k: Double) -> Double {
    let (x0, x1) = (Double(controlSuccesses), Double(treatmentSuccesses))
    let a = (n0 + n1) * k
    let b = n1 * k + x1 + n0 + x0 * k
    let root = max(0, b * b - 4 * a * (x0 + x1)).squareRoot()
    // The smaller root of a p² - b p + x, in the form that loses no digits where a is small.
    let p0 = b + root > 0 ? min(1, 2 * (x0 + x1) / (b + root)) : 0
    let p1 = min(1, k * p0)
    return p1 * (1 - p1) / n1 + k * k * p0 * (1 - p0) / n0
  }

  /// The variance of p1 - p0 where the shares are likeliest among those that differ so.
  func variance(ofDifference difference: Double) -> Double {
    let (low, high) = (max(0, -difference), min(1, 1 - difference))
    let (x0, x1) = (Double(controlSuccesses), Double(treatmentSuccesses))
    let units = n0 + n1
    // The likelihood's cubic in p0 (Miettinen and Nurminen 1985, appendix I).
    let l2 = ((n1 + 2 * n0) * difference - units - x0 - x1) / units
    let l1 = ((n0 * difference - units - 2 * x0) * difference + x0 + x1) / units
    let l0 = x0 * difference * (1 - difference) / units
    let q = l2 * l2 * l2 / 27 - l1 * l2 / 6 + l0 / 2
    let size = max(0, l2 * l2 / 9 - l1 / 3).squareRoot()
    let p = q < 0 ? -size : size
    let cosine = p == 0 ? 0 : min(1, max(-1, q / (p * p * p)))
    let angle = (Double.pi + acos(cosine)) / 3
    let p0 = min(high, max(low, 2 * p * cos(angle) - l2 / 3))
    let p1 = p0 + difference
    return max(0, p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0)
  }
}
