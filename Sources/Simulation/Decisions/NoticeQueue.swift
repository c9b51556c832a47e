import HeapModule

/// Notices that are still to be given, in the order (time, customer, order of happening).
///
/// Journeys run ahead of the market's time, so what comes of them waits here until then.
struct NoticeQueue: Sendable {
  private struct Entry: Comparable {
    var notice: OutcomeNotice
    /// Counts notices as they happen, which puts those of a customer in order.
    var number: UInt64

    static func < (left: Entry, right: Entry) -> Bool {
      (left.notice.time, left.notice.customer, left.number)
        < (right.notice.time, right.notice.customer, right.number)
    }

    static func == (left: Entry, right: Entry) -> Bool { left.number == right.number }
  }

  private var entries = Heap<Entry>()
  private var count: UInt64 = 0

  mutating func insert(_ notice: OutcomeNotice) {
    entries.insert(Entry(notice: notice, number: count))
    count += 1
  }

  /// Removes the next notice whose time is not after this one.
  mutating func removeFirst(upTo time: Double) -> OutcomeNotice? {
    guard let first = entries.min, first.notice.time <= time else { return nil }
    return entries.popMin()?.notice
  }
}
