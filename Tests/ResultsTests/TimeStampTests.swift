import Foundation
import Support
import Testing

@testable import Scenarios

@Suite struct TimeStampTests {
  /// 2026-01-05 is day 20,458 after 1970-01-01.
  private let stamp = TimeStamp(start: CalendarDay(daysSinceEpoch: 20_458))

  @Test(
    arguments: [
      (0, "2026-01-05T00:00:00.000Z"), (18.5, "2026-01-05T18:30:00.000Z"),
      (24, "2026-01-06T00:00:00.000Z"), (24 - 1e-9, "2026-01-05T23:59:59.999Z"),
      (1.5 / 3_600_000, "2026-01-05T00:00:00.001Z"), (-1, "2026-01-04T23:00:00.000Z"),
      (24 * 54, "2026-02-28T00:00:00.000Z"), (24 * 55, "2026-03-01T00:00:00.000Z"),
      (24 * 785, "2028-02-29T00:00:00.000Z"),
    ] as [(Double, String)])
  func `hours become ISO 8601 times`(hours: Double, text: String) {
    #expect(stamp.text(hours: hours) == text)
  }

  @Test func `every day of four centuries is the day that the calendar says`() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    for day in stride(from: -30_000, to: 116_100, by: 73) {
      let date = Date(timeIntervalSince1970: Double(20_458 + day) * 86_400)
      let parts = calendar.dateComponents([.year, .month, .day], from: date)
      let year = try #require(parts.year)
      let month = try #require(parts.month)
      let dayOfMonth = try #require(parts.day)
      func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
      #expect(stamp.date(day: day) == "\(year)-\(two(month))-\(two(dayOfMonth))")
    }
  }
}
