/// The customers of a market in the order of their arrival.
///
/// Customers are numbered independently of their arrival, so that more of them change none; they
/// are brought into time order window by window, which bounds the memory.
struct ArrivalQueue {
  private struct Arrival {
    var time: Double
    var customer: UInt32
  }

  private static let windows = 8

  private let factory: CustomerFactory
  private let customers: Int
  private let horizon: Double
  private var window = 0
  private var arrivals: [Arrival] = []
  private var position = 0

  init(factory: CustomerFactory, customers: Int, horizon: Double) {
    self.factory = factory
    self.customers = customers
    self.horizon = horizon
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
    let windows = customers < 50_000 ? 1 : Self.windows
    arrivals.removeAll(keepingCapacity: true)
    position = 0
    while arrivals.isEmpty, window < windows {
      let start = horizon * Double(window) / Double(windows)
      let end =
        window == windows - 1 ? .infinity : horizon * Double(window + 1) / Double(windows)
      for number in 0..<customers {
        let time = factory.arrival(of: UInt64(number))
        if time >= start, time < end {
          arrivals.append(Arrival(time: time, customer: UInt32(number)))
        }
      }
      arrivals.sort { ($0.time, $0.customer) < ($1.time, $1.customer) }
      window += 1
    }
  }
}
