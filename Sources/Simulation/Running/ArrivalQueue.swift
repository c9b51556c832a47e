/// The customers of a market in the order of their arrival.
///
/// Customers are numbered independently of their arrival, so that more of them change none. Their
/// numbers are sorted into windows of equal share of the arrivals once; a window's customers are
/// brought into time order when it is their turn, which bounds the memory.
struct ArrivalQueue {
  private struct Arrival {
    var time: Double
    var customer: UInt32

    static func < (left: Arrival, right: Arrival) -> Bool {
      left.time < right.time || (left.time == right.time && left.customer < right.customer)
    }
  }

  /// Few, to be sorted fast within the processor's cache.
  private static let customersPerWindow = 1024

  private let factory: CustomerFactory
  /// Numbers of the customers of windows to come, the next window last.
  private var windows: [[UInt32]]
  private var arrivals: [Arrival] = []
  private var position = 0

  init(factory: CustomerFactory, customers: Int) {
    self.init(factory: factory, customers: 0..<customers)
  }

  init(factory: CustomerFactory, customers: Range<Int>) {
    self.factory = factory
    let count = 1 + customers.count / Self.customersPerWindow
    windows = [[UInt32]](repeating: [], count: count)
    for number in customers {
      let share = factory.share(before: factory.arrival(of: UInt64(number)))
      let window = min(Int(share * Double(count)), count - 1)
      windows[count - 1 - window].append(UInt32(number))
    }
    fill()
  }

  /// The next arrival, or nil when all have come.
  var first: (time: Double, customer: UInt64)? {
    guard position < arrivals.count else { return nil }
    return (arrivals[position].time, UInt64(arrivals[position].customer))
  }

  /// Moves on to the next arrival.
  mutating func removeFirst() {
    position += 1
    if position == arrivals.count { fill() }
  }

  private mutating func fill() {
    arrivals.removeAll(keepingCapacity: true)
    position = 0
    while arrivals.isEmpty, let window = windows.popLast() {
      for number in window {
        arrivals.append(Arrival(time: factory.arrival(of: UInt64(number)), customer: number))
      }
      arrivals.sort { $0 < $1 }
    }
  }
}
