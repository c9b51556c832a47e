/// Customers waiting for their turn in a market's time order: by time, arrivals first, then by
/// customer.
///
/// The horizon is cut into windows. Visits of windows to come just wait in their window's list;
/// those of the present one are in a 4-ary heap, which thus stays within the processor's cache.
struct TurnQueue: Sendable {
  /// One waiting customer and the customer's place in the block.
  struct Entry: Sendable {
    /// Time, customer and place in one number, whose order is that of the market.
    fileprivate let key: UInt128

    fileprivate init(key: UInt128) { self.key = key }

    var time: Double { Double(bitPattern: UInt64(truncatingIfNeeded: key >> 65)) }
    var customer: UInt32 { UInt32(truncatingIfNeeded: key >> 32) }
    var slot: UInt32 { UInt32(truncatingIfNeeded: key) }

    /// Makes an entry; the bits of numbers that are not negative are ordered as the numbers are.
    init(time: Double, isArrival: Bool = false, customer: UInt32, slot: UInt32) {
      let moment = UInt128(time.bitPattern) << 1 | (isArrival ? 0 : 1)
      key = moment << 64 | UInt128(customer) << 32 | UInt128(slot)
    }
  }

  private let windowsPerHour: Double
  private var heap: [UInt128] = []
  private var later: [[UInt128]]
  private var window = 0

  private(set) var count = 0

  init(horizon: Double, windows: Int) {
    windowsPerHour = Double(windows) / horizon
    later = [[UInt128]](repeating: [], count: windows)
  }

  /// The end of the window that a time lies in.
  func end(after time: Double) -> Double {
    // Rounding must not end a window before what it begins with.
    max(time.nextUp, ((time * windowsPerHour).rounded(.down) + 1) / windowsPerHour)
  }

  /// The turns of the present window, in no order.
  var present: some Sequence<Entry> { heap.lazy.map { Entry(key: $0) } }

  var first: Entry? { heap.first.map { Entry(key: $0) } }

  mutating func insert(_ entry: Entry) {
    count += 1
    let own = window(of: entry)
    if own <= window {
      push(entry.key)
    } else {
      later[own].append(entry.key)
      if heap.isEmpty { moveOn() }
    }
  }

  /// Puts another entry in the place of the next one.
  mutating func replaceFirst(with entry: Entry) {
    let own = window(of: entry)
    if own <= window {
      sift(entry.key)
    } else {
      later[own].append(entry.key)
      dropFirst()
    }
  }

  mutating func removeFirst() {
    count -= 1
    dropFirst()
  }

  private func window(of entry: Entry) -> Int {
    min(Int(entry.time * windowsPerHour), later.count - 1)
  }

  private mutating func dropFirst() {
    if let last = heap.popLast(), !heap.isEmpty { sift(last) }
    if heap.isEmpty { moveOn() }
  }

  /// Brings the next window that anybody waits for into the heap.
  private mutating func moveOn() {
    while heap.isEmpty, window < later.count - 1 {
      window += 1
      for key in later[window] { push(key) }
      later[window] = []
    }
  }

  private mutating func push(_ key: UInt128) {
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
