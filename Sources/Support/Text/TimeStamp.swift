/// Writes hours since the start of a market as ISO 8601 times in UTC, to the millisecond.
public struct TimeStamp: Sendable {
  private let firstDay: Int64

  /// Counts from midnight UTC of a day.
  public init(daysSinceEpoch: Int) {
    firstDay = Int64(daysSinceEpoch)
  }

  /// Bytes that a time takes while years have four digits; later years take at most eight more.
  public static let width = 24

  /// The time as text, such as `2026-01-05T18:30:00.000Z`.
  public func text(hours: Double) -> String {
    var buffer = ByteBuffer(capacity: 64)
    buffer.append(hours: hours, using: self)
    return buffer.text
  }

  /// The day so many days after the first, such as `2026-01-05`.
  public func date(day: Int) -> String {
    var buffer = ByteBuffer(capacity: 64)
    put(day: firstDay + Int64(day), into: &buffer)
    return buffer.text
  }

  @inline(__always)
  public func put(hours: Double, into buffer: inout ByteBuffer) {
    // Rounding down keeps a moment before midnight in its day.
    let clamped = min(max(hours, -1e10), 1e10)
    let milliseconds = Int64((clamped * 3_600_000).rounded(.down))
    var (day, rest) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
    if rest < 0 {
      day -= 1
      rest += 86_400_000
    }
    put(day: firstDay + day, into: &buffer)
    buffer.put(UInt8(ascii: "T"))
    let (seconds, fraction) = rest.quotientAndRemainder(dividingBy: 1000)
    buffer.put(UInt64(truncatingIfNeeded: seconds / 3600), digits: 2)
    buffer.put(UInt8(ascii: ":"))
    buffer.put(UInt64(truncatingIfNeeded: seconds / 60 % 60), digits: 2)
    buffer.put(UInt8(ascii: ":"))
    buffer.put(UInt64(truncatingIfNeeded: seconds % 60), digits: 2)
    buffer.put(UInt8(ascii: "."))
    buffer.put(UInt64(truncatingIfNeeded: fraction), digits: 3)
    buffer.put(UInt8(ascii: "Z"))
  }

  @inline(__always)
  private func put(day: Int64, into buffer: inout ByteBuffer) {
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
      buffer.put(UInt64(year), digits: 4)
    } else {
      buffer.put(year < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
      buffer.put(year.magnitude, digits: 8)
    }
    buffer.put(UInt8(ascii: "-"))
    buffer.put(UInt64(truncatingIfNeeded: month), digits: 2)
    buffer.put(UInt8(ascii: "-"))
    buffer.put(UInt64(truncatingIfNeeded: dayOfMonth), digits: 2)
  }
}

extension ByteBuffer {
  /// Writes a time.
  public mutating func append(hours: Double, using stamp: TimeStamp) {
    reserve(TimeStamp.width + 8)
    stamp.put(hours: hours, into: &self)
  }
}
