/// Customers waiting for their turn in a market's time order: a 4-ary heap by (time, customer).
struct VisitQueue: Sendable {
  /// One waiting customer and where the customer's state is parked.
  struct Entry: Sendable {
    var time: Double
    var customer: UInt32
    var slot: UInt32

    @inline(__always)
    static func < (left: Entry, right: Entry) -> Bool {
      left.time < right.time || (left.time == right.time && left.customer < right.customer)
    }
  }

  private var entries: [Entry] = []

  /// The next entry.
  var first: Entry? { entries.first }

  /// Number of entries.
  var count: Int { entries.count }

  /// Adds an entry.
  mutating func insert(_ entry: Entry) {
    entries.append(entry)
    var index = entries.count - 1
    while index > 0 {
      let parent = (index - 1) / 4
      guard entry < entries[parent] else { break }
      entries[index] = entries[parent]
      index = parent
    }
    entries[index] = entry
  }

  /// Puts another entry in the place of the next one.
  mutating func replaceFirst(with entry: Entry) {
    var index = 0
    let count = entries.count
    while true {
      let firstChild = index * 4 + 1
      guard firstChild < count else { break }
      var least = firstChild
      for child in (firstChild + 1)..<max(firstChild + 1, min(firstChild + 4, count))
      where entries[child] < entries[least] {
        least = child
      }
      guard entries[least] < entry else { break }
      entries[index] = entries[least]
      index = least
    }
    entries[index] = entry
  }

  /// Removes the next entry.
  mutating func removeFirst() {
    guard let last = entries.popLast(), !entries.isEmpty else { return }
    replaceFirst(with: last)
  }
}
