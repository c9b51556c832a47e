/// The customers of a market by the window of time in which they arrive.
///
/// Customers are numbered independently of their arrival, so that more of them change none. Their
/// numbers are put in the order of windows once; within a window they are in no order.
struct ArrivalQueue {
  private let factory: CustomerFactory
  /// The customers' numbers, window by window, and those whose windows have begun.
  private var numbers: [UInt32]
  private var taken = 0
  /// Where each window's numbers end.
  private var ends: [Int] = []
  private var window = 0
  /// Who has yet to arrive in the present window.
  private var present: [(time: Double, customer: UInt32)] = []
  /// When the next customer arrives; infinity when all have come.
  private(set) var nextTime = Double.infinity

  init(factory: CustomerFactory, customers: Range<Int>, windows: Windows) {
    self.factory = factory
    ends = [Int](repeating: 0, count: windows.count)
    // As many windows as fit into two bytes.
    var own = [UInt16](repeating: 0, count: customers.count)
    for (place, number) in customers.enumerated() {
      let window = windows.window(of: factory.arrival(of: UInt64(number)))
      own[place] = UInt16(window)
      ends[window] += 1
    }
    var sum = 0
    for window in ends.indices {
      sum += ends[window]
      ends[window] = sum - ends[window]
    }
    numbers = [UInt32](repeating: 0, count: customers.count)
    for (place, number) in customers.enumerated() {
      let window = Int(own[place])
      numbers[ends[window]] = UInt32(truncatingIfNeeded: number)
      ends[window] += 1
    }
    fill()
  }

  /// Takes customers who arrive before a time, so many at most, in no order.
  mutating func take(before end: Double, most: Int, _ body: (UInt32) -> Void) -> Int {
    var count = 0
    while count < most, nextTime < end {
      var index = 0
      while index < present.count, count < most {
        if present[index].time < end {
          body(present[index].customer)
          count += 1
          present[index] = present[present.count - 1]
          present.removeLast()
        } else {
          index += 1
        }
      }
      fill()
    }
    return count
  }

  /// Goes on to the next window with anybody in it once the present one is through.
  private mutating func fill() {
    while present.isEmpty, window < ends.count {
      for number in numbers[taken..<ends[window]] {
        present.append((factory.arrival(of: UInt64(number)), number))
      }
      taken = ends[window]
      window += 1
    }
    nextTime = present.reduce(.infinity) { min($0, $1.time) }
  }
}
