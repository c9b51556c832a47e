import GSL
import Insight
import TestSupport
import Testing

@Suite struct ServiceTests {
  /// Complaints by a keyed lot, three in a thousand events, and `more` of them within days.
  static func series(days: Int, more: Double, within fault: Range<Int>, seed: UInt64) -> DaySeries {
    var counts: [Int] = []
    for day in 0..<days {
      var stream = RandomStream(
        key: RandomKey(seed: seed), customer: UInt64(day), place: Place("test", "days"),
        purpose: .bootstrap)
      let chance = 0.003 * (fault.contains(day) ? more : 1)
      counts.append((0..<300).count { _ in stream.uniform() < chance })
    }
    return DaySeries(
      complaint: "error", counts: counts, exposures: Array(repeating: 300, count: days))
  }

  @Test func `a planted fault is found with its days`() throws {
    let series = Self.series(days: 120, more: 6, within: 40..<60, seed: 3)
    let found = try #require(IncidentScan(series, seed: 1, number: 0))
    #expect(abs(found.days.lowerBound - 40) <= 2)
    #expect(abs(found.days.upperBound - 59) <= 2)
    #expect(found.pValue < 1e-6)
    let seen = try #require(found.firstSeen)
    #expect(found.days.contains(seen))
    #expect(seen < 50)
    #expect(Double(found.count) > 3 * found.expected)
  }

  @Test func `where nothing is the matter, small p-values are as rare as they say`() {
    let values = (0..<60).compactMap { seed in
      IncidentScan(
        Self.series(days: 60, more: 1, within: 0..<0, seed: UInt64(100 + seed)), seed: 1,
        number: seed)?.pValue
    }
    #expect(values.count == 60)
    #expect(values.count { $0 < 0.05 } <= 8)
    #expect(values.count { $0 < 0.5 } > 12)
  }

  @Test func `days without events say nothing about rates`() throws {
    var series = Self.series(days: 60, more: 1, within: 0..<0, seed: 5)
    for day in 20..<40 {
      series.counts[day] = 0
      series.exposures[day] = 0
    }
    let found = try #require(IncidentScan(series, seed: 1, number: 0))
    #expect(found.pValue > 0.01)
    #expect(
      IncidentScan(DaySeries(complaint: "x", counts: [1], exposures: [5]), seed: 1, number: 0)
        == nil)
  }

  @Test func `the binomial tail by hand`() {
    #expect(abs(PoissonRates.upperTail(2, of: 3, share: 0.5) - 0.5) < 1e-12)
    #expect(abs(PoissonRates.upperTail(3, of: 3, share: 0.5) - 0.125) < 1e-12)
    #expect(PoissonRates.upperTail(0, of: 3, share: 0.5) == 1)
    #expect(PoissonRates.upperTail(4, of: 3, share: 0.5) == 0)
  }

  @Test func `a product with more complaints per order stands first, with the day`() throws {
    let day = 86_400.0
    var (times, activities, products): ([Double], [Int32], [Int32]) = ([], [], [])
    for number in 0..<200 {
      let product = Int32(number % 2)
      times.append(Double(number) * day / 10)
      activities.append(0)
      products.append(product)
      if number % 20 == 0 || (product == 1 && number % 4 == 1) {
        times.append(Double(number) * day / 10)
        activities.append(1)
        products.append(product)
      }
    }
    let log = EventLog(
      cases: ["x"], caseOfEvent: times.map { _ in 0 }, times: times,
      activities: EventLog.Labels(codes: activities, names: ["order", "complaint"]),
      isOrder: activities.map { $0 == 0 },
      products: EventLog.Labels(codes: products, names: ["mug", "pot"]))
    let found = try #require(ProductComplaints(log, complaints: ["complaint"]))
    #expect(found.isPerOrder)
    let first = try #require(found.rows.first)
    #expect(first.product == "pot")
    #expect([first.complaints, first.orders] == [50, 100])
    #expect(first.otherRate == 0.1)
    #expect(first.pValue < 1e-6)
    let seen = try #require(first.firstSeen)
    #expect((0...10).contains(seen))
  }
}
