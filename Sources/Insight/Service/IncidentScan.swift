import Foundation
import GSL

/// The days on which complaints stand out most, and whether chance could do that.
///
/// Kulldorff's scan statistic over time (1997), doi:10.1080/03610929708831995: of all windows the
/// one in which complaints exceed their share most. Its p-value comes from keyed shuffles of the
/// complaints over the days, with a Gumbel law through their greatest values (Abrams, Kulldorff and
/// Kleinman 2010), which reaches below one in the number of shuffles.
package struct IncidentScan: Sendable, Equatable {
  /// Days, or stretches of days, from the first of the series.
  package let days: ClosedRange<Int>
  package let count: Int
  /// Complaints that these days would have had at the rate of the other days.
  package let expected: Double
  package let pValue: Double
  /// The day on which the complaints up to then first stood out; nil when only the whole window did.
  package let firstSeen: Int?

  private static let shuffles = 99
  private static let fewShuffles = 19
  /// Chance of an alarm where nothing is the matter, at the day it is first seen.
  private static let alarm = 0.001

  /// Scans a series; nil with fewer complaints than `fewest`, or with no window above its share.
  package init?(_ series: DaySeries, fewest: Int = 10, seed: UInt64, number: Int) {
    let total = series.counts.reduce(0, +)
    let exposure = series.exposures.reduce(0, +)
    guard total >= fewest, exposure > 0 else { return nil }
    let days = series.counts.count
    // Days without exposure say nothing about rates.
    let expected = series.exposures.map { $0 / exposure * Double(total) }
    guard let found = Self.best(series.counts, expected, total: total), found.ratio > 0 else {
      return nil
    }
    var others: [Double] = []
    var cumulative: [Double] = []
    var sum = 0.0
    for value in series.exposures {
      sum += value / exposure
      cumulative.append(sum)
    }
    for shuffle in 0..<Self.shuffles {
      // Where the first few are as great already, chance explains it, and more say no more.
      if shuffle == Self.fewShuffles, others.contains(where: { $0 >= found.ratio }) { break }
      var stream = RandomStream(
        key: RandomKey(seed: seed), customer: UInt64(number), place: Place("insight", "scan"),
        visit: UInt32(shuffle), purpose: .bootstrap)
      var counts = [Int](repeating: 0, count: days)
      for _ in 0..<total {
        counts[Self.place(of: stream.uniform(), in: cumulative)] += 1
      }
      others.append(Self.best(counts, expected, total: total)?.ratio ?? 0)
    }
    self.days = found.days
    count = found.count
    let inside = found.days.reduce(0) { $0 + series.exposures[$1] }
    self.expected =
      exposure > inside ? Double(total - found.count) / (exposure - inside) * inside : 0
    pValue = Self.upperTail(found.ratio, of: others)
    firstSeen = Self.firstSeen(series, days: found.days)
  }

  /// The window of at most half the days with the greatest likelihood ratio.
  private static func best(
    _ counts: [Int], _ expected: [Double], total: Int
  ) -> (days: ClosedRange<Int>, count: Int, ratio: Double)? {
    let all = Double(total)
    let longest = max(1, counts.count / 2)
    var best: (days: ClosedRange<Int>, count: Int, ratio: Double)?
    for start in counts.indices where counts[start] > 0 {
      var (count, mean) = (0, 0.0)
      for end in start..<min(counts.count, start + longest) {
        count += counts[end]
        mean += expected[end]
        guard counts[end] > 0, case let seen = Double(count), seen > mean else { continue }
        let outside = all - seen
        let ratio =
          seen * log(seen / mean)
          + (outside > 0 ? outside * log(outside / max(all - mean, 1e-300)) : 0)
        if ratio > best?.ratio ?? 0 { best = (start...end, count, ratio) }
      }
    }
    return best
  }

  private static func place(of share: Double, in cumulative: [Double]) -> Int {
    var (low, high) = (0, cumulative.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] > share { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The chance of a value as great, by a Gumbel law with the mean and variance of others.
  private static func upperTail(_ value: Double, of others: [Double]) -> Double {
    let count = Double(others.count)
    let mean = others.reduce(0, +) / count
    let variance = others.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, count - 1)
    guard variance > 0 else { return value > mean ? 1 / (count + 1) : 1 }
    let scale = (6 * variance).squareRoot() / .pi
    let place = mean - 0.577_215_664_901_532_9 * scale
    return -expm1(-exp(-(value - place) / scale))
  }

  /// The first day by which the window so far stood out against all days before it.
  private static func firstSeen(_ series: DaySeries, days: ClosedRange<Int>) -> Int? {
    let before = series.counts[..<days.lowerBound].reduce(0, +)
    let exposureBefore = series.exposures[..<days.lowerBound].reduce(0, +)
    guard exposureBefore > 0 else { return nil }
    var (count, exposure) = (0, 0.0)
    for day in days {
      count += series.counts[day]
      exposure += series.exposures[day]
      guard count > 0 else { continue }
      // Given all complaints so far, those of the window follow a binomial law.
      let share = exposure / (exposure + exposureBefore)
      if PoissonRates.upperTail(count, of: count + before, share: share) < alarm { return day }
    }
    return nil
  }
}

/// Two rates of complaints compared.
package enum PoissonRates {
  /// Gives the chance of so many or more out of all, where each belongs with a chance of `share`.
  package static func upperTail(_ count: Int, of all: Int, share: Double) -> Double {
    guard count > 0 else { return 1 }
    guard share < 1, all >= count else { return share < 1 ? 0 : 1 }
    return Beta.regularized(share, Double(count), Double(all - count + 1))
  }
}
