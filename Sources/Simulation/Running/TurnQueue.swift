/// Customers of a block waiting for their turns in the market's time order: by time, arrivals first,
/// then by customer.
///
/// A 4-ary heap of the turns of one window, which stays within the processor's cache.
struct TurnQueue: Sendable {
  /// One waiting customer and the customer's place in the block.
  struct Entry: Sendable {
    /// Time, customer and place in one number, whose order is that of the market.
    fileprivate let key: UInt128

    fileprivate init(key: UInt128) { self.key = key }

    var time: Double { Double(bitPattern: UInt64(truncatingIfNeeded: key >> 65)) }
    var slot: UInt32 { UInt32(truncatingIfNeeded: key) }

    /// Makes an entry; the bits of numbers that are not negative are ordered as the numbers are.
    init(time: Double, isArrival: Bool = false, customer: UInt32, slot: UInt32) {
      let moment = UInt128(time.bitPattern) << 1 | (isArrival ? 0 : 1)
      key = moment << 64 | UInt128(customer) << 32 | UInt128(slot)
    }
  }

  private var heap: [UInt128] = []

  var count: Int { heap.count }
  var isEmpty: Bool { heap.isEmpty }
  var first: Entry? { heap.first.map { Entry(key: $0) } }

  /// All turns, in no order.
  var all: some Sequence<Entry> { heap.lazy.map { Entry(key: $0) } }

  mutating func removeAll() { heap.removeAll(keepingCapacity: true) }

  mutating func insert(_ entry: Entry) {
    let key = entry.key
    heap.append(key)
    var index = heap.count - 1
    while index > 0 {
      let parent = (index - 1) / 4
      guard key < heap[parent] else { break }
      heap[index] = heap[parent]
      index = parent
    }
    heap[index] = key
  }

  mutating func removeFirst() {
    if let last = heap.popLast(), !heap.isEmpty { sift(last) }
  }

  /// Puts a key in the place of the least one and lets it sink.
  private mutating func sift(_ key: UInt128) {
    var index = 0
    let count = heap.count
    while true {
      let child = index * 4 + 1
      guard child < count else { break }
      var least = child
      if child + 3 < count {
        let left = heap[child + 1] < heap[child] ? child + 1 : child
        let right = heap[child + 3] < heap[child + 2] ? child + 3 : child + 2
        least = heap[right] < heap[left] ? right : left
      } else {
        for other in (child + 1)..<max(child + 1, count) where heap[other] < heap[least] {
          least = other
        }
      }
      guard heap[least] < key else { break }
      heap[index] = heap[least]
      index = least
    }
    heap[index] = key
  }
}
