import HeapModule

/// Something that happens to the world without a customer.
struct WorldEvent: Sendable, Comparable {
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
  static func < (left: WorldEvent, right: WorldEvent) -> Bool {
    (left.time, left.kind.rawValue, left.subject, left.amount)
      < (right.time, right.kind.rawValue, right.subject, right.amount)
  }
}

/// Events of the world that are still to come.
struct WorldSchedule: Sendable {
  private var events = Heap<WorldEvent>()

  /// Time of the next event; infinity when there is none.
  var nextTime: Double { events.min?.time ?? .infinity }

  mutating func add(_ event: WorldEvent) { events.insert(event) }
  mutating func removeNext() -> WorldEvent? { events.popMin() }
}
