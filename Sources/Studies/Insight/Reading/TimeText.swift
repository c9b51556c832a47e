/// How the times of a log are written.
package enum TimeText: String, Sendable, Equatable, CaseIterable, Codable {
  /// ISO 8601, with `T` or a space, or the day alone; also seconds or milliseconds since 1970.
  case iso = "y-m-d"
  case dayFirst = "d/m/y"
  case monthFirst = "m/d/y"

  /// Reads a time as seconds since 1970 in UTC; nil when it is none of this form.
  ///
  /// The parts of a day are set apart by `-`, `/` or `.`; a time without a zone is taken as UTC.
  package func seconds(_ text: String) -> Double? {
    var rest = Array(text.utf8)[...]
    while rest.first == 0x20 { rest = rest.dropFirst() }
    while rest.last == 0x20 { rest = rest.dropLast() }
    if self == .iso, let number = Self.sinceEpoch(rest) { return number }
    var parts: [Int] = []
    for place in 0..<3 {
      guard let number = Self.digits(&rest, most: 4) else { return nil }
      parts.append(number)
      guard place < 2 else { break }
      guard let mark = rest.popFirst(), [0x2D, 0x2F, 0x2E].contains(mark) else { return nil }
    }
    let (year, month, day) =
      switch self {
      case .iso: (parts[0], parts[1], parts[2])
      case .dayFirst: (parts[2], parts[1], parts[0])
      case .monthFirst: (parts[2], parts[0], parts[1])
      }
    guard year >= 1000, (1...12).contains(month), (1...Self.days(of: month, in: year)).contains(day)
    else { return nil }
    guard let clock = Self.clock(&rest), rest.isEmpty else { return nil }
    return Double(Self.dayNumber(year, month, day)) * 86_400 + clock
  }

  /// Seconds since midnight UTC of what follows a day; nil when it is no time.
  private static func clock(_ rest: inout ArraySlice<UInt8>) -> Double? {
    guard let mark = rest.first else { return 0 }
    guard mark == 0x54 || mark == 0x74 || mark == 0x20 else { return nil }
    rest = rest.dropFirst()
    guard let hour = digits(&rest, most: 2), rest.popFirst() == 0x3A,
      let minute = digits(&rest, most: 2), minute < 60
    else { return nil }
    var (second, hours) = (0.0, hour)
    if rest.first == 0x3A {
      rest = rest.dropFirst()
      guard let whole = digits(&rest, most: 2), whole <= 60 else { return nil }
      second = Double(whole)
      if rest.first == 0x2E || rest.first == 0x2C {
        rest = rest.dropFirst()
        var scale = 0.1
        guard let first = rest.first, (0x30...0x39).contains(first) else { return nil }
        while let digit = rest.first, (0x30...0x39).contains(digit) {
          second += Double(digit - 0x30) * scale
          scale /= 10
          rest = rest.dropFirst()
        }
      }
    }
    if rest.first == 0x20, rest.count == 3 { rest = rest.dropFirst() }
    if rest.count == 2, let half = rest.first.map({ $0 | 0x20 }), half == 0x61 || half == 0x70,
      rest.last.map({ $0 | 0x20 }) == 0x6D
    {
      guard (1...12).contains(hour) else { return nil }
      hours = hour % 12 + (half == 0x70 ? 12 : 0)
      rest = []
    }
    guard hours < 24 else { return nil }
    guard let zone = zone(&rest) else { return nil }
    return Double(hours * 3_600 + minute * 60) + second - Double(zone)
  }

  /// Seconds by which a zone is ahead of UTC; 0 without one.
  private static func zone(_ rest: inout ArraySlice<UInt8>) -> Int? {
    if rest.first == 0x20 { rest = rest.dropFirst() }
    guard let mark = rest.popFirst() else { return 0 }
    if mark == 0x5A || mark == 0x7A { return 0 }
    if mark == 0x55, rest.elementsEqual([0x54, 0x43]) {
      rest = []
      return 0
    }
    guard mark == 0x2B || mark == 0x2D, let hours = digits(&rest, most: 2), hours < 24 else {
      return nil
    }
    if rest.first == 0x3A { rest = rest.dropFirst() }
    let minutes = rest.isEmpty ? 0 : digits(&rest, most: 2)
    guard let minutes, minutes < 60 else { return nil }
    return (hours * 3_600 + minutes * 60) * (mark == 0x2D ? -1 : 1)
  }

  /// Seconds since 1970 that are written as a number: of nine to eleven digits before the point,
  /// or of twelve to fourteen in milliseconds.
  private static func sinceEpoch(_ bytes: ArraySlice<UInt8>) -> Double? {
    let whole = bytes.prefix { (0x30...0x39).contains($0) }
    guard (9...14).contains(whole.count),
      let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite
    else { return nil }
    return whole.count <= 11 ? value : value / 1000
  }

  private static func digits(_ rest: inout ArraySlice<UInt8>, most: Int) -> Int? {
    var (number, count) = (0, 0)
    while count < most, let digit = rest.first, (0x30...0x39).contains(digit) {
      number = number * 10 + Int(digit - 0x30)
      count += 1
      rest = rest.dropFirst()
    }
    return count > 0 ? number : nil
  }

  private static func days(of month: Int, in year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    switch month {
    case 2: return isLeap ? 29 : 28
    case 4, 6, 9, 11: return 30
    default: return 31
    }
  }

  /// Number of a day since 1970, in the Gregorian calendar; years begin in March, so that the leap
  /// day is the last.
  private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return 365 * year + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
  }
}
