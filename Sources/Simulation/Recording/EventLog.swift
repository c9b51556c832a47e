/// What happens to customers, in time order for each of them.
struct EventLog {
  private var events: [EventRecord] = []

  var count: Int { events.count }

  mutating func append(
    _ kind: EventRecord.Kind, in block: Block, _ customer: Int, _ stage: Int, amount: Int64 = 0,
    product: Int? = nil
  ) {
    events.append(
      EventRecord(
        time: block.now[customer], customer: UInt64(block.number[customer]), amount: amount,
        basketValue: block.goods[customer], stage: UInt16(truncatingIfNeeded: stage),
        product: product.map { UInt16(truncatingIfNeeded: $0) } ?? block.product[customer],
        basketItems: UInt16(truncatingIfNeeded: block.items[customer]),
        channel: block.channel[customer], kind: kind))
  }

  /// Takes the events by customer and, within a customer, in the order of happening.
  mutating func take(of customers: Range<Int>) -> [EventRecord] {
    let first = UInt64(customers.lowerBound)
    var starts = [Int](repeating: 0, count: customers.count + 1)
    for event in events { starts[Int(event.customer - first) + 1] += 1 }
    for place in 0..<customers.count { starts[place + 1] += starts[place] }
    var order = [Int](repeating: 0, count: events.count)
    for index in events.indices {
      let place = Int(events[index].customer - first)
      order[starts[place]] = index
      starts[place] += 1
    }
    let sorted = order.map { events[$0] }
    events.removeAll(keepingCapacity: true)
    return sorted
  }
}
