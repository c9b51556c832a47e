import Foundation

extension ProportionPair {
  /// Pearson's chi-square test of equal shares; nil when all units did the same.
  var pearson: TestStatistic? {
    chiSquare { observed, expected in
      (observed - expected) * (observed - expected) / expected
    }
  }

  /// Yates's chi-square: each deviation is shortened by a half, no further than to zero.
  var yates: TestStatistic? {
    chiSquare { observed, expected in
      let deviation = max(abs(observed - expected) - 0.5, 0)
      return deviation * deviation / expected
    }
  }

  /// The likelihood-ratio test: G = 2 Σ O ln(O/E).
  var likelihoodRatio: TestStatistic? {
    chiSquare { observed, expected in
      observed > 0 ? 2 * observed * log(observed / expected) : 0
    }
  }

  /// Two-sided p-value of Fisher's exact test: all tables no more likely than the observed one.
  ///
  /// Probabilities follow by their ratios outward from the observed table and are divided by their
  /// own sum, so that no logarithm of a factorial cancels (about 1e-14 relative). As in R, tables
  /// up to 1 + 1e-7 times as likely count as equally likely.
  var fisherExact: Double {
    let (total, extreme) = tables { $0 <= 1 + 1e-7 }
    return min(1, extreme / total)
  }

  /// Sums over all tables with the same margins, the observed one weighing 1.
  /// - Returns: Weight of all, and of those that `isExtreme` accepts.
  private func tables(isExtreme: (Double) -> Bool) -> (total: Double, extreme: Double) {
    let successes = controlSuccesses + treatmentSuccesses
    let lowest = max(0, successes - controlCount)
    let highest = min(successes, treatmentCount)
    let (k, room) = (Double(successes), Double(controlCount - successes))
    var sums = (total: 1.0, extreme: 1.0)
    for isUpward in [true, false] {
      var weight = 1.0
      var place = treatmentSuccesses
      while isUpward ? place < highest : place > lowest {
        let x = Double(place)
        if isUpward {
          weight *= (n1 - x) * (k - x) / ((x + 1) * (room + x + 1))
          place += 1
        } else {
          weight *= x * (room + x) / ((n1 - x + 1) * (k - x + 1))
          place -= 1
        }
        sums.total += weight
        if isExtreme(weight) { sums.extreme += weight }
        if weight < 1e-40 { break }
      }
    }
    return sums
  }

  private func chiSquare(_ term: (Double, Double) -> Double) -> TestStatistic? {
    let share = pooledShare
    guard share > 0, share < 1 else { return nil }
    let expected = [n0 * share, n1 * share, n0 * (1 - share), n1 * (1 - share)]
    let observed = [
      controlSuccesses, treatmentSuccesses, controlCount - controlSuccesses,
      treatmentCount - treatmentSuccesses,
    ]
    let sum = CompensatedSum(zip(observed, expected).map { term(Double($0), $1) })
    return .chiSquared(max(0, sum.value), degreesOfFreedom: 1)
  }
}
