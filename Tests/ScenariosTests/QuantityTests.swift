import Support
import Testing

@testable import Scenarios

@Suite struct `Values as written` {
  private let euro = Currency(code: "EUR", decimals: 2)

  @Test(
    arguments: [
      ("0.1", 10), ("0.2", 20), ("0.30", 30), ("14.90", 1490), ("14.900", 1490), ("0", 0),
      ("1.005e0", nil), ("14.905", nil), (".5", 50), ("5.", 500), ("+3", 300),
      ("999999999999.99", 99_999_999_999_999), ("1000000000000", nil),
      ("92233720368547758.08", nil), ("-1", nil), ("1,50", nil), ("", nil), ("4 %", nil),
      ("0x10", nil), ("1_000", nil), ("٣", nil),
    ] as [(String, Int64?)])
  func `of money are exact or refused`(text: String, minorUnits: Int64?) {
    #expect((try? Quantities.money(text, euro))?.minorUnits == minorUnits)
  }

  @Test func `of money add up where floating point does not`() throws {
    let sum =
      try Quantities.money("0.1", euro).minorUnits
      + Quantities.money("0.2", euro).minorUnits
    #expect(sum == (try Quantities.money("0.3", euro).minorUnits))
    #expect(0.1 + 0.2 != 0.3)
  }

  @Test(arguments: [("JPY", "149", 149), ("KWD", "1.125", 1125), ("USD", "1.12", 112)])
  func `of money have the decimals of their currency`(
    code: String, text: String, minorUnits: Int64
  ) throws {
    let currency = try #require(Currency.named(code))
    #expect(try Quantities.money(text, currency).minorUnits == minorUnits)
    #expect(throws: ValueFault.self) { try Quantities.money("0.0001", currency) }
  }

  @Test(
    arguments: [
      ("60 days", 1440), ("1 day", 24), ("2 d", 48), ("36 h", 36), ("1 hour", 1), ("2 hours", 2),
      ("20 min", 20.0 / 60), ("1 minute", 1.0 / 60), ("30 minutes", 0.5), ("30 s", 30.0 / 3600),
      ("1 second", 1.0 / 3600), ("90 seconds", 0.025), ("2 weeks", 336), ("1 week", 168),
      ("1 w", 168), ("1.5 h", 1.5), ("60days", 1440), ("60", nil), ("60 moons", nil),
      ("-1 h", nil), ("h", nil), ("", nil), ("inf h", nil), ("1 h 30 min", nil),
    ] as [(String, Double?)])
  func `of time are in hours`(text: String, hours: Double?) {
    #expect((try? Quantities.hours(text)) == hours)
  }

  @Test(
    arguments: [
      ("500 / day", 500.0 / 24), ("3/h", 3), ("3 / hour", 3), ("168 / week", 1), ("500", nil),
      ("500 / fortnight", nil), ("/ day", nil), ("5 / 5", nil), ("0 / day", nil),
    ] as [(String, Double?)])
  func `of rate are per hour`(text: String, rate: Double?) {
    #expect((try? Quantities.ratePerHour(text, .positive)) == rate)
  }

  @Test(
    arguments: [
      ("30 %", 0.3), ("30%", 0.3), ("0.3", 0.3), ("100 %", 1), ("0", 0), ("101 %", nil),
      ("-1 %", nil), ("half", nil), ("%", nil), ("nan", nil), ("1e999 %", nil),
    ] as [(String, Double?)])
  func `of shares are fractions`(text: String, share: Double?) {
    #expect((try? Quantities.share(text)) == share)
  }

  @Test(
    arguments: [
      ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11016), ("2026-01-05", 20458),
      ("1900-02-29", nil), ("2026-13-01", nil), ("2026-04-31", nil), ("2026-1-5", nil),
      ("1800-01-01", nil), ("-026-01-05", nil), ("2026-01-05T00:00", nil),
    ] as [(String, Int?)])
  func `of date are days since 1970`(text: String, day: Int?) {
    #expect((try? Quantities.date(text))?.daysSinceEpoch == day)
  }

  @Test func `of date know that 2026 begins its first whole week on 5 January`() throws {
    #expect(try Quantities.date("2026-01-05").weekday == 0)
    #expect(try Quantities.date("2026-01-11").weekday == 6)
  }

  @Test(arguments: ["nan", ".nan", "inf", "-.inf", "1e999", "0x1p3", "1 2", "--1", "1e"])
  func `of number are finite decimals`(text: String) {
    #expect(throws: ValueFault.self) { try Quantities.number(text) }
  }

  @Test(
    arguments: [
      ("pirce", "price"), ("prise", "price"), ("price_", "price"), ("zebra", nil),
      ("stck", "stock"),
      ("PRICE", "price"),
    ] as [(String, String?)])
  func `that are misspelt have a nearest name`(word: String, nearest: String?) {
    #expect(NearestName.of(word, among: ["cost", "price", "stock"]) == nearest)
  }
}
