import Foundation
import GSL
import Insight
import Support
import TestSupport
import Testing

@Suite struct LifetimeTests {
  /// Purchases of the CDNOW sample, a day as number since 1970.
  static let log: EventLog = {
    let table = try? PlainCSV(GoldenFile.text("cdnow_sample_event_log.csv"))
    let style = Date.ISO8601FormatStyle()
    var names: [String] = []
    var numbers: [String: Int32] = [:]
    var (cases, times, values): ([Int32], [Double], [Double]) = ([], [], [])
    for row in table?.rows ?? [] {
      guard let date = try? Date(row[2], strategy: style), let value = Double(row[3]) else {
        continue
      }
      if numbers[row[0]] == nil {
        numbers[row[0]] = Int32(names.count)
        names.append(row[0])
      }
      cases.append(numbers[row[0]] ?? 0)
      times.append(date.timeIntervalSince1970)
      values.append(value)
    }
    return EventLog(
      cases: names, caseOfEvent: cases, times: times,
      activities: EventLog.Labels(codes: times.map { _ in 0 }, names: ["purchase"]),
      isOrder: times.map { _ in true }, values: values)
  }()

  /// 30 September 1997.
  static let split = 10_134
  static let buyers = RepeatBuying.buyers(in: log, untilDay: split)
  static let fit = try? LifetimeFit(buyers)

  @Test func `CDNOW has the counts that are known of it`() {
    #expect(Self.buyers.count == 2_357)
    #expect(Self.buyers.reduce(0) { $0 + $1.repeats } == 2_457)
    #expect(Self.buyers.reduce(0) { $0 + $1.later } == 1_882)
  }

  @Test func `BG NBD finds the published parameters of CDNOW`() throws {
    let fit = try #require(Self.fit)
    #expect(abs(fit.model.r - 0.243) < 0.001)
    #expect(abs(fit.model.alpha - 4.414) < 0.005)
    #expect(abs(fit.model.a - 0.793) < 0.002)
    #expect(abs(fit.model.b - 2.426) < 0.005)
    #expect(abs(fit.logLikelihood - -9_582.43) < 0.005)
  }

  @Test func `the published parameters give the published expectation of 39 weeks`() {
    let model = BetaGeometric(r: 0.243, alpha: 4.414, a: 0.793, b: 2.426)
    #expect(abs(model.expectedOfNew(weeks: 39) - 1.1967) < 0.0002)
  }

  @Test func `who bought once is alive to the model, and long silence speaks against others`() {
    let model = BetaGeometric(r: 0.243, alpha: 4.414, a: 0.793, b: 2.426)
    func alive(_ repeats: Int, _ last: Double, _ weeks: Double) -> Double {
      model.isAlive(
        RepeatBuying(index: 0, repeats: repeats, lastWeek: last, weeks: weeks))
    }
    #expect(alive(0, 0, 39) == 1)
    // By hand: 1 / (1 + a/(b + x - 1) ((alpha + T)/(alpha + tx))^(r + x)).
    let odds = 0.793 / 3.426 * pow(34.414 / 14.414, 2.243)
    #expect(abs(alive(2, 10, 30) - 1 / (1 + odds)) < 1e-12)
    #expect(alive(5, 10, 39) < alive(5, 38, 39))
  }

  @Test func `the forecast of all holds the expectation of each, with room for chance`() throws {
    let fit = try #require(Self.fit)
    let total = fit.total(weeks: 39, seed: 1)
    let sum = fit.buyers.reduce(0) { $0 + fit.model.expected(of: $1, weeks: 39) }
    #expect(abs(total.mean - sum) < 1e-6 * sum)
    // As scipy computes it; by 40 of its futures chance alone has a standard deviation of 63.
    #expect(abs(sum - 1_653.4) < 3)
    #expect(total.interval.width > 2 * 1.96 * 60)
    #expect(total.interval.width < sum / 2)
    let place = try #require(fit.buyers.firstIndex { $0.repeats > 2 })
    let one = fit.expected(weeks: 39)[place]
    #expect(try #require(one.error) > 0)
    #expect(try #require(one.error) < one.mean)
  }

  @Test func `gamma-gamma agrees with another minimiser`() throws {
    let golden = try GoldenFile("insight.json").vector("gamma_gamma")
    let model = try #require(Self.fit?.money)
    for (value, reference) in zip([model.p, model.q, model.v], golden) {
      #expect(isClose(value, reference, within: 1e-3))
    }
    let rich = RepeatBuying(index: 0, repeats: 4, lastWeek: 9, weeks: 10, meanValue: 80)
    let expected =
      model.p * (model.v + 4 * 80) / (4 * model.p + model.q - 1)
    #expect(try abs(#require(model.expected(of: rich)) - expected) < 1e-9)
  }

  @Test func `the hypergeometric function agrees with mpmath where GSL gives up, too`() throws {
    for row in try GoldenFile("insight.json").rows("hyper") {
      #expect(isClose(Hypergeometric.gauss(row[0], row[1], row[2], row[3]), row[4], within: 1e-9))
    }
    #expect(Hypergeometric.gauss(1, 1, 2, 0) == 1)
    #expect(Hypergeometric.gauss(1, 1, 2, 1).isNaN)
    #expect(Hypergeometric.gauss(1, 1, -2, 0.5).isNaN)
  }

  @Test func `the simplex finds the floor of a bent valley`() throws {
    let found = try Minimiser.simplex(from: [-1.2, 1]) { point in
      let (x, y) = (point[0], point[1])
      return 100 * (y - x * x) * (y - x * x) + (1 - x) * (1 - x)
    }
    #expect(largestDifference(found.point, [1, 1]) < 1e-6)
    #expect(throws: (any Error).self) { try Minimiser.simplex(from: [0]) { _ in .nan } }
  }
}
