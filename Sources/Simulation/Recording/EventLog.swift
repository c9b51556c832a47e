/// What happens to the customers of a block, in time order for each of them.
struct EventLog {
  private var events: [EventRecord] = []
  /// The customer of each event, by place in the block.
  private var places: [Int32] = []

  mutating func append(
    _ kind: EventRecord.Kind, in block: Block, _ customer: Int, _ stage: Int, amount: Int64 = 0,
    product: Int? = nil
  ) {
    places.append(Int32(truncatingIfNeeded: customer))
    events.append(
      EventRecord(
        time: block.now[customer], customer: UInt64(block.number[customer]), amount: amount,
        basketValue: block.goods[customer], stage: UInt16(truncatingIfNeeded: stage),
        product: product.map { UInt16(truncatingIfNeeded: $0) } ?? block.product[customer],
        basketItems: UInt16(truncatingIfNeeded: block.items[customer]),
        channel: block.channel[customer], kind: kind))
  }

  /// Takes the events by customer and, within a customer, in the order of happening; the customers
  /// are places below a number.
  mutating func take(customers: Int) -> (events: [EventRecord], customers: [Int32]) {
    var starts = [Int](repeating: 0, count: customers + 1)
    for place in places { starts[Int(place) + 1] += 1 }
    for place in 0..<customers { starts[place + 1] += starts[place] }
    var order = [Int32](repeating: 0, count: places.count)
    for index in places.indices {
      let place = Int(places[index])
      order[starts[place]] = Int32(truncatingIfNeeded: index)
      starts[place] += 1
    }
    let sorted = (order.map { events[Int($0)] }, order.map { places[Int($0)] })
    events.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    return sorted
  }
}
