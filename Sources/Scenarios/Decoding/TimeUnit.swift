import Support

/// Units of time and their length in hours.
struct TimeUnit: Sendable {
  /// Ways to write the unit, the usual one first.
  var names: [String]
  var hours: Double

  /// All units, from the longest to the shortest.
  static let all = [
    // A twelfth of 365.25 days.
    TimeUnit(names: ["months", "month"], hours: 730.5),
    TimeUnit(names: ["weeks", "week", "w"], hours: 168),
    TimeUnit(names: ["days", "day", "d"], hours: 24),
    TimeUnit(names: ["hours", "hour", "h"], hours: 1),
    TimeUnit(names: ["minutes", "minute", "min"], hours: 1 / 60),
    TimeUnit(names: ["seconds", "second", "s"], hours: 1 / 3600),
  ]

  static var names: [String] { all.flatMap(\.names) }

  static func named(_ name: String) throws(ValueFault) -> TimeUnit {
    if let unit = all.first(where: { $0.names.contains(name) }) { return unit }
    throw ValueFault(
      "has the unknown unit of time `\(name.shortened)`",
      note: NearestName.of(name, among: names).map { "did you mean `\($0)`?" }
        ?? "allowed are \(NearestName.list(all.compactMap(\.names.first)))")
  }
}

extension Quantities {
  /// A time such as `60 days`, in hours.
  static func hours(_ text: String, _ bounds: Bounds = .notNegative) throws(ValueFault) -> Double {
    let number = text.prefix { "+-.0123456789".contains($0) }
    let unit = text.dropFirst(number.count).trimmed
    guard let value = WrittenNumber(number)?.value else {
      throw ValueFault("must be a time, e.g. `60 days`; found `\(text.shortened)`")
    }
    guard !unit.isEmpty else {
      throw ValueFault("needs a unit, e.g. `\(text.shortened) days`; found `\(text.shortened)`")
    }
    let known = try TimeUnit.named(unit)
    // A division keeps whole minutes exact where a product with 1/60 does not.
    let hours = known.hours < 1 ? value / (1 / known.hours).rounded() : value * known.hours
    guard hours.isFinite, bounds.contains(hours) else {
      let range = bounds.words { "\(Bounds.write($0)) h" }
      throw ValueFault("must be \(range); found `\(text.shortened)`")
    }
    return hours
  }

  /// A rate such as `500 / day`, per hour.
  static func ratePerHour(_ text: String, _ bounds: Bounds) throws(ValueFault) -> Double {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let value = WrittenNumber((parts.first ?? "").trimmed)?.value else {
      throw ValueFault("must be a rate, e.g. `500 / day`; found `\(text.shortened)`")
    }
    guard parts.count == 2 else {
      throw ValueFault("needs a unit, e.g. `\(text.shortened) / day`; found `\(text.shortened)`")
    }
    let unit = try TimeUnit.named(parts[1].trimmed)
    return try within(bounds, value / unit.hours, text)
  }

  /// A date such as `2026-01-05` in the Gregorian calendar, in the years 1900 to 2199.
  ///
  /// The day number follows H. Hinnant, "chrono-compatible low-level date algorithms".
  static func date(_ text: String) throws(ValueFault) -> CalendarDay {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let fault = ValueFault("must be a date, e.g. `2026-01-05`; found `\(text.shortened)`")
    guard parts.count == 3, parts.map(\.count) == [4, 2, 2],
      text.utf8.allSatisfy({ $0 == 0x2d || (0x30...0x39).contains($0) }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { throw fault }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard (1...12).contains(month), (1...lengths[month - 1]).contains(day) else { throw fault }
    guard (1900...2199).contains(year) else {
      throw ValueFault("must be a date from 1900 to 2199; found `\(text.shortened)`")
    }
    // Years begin in March, so that the leap day is the last of its year.
    let shifted = month > 2 ? year : year - 1
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    let days = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    return CalendarDay(daysSinceEpoch: days)
  }
}
