import HeapModule

/// Something that happens to a stock without a customer.
struct SupplyEvent: Sendable, Comparable {
  /// What happens; the order of the cases is the order at equal times.
  enum Kind: Int, Sendable {
    case delivery
    case reorder
  }

  var time: Double
  var kind: Kind
  /// Index of what it happens to.
  var subject: Int
  var amount: Int

  /// Orders by time, kind, subject and amount, so that no two orders of equal events differ.
  static func < (left: SupplyEvent, right: SupplyEvent) -> Bool {
    (left.time, left.kind.rawValue, left.subject, left.amount)
      < (right.time, right.kind.rawValue, right.subject, right.amount)
  }
}

/// Events of a stock that are still to come.
struct SupplySchedule: Sendable {
  private var events = Heap<SupplyEvent>()

  /// Time of the next event; infinity when there is none.
  private(set) var nextTime = Double.infinity

  mutating func add(_ event: SupplyEvent) {
    events.insert(event)
    nextTime = min(nextTime, event.time)
  }

  mutating func removeNext() -> SupplyEvent? {
    defer { nextTime = events.min?.time ?? .infinity }
    return events.popMin()
  }
}
