extension Walk {
  /// Whether the shelves hold all of a customer's basket.
  mutating func isOnShelves(_ customer: Int) -> Bool {
    isOnShelves(customer, basket: block.basket[customer])
  }

  /// Whether the shelves that a customer buys from hold all of a basket.
  mutating func isOnShelves(_ customer: Int, basket: Int32) -> Bool {
    let world = world(of: customer)
    guard worlds[world].supply.shelves.areLimited else { return true }
    if let run = baskets.onlyRun(of: basket) { return worlds[world].supply.holds(run) }
    baskets.list(basket, into: &wanted)
    return worlds[world].supply.holds(wanted)
  }

  /// Takes a customer's basket off the shelves.
  mutating func takeFromShelves(_ customer: Int) {
    let world = world(of: customer)
    guard worlds[world].supply.shelves.areLimited else { return }
    if let run = baskets.onlyRun(of: block.basket[customer]) {
      return worlds[world].supply.take(run, at: block.now[customer])
    }
    baskets.list(block.basket[customer], into: &wanted)
    worlds[world].supply.take(wanted, at: block.now[customer])
  }

  /// Notes that a shelf without what a customer wants turned the customer away.
  mutating func meetEmptyShelf(_ customer: Int, _ stage: Int) {
    block.ledger[customer].stockOuts &+= 1
    record.metEmptyShelf(stage, in: block, customer)
  }
}
