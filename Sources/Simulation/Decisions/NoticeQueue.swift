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

/// Turns what happens to a customer's money into notices, and pauses journeys at decision points.
struct NoticeRecorder: JourneyObserver {
  static let canPause = true

  var notices = NoticeQueue()
  /// Whether the present customer has met a decision.
  var isListening = false
  /// What has been told of the present customer.
  private var known = Ledger()

  @inline(__always)
  func pauses(
    before stage: Int, in model: borrowing Model, _ customer: borrowing CustomerState
  ) -> Bool {
    model.decisions[stage] >= 0
  }

  mutating func follows(_ customer: borrowing CustomerState, arm: Int) { known = customer.ledger }
  mutating func ordered(paid: Int64, _ customer: borrowing CustomerState) { tell(customer) }
  mutating func refunded(_ amount: Int64, _ customer: borrowing CustomerState) { tell(customer) }
  mutating func charged(_ amount: Int64, _ customer: borrowing CustomerState) { tell(customer) }

  /// Tells what was not told yet; `isLast` when the journey is over.
  mutating func tell(_ customer: borrowing CustomerState, isLast: Bool = false) {
    let ledger = customer.ledger
    if isListening {
      notices.insert(
        OutcomeNotice(
          customer: customer.number, time: customer.now,
          orders: Int(ledger.orders - known.orders), revenue: ledger.revenue - known.revenue,
          margin: ledger.margin - known.margin, isLast: isLast))
    }
    known = ledger
  }
}
