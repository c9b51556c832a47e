package import Scenarios

extension PlainMarket {
  /// The customers of the experiment, in number order.
  package var units: [PlainCustomer] { customers.filter(\.hasJoined) }

  /// A measure of a customer of the experiment.
  package func measure(_ measure: Measure, of customer: PlainCustomer) -> Int64 {
    let before = customer.atStart ?? PlainBook(visits: customer.book.visits.map { _ in 0 })
    let own = customer.book - before
    func index(_ stage: String) -> Int? { base.journey.stages.firstIndex { $0.name == stage } }
    switch measure {
    case .tally(let tally): return self.tally(tally, own, customer)
    case .before(let tally): return self.tally(tally, before, customer)
    case .reached(let stage):
      return index(stage).map { own.visits[$0] > 0 } == true ? 1 : 0
    case .endedFrom(let stage):
      return customer.endedFrom != nil && customer.endedFrom == index(stage) ? 1 : 0
    case .within(let tally, let hours):
      let end = max(customer.arrival, warmUp) + hours
      let last = customer.history.last { $0.time <= end }?.book ?? before
      var early = customer
      if let first = early.firstOrder, first > end { early.firstOrder = nil }
      return self.tally(tally, last - before, early)
    case .ended(let hours):
      return customer.status == .ended && age(customer) <= hours ? 1 : 0
    case .goesOn(let hours): return age(customer) > hours ? 1 : 0
    case .secondsFollowed:
      return wholeSeconds(base.market.horizonHours - max(customer.arrival, warmUp))
    }
  }

  private func tally(_ tally: Tally, _ book: PlainBook, _ customer: PlainCustomer) -> Int64 {
    switch tally {
    case .converted: book.orders > 0 ? 1 : 0
    case .orders: Int64(book.orders)
    case .items: Int64(book.items)
    case .revenue: book.revenue
    case .margin: book.margin
    case .secondsToPurchase:
      customer.firstOrder.map { wholeSeconds($0 - max(customer.arrival, warmUp)) } ?? 0
    case .returns: Int64(book.returns)
    case .stockOuts: Int64(book.stockOuts)
    case .baskets: Int64(book.baskets)
    case .abandonedBaskets: Int64(max(0, book.baskets - book.orders))
    case .visits: Int64(book.visits.reduce(0, +))
    case .orderValue: book.placed
    case .goodsValue: book.goods
    case .repeated: book.orders > 1 ? 1 : 0
    }
  }

  /// Hours from coming, or the later start of the experiment, to the end of the journey.
  private func age(_ customer: PlainCustomer) -> Double {
    customer.now - max(customer.arrival, warmUp)
  }

  private func wholeSeconds(_ hours: Double) -> Int64 {
    Int64((max(0, hours) * 3600).rounded(.down))
  }
}
