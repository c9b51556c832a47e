import Foundation
import Insight
import TestSupport
import Testing

@Suite struct PhaseTests {
  @Test func `the ridge logit agrees with scikit-learn`() throws {
    let golden = try GoldenFile("insight.json")
    let rows = try golden.rows("rows")
    let outcomes = try golden.vector("logit_outcomes").map { $0 == 1 }
    let model = try RidgeLogit(rows: rows.flatMap { $0 }, columns: 2, outcomes: outcomes)
    #expect(largestDifference(model.coefficients, try golden.vector("logit")) < 1e-6)
  }

  @Test func `the area under the curve shares ties`() throws {
    let golden = try GoldenFile("insight.json")
    let judged = Judgement(
      chances: try golden.vector("auc_scores"),
      outcomes: try golden.vector("auc_outcomes").map { $0 == 1 })
    #expect(isClose(try #require(judged.auc), try golden.number("auc"), within: 1e-12))
    #expect(Judgement(chances: [0.2, 0.3], outcomes: [true, true]).auc == nil)
    let even = Judgement(chances: [0.5, 0.5], outcomes: [true, false])
    #expect(even.auc == 0.5)
    #expect(even.brier == 0.25)
    #expect(abs(even.logLoss - log(2)) < 1e-12)
  }

  /// Even rows of the Online Shoppers train, odd rows judge; counts by log(1 + x).
  @Test(arguments: [(false, 0.732), (true, 0.902)])
  func `sessions of Online Shoppers tell buyers as well as they can`(
    withPageValues: Bool, auc: Double
  ) throws {
    guard let path = PackageFolder.shared("data/online_shoppers_intention.csv") else {
      print("skipped: no ../shared/data/online_shoppers_intention.csv")
      return
    }
    let table = try PlainCSV(String(contentsOfFile: path, encoding: .utf8))
    func place(_ name: String) throws -> Int {
      try MissingValue.unwrap(table.header.firstIndex(of: name), name)
    }
    var names = [
      "Administrative", "Administrative_Duration", "Informational", "Informational_Duration",
      "ProductRelated", "ProductRelated_Duration", "BounceRates", "ExitRates", "SpecialDay",
    ]
    if withPageValues { names.append("PageValues") }
    let numbers = try names.map(place)
    let (visitor, weekend, revenue) = (
      try place("VisitorType"), try place("Weekend"), try place("Revenue")
    )
    let rows = table.rows.map { row in
      numbers.map { log1p(max(Double(row[$0]) ?? 0, 0)) } + [
        row[visitor] == "New_Visitor" ? 1 : 0, row[weekend] == "True" ? 1 : 0,
      ]
    }
    let outcomes = table.rows.map { $0[revenue] == "True" }
    func half(_ rest: Int) -> [Int] { rows.indices.filter { $0 % 2 == rest } }
    let model = try RidgeLogit(
      rows: half(0).flatMap { rows[$0] }, columns: names.count + 2,
      outcomes: half(0).map { outcomes[$0] })
    let judged = Judgement(
      chances: half(1).map { model.chance(rows[$0]) }, outcomes: half(1).map { outcomes[$0] })
    #expect(abs(try #require(judged.auc) - auc) < 0.0006)
  }

  /// Visitors who look, some of whom then put something into a basket, after which four in five
  /// order within the hour.
  static func shop(_ customers: Int) -> EventLog {
    var (cases, times, codes): ([Int32], [Double], [Int32]) = ([], [], [])
    for customer in 0..<customers {
      let start = Double(customer) * 1_000
      let way: [Int32] =
        switch customer % 10 {
        case 0...3: [0, 1, 2]
        case 4: [0, 1]
        default: [0, 0]
        }
      for (step, code) in way.enumerated() {
        cases.append(Int32(customer))
        times.append(start + Double(step) * 600)
        codes.append(code)
      }
    }
    // A last event long after, so that the end of the log hides nothing.
    cases.append(0)
    times.append(Double(customers) * 1_000 + 10 * 86_400)
    codes.append(0)
    return EventLog(
      cases: (0..<customers).map(String.init), caseOfEvent: cases, times: times,
      activities: EventLog.Labels(codes: codes, names: ["look", "basket", "buy"]),
      isOrder: codes.map { $0 == 2 })
  }

  @Test func `moments know their event, their count and whether an order followed`() throws {
    let moments = PurchaseMoments(Self.shop(10), window: 86_400)
    var rows: [Double] = []
    let found = moments.moments(of: 1, into: &rows)
    #expect(found.map(\.isFollowed) == [true, true])
    let basket = try #require(moments.columns.firstIndex(of: "now: basket"))
    let width = moments.columns.count
    #expect(rows.count == 2 * width)
    #expect([rows[basket], rows[width + basket]] == [0, 1])
    #expect(moments.moments(of: 9, into: &rows).map(\.isFollowed) == [false, false])
    // The very last event is too near the end for anyone to know.
    #expect(moments.moments(of: 0, into: &rows).last?.isFollowed == nil)
  }

  @Test func `the basket is the moment of truth where four in five who have one buy`() throws {
    let moments = PurchaseMoments(Self.shop(1_000), window: 86_400)
    let phase = try #require(try PurchasePhase(moments))
    // Customers 1, 3, 5, 7, 9 of each ten judge: 1 and 3 buy after a basket.
    #expect(phase.orders == 200)
    #expect(phase.caught == 200)
    // One in five who have a basket does not buy.
    #expect(phase.alarms.count { $0.lead != nil } == 200)
    #expect(phase.alarms.allSatisfy { phase.threshold > 0 && $0.lead ?? 0 <= 1_200 })
    #expect(try #require(phase.judgement.auc) > 0.8)
    #expect(try PurchasePhase(PurchaseMoments(Self.shop(50), window: 86_400)) == nil)
  }
}
