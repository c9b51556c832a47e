import Foundation
import Insight
import Studies
import Support
import TestSupport
import Testing

@Suite struct InsightStudyTests {
  static func study(
    _ text: String, _ change: (inout InsightOptions) -> Void = { _ in }
  ) throws -> InsightResult {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "log.csv")
      try Data(text.utf8).write(to: file)
      var options = InsightOptions()
      change(&options)
      return try InsightStudy(path: file.path, options: options, threads: 2).run()
    }
  }

  static func refusal(_ found: InsightResult, _ part: String) -> String? {
    found.chapters.first { $0.part == part }?.remarks.first { $0.role == .refusal }?.sentence.text
  }

  /// Two hundred customers who look, and three in four buy once.
  static let buyersOnce =
    "user,event,time\n"
    + (0..<200).map { customer in
      let day = String(format: "%02d", customer % 28 + 1)
      let look = "\(customer),look,2026-01-\(day) 10:00\n"
      return customer % 4 == 0 ? look : look + "\(customer),order,2026-01-\(day) 10:20\n"
    }.joined()

  @Test func `what a log cannot answer is refused in words`() throws {
    let found = try Self.study(Self.buyersOnce)
    #expect(found.chapters.map(\.part) == InsightParts.names)
    #expect(try #require(Self.refusal(found, "attribution")).contains("no touchpoints"))
    #expect(try #require(Self.refusal(found, "lifetime")).contains("0 of 150 buyers came back"))
    #expect(try #require(Self.refusal(found, "service")).contains("--complaint"))
    #expect(Self.refusal(found, "map") == nil)
    let none = try Self.study("user,event,time\n1,look,2026-01-01\n")
    #expect(none.chapters.allSatisfy { $0.isRefused })
    #expect(try #require(Self.refusal(none, "lifetime")).contains("--order"))
  }

  @Test func `threads change nothing, and only the parts asked for are told`() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "log.csv").path
      try Data(Self.buyersOnce.utf8).write(to: URL(filePath: file))
      var options = InsightOptions()
      options.only = ["segments", "map"]
      let one = try InsightStudy(path: file, options: options, threads: 1).run()
      let two = try InsightStudy(path: file, options: options, threads: 2).run()
      #expect(one == two)
      #expect(one.chapters.map(\.part) == ["segments", "map"])
      let coded = try InsightStudy.decoded(InsightStudy.encoded(one))
      #expect(coded == one)
    }
  }

  @Test func `options that fit nothing are refused`() {
    #expect {
      try Self.study(Self.buyersOnce) { $0.only = ["lifetmie"] }
    } throws: { ($0 as? ArgumentError)?.nearest == "lifetime" }
    #expect {
      try Self.study(Self.buyersOnce) { $0.split = "soon" }
    } throws: { "\($0)".contains("--split") }
    #expect {
      try Self.study(Self.buyersOnce) { $0.within = 0 }
    } throws: { "\($0)".contains("--within") }
    #expect {
      try Self.study(Self.buyersOnce) { $0.complaints = ["lok"] }
    } throws: { ($0 as? ArgumentError)?.nearest == "look" }
  }

  @Test func `the planted faults of a real shop's log are found, each with its days`() throws {
    guard let path = PackageFolder.shared("data/ecom.csv.gz") else {
      print("skipped: no ../shared/data/ecom.csv.gz")
      return
    }
    var options = InsightOptions()
    options.only = ["service"]
    options.complaints = ["checkout_bug", "payment_error", "error_page"]
    var reading = EventLogOptions()
    reading.segments = ["platform"]
    reading.columns = [.channel: ""]
    let found = try InsightStudy(path: path, reading: reading, options: options).run()
    let table = try #require(found.chapters.first?.tables.first)
    let rows = table.rows.map { row in
      row.map { cell in if case .words(let words) = cell { words } else { "" } }
    }
    // Planted on mobile from 9 April to 9 May, and for everyone from 19 May to 7 June.
    let bug = try #require(rows.first { $0[0] == "checkout_bug" })
    #expect(Array(bug[1...2]) == ["platform", "mobile"])
    #expect(("2024-04-09"..."2024-04-14").contains(bug[3]))
    #expect(bug[4] == "2024-05-09")
    let payment = try #require(rows.first { $0[0] == "payment_error" })
    #expect(payment[1].isEmpty)
    #expect(payment[3] == "2024-05-19")
    #expect(("2024-06-06"..."2024-06-08").contains(payment[4]))
    #expect(payment[5] >= "2024-05-19" && payment[5] <= "2024-05-22")
    #expect(!rows.contains { $0[0] == "error_page" })
  }
}
