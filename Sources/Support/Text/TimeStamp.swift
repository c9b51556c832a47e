/// Writes hours since the start of a market as ISO 8601 times in UTC, to the millisecond.
public struct TimeStamp: Sendable {
  @usableFromInline let firstDay: Int64
  /// The first days as text up to the hour, such as `2026-01-05T`; none beyond year 9999.
  @usableFromInline let days: [SIMD32<UInt8>]

  /// Counts from midnight UTC of a day.
  public init(daysSinceEpoch: Int) {
    firstDay = Int64(daysSinceEpoch)
    var days: [SIMD32<UInt8>] = []
    for day in 0..<400 {
      var buffer = ByteBuffer(capacity: 64)
      buffer.write(atMost: Self.room) { Self.put(day: Int64(daysSinceEpoch + day), into: &$0) }
      guard buffer.count == Self.dayWidth else { break }
      var text = SIMD32<UInt8>()
      for (place, byte) in buffer.bytes.enumerated() { text[place] = byte }
      days.append(text)
    }
    self.days = days
  }

  /// Bytes that a day takes with the letter before the hour, while years have four digits.
  @usableFromInline static let dayWidth = 11
  /// Room that writing a time may need: years beyond the fourth digit, and a vector's length.
  public static let room = 64

  /// Milliseconds from the epoch, 1970-01-01 in UTC, to a time.
  @inlinable @inline(__always)
  public func milliseconds(hours: Double) -> Int64 {
    firstDay &* 86_400_000 &+ Self.milliseconds(hours)
  }

  /// The time as text, such as `2026-01-05T18:30:00.000Z`.
  public func text(hours: Double) -> String {
    var buffer = ByteBuffer(capacity: Self.room)
    buffer.write(atMost: Self.room) { put(hours: hours, into: &$0) }
    return buffer.text
  }

  /// The day so many days after the first, such as `2026-01-05`.
  public func date(day: Int) -> String {
    var buffer = ByteBuffer(capacity: Self.room)
    buffer.write(atMost: Self.room) { Self.put(day: firstDay + Int64(day), into: &$0) }
    return String(buffer.text.dropLast())
  }

  /// Rounds down, which keeps a moment before midnight in its day.
  @inlinable @inline(__always)
  static func milliseconds(_ hours: Double) -> Int64 {
    let exact = min(max(hours, -1e10), 1e10) * 3_600_000
    let whole = Int64(exact)
    return Double(whole) > exact ? whole - 1 : whole
  }

  /// Writes a time into ``room`` bytes.
  @inlinable @inline(__always)
  public func put(hours: Double, into cursor: inout ByteCursor) {
    var (day, rest) = Self.milliseconds(hours).quotientAndRemainder(dividingBy: 86_400_000)
    if rest < 0 {
      day -= 1
      rest += 86_400_000
    }
    if day >= 0, day < days.count {
      cursor.put(days[Int(truncatingIfNeeded: day)], count: Self.dayWidth)
    } else {
      Self.put(day: firstDay + day, into: &cursor)
    }
    let (seconds, fraction) = UInt64(truncatingIfNeeded: rest).quotientAndRemainder(
      dividingBy: 1000)
    let (minutes, second) = seconds.quotientAndRemainder(dividingBy: 60)
    let (hour, minute) = minutes.quotientAndRemainder(dividingBy: 60)
    cursor.put(pair: hour)
    cursor.put(UInt8(ascii: ":"))
    cursor.put(pair: minute)
    cursor.put(UInt8(ascii: ":"))
    cursor.put(pair: second)
    cursor.put(UInt8(ascii: "."))
    cursor.put(fraction, digits: 3)
    cursor.put(UInt8(ascii: "Z"))
  }

  /// Writes a day by the proleptic Gregorian calendar, and the letter before the hour.
  @usableFromInline
  static func put(day: Int64, into cursor: inout ByteCursor) {
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    if (0...9999).contains(year) {
      cursor.put(UInt64(year), digits: 4)
    } else {
      cursor.put(year < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
      cursor.put(year.magnitude, digits: 8)
    }
    cursor.put(UInt8(ascii: "-"))
    cursor.put(UInt64(truncatingIfNeeded: month), digits: 2)
    cursor.put(UInt8(ascii: "-"))
    cursor.put(UInt64(truncatingIfNeeded: dayOfMonth), digits: 2)
    cursor.put(UInt8(ascii: "T"))
  }
}
