import GSL
import Scenarios

extension Walk {
  /// Lets a customer who is about to enter a stage ask the shelf, if the visit orders.
  ///
  /// Who is refused chooses among the other edges of the stage left with the rest of the same word,
  /// as often as the next wish is refused, too; so an empty shelf moves those alone who wished for
  /// what it lacks. Who has no other way enters, and orders nothing.
  /// - Returns: The stage that the customer enters.
  mutating func goesIn(_ customer: Int) -> Int {
    let variant = Int(block.variant[customer])
    let wished = Int(block.stage[customer])
    let from = Int(block.previous[customer])
    guard models[variant].stages[wished].mayBeRefused, from >= 0,
      isRefused(customer, variant, wished)
    else { return wished }
    let under = Int(block.leftUnder[customer])
    let edges = models[under].stages[from].edges.range
    var weights = edgeWeights(of: customer, from, under, back: variant)
    var sum = weights.reduce(0, +)
    let seats = Seats(
      key: key, customer: block.drawing(customer), place: models[under].stages[from].place,
      visit: block.visits(from)[customer], purpose: .visit)
    var point = edges.count > 1 ? Walk.unit(seats.word(VisitSeat.edge.rawValue)) * sum : 0
    var refused = [wished]
    var first: Int?
    while true {
      var edge = 0
      for (offset, weight) in weights.enumerated() where weight > 0 {
        edge = offset
        if point < weight { break }
        point -= weight
      }
      first = first ?? edge
      let target = Int(models[under].edges[edges.lowerBound + edge].target)
      let isRefused =
        refused.contains(target)
        || models[variant].stages[target].mayBeRefused && isRefused(customer, variant, target)
      sum = weights.enumerated().reduce(0) { $1.offset == edge ? $0 : $0 + $1.element }
      if !isRefused || sum == 0 {
        takeEdge(edge, insteadOf: first ?? edge, customer, from, under)
        return target
      }
      record.isOn = records && variant != early
      meetEmptyShelf(customer, from)
      refused.append(target)
      // The rest of the word is the place of the point within the edge's share.
      point = min(point / weights[edge], 1) * sum
      weights[edge] = 0
    }
  }

  private mutating func takeEdge(
    _ edge: Int, insteadOf first: Int, _ customer: Int, _ from: Int, _ under: Int
  ) {
    guard edge != first else { return }
    let firstEdge = Int(models[under].stages[from].edges.start)
    block.stage[customer] = models[under].edges[firstEdge + edge].target
    record.isOn = records && under != early
    record.changed(from: first, to: edge, ofEdgesFrom: firstEdge, under, in: block, customer)
  }

  /// Weights of the edges of the stage left, under the model under which the customer left it.
  private mutating func edgeWeights(
    of customer: Int, _ from: Int, _ under: Int, back variant: Int
  ) -> [Double] {
    scratch.list[0] = Int32(truncatingIfNeeded: customer)
    if under != variant { changeVariant(to: under, 1) }
    let table = models[under].stages[from]
    if !table.refresh.isEmpty { refresh(table.refresh, under, from, 1) }
    _ = weighRescaled(table, under, customer)
    if under != variant { changeVariant(to: variant, 1) }
    return (0..<table.edges.count).map { scratch.alternatives[$0] }
  }

  /// Whether the shelves lack what a customer would order first on a visit.
  ///
  /// Tried on a copy of what the customer holds: what the entry itself chooses and adds counts, and
  /// is undone.
  private mutating func isRefused(_ customer: Int, _ variant: Int, _ stage: Int) -> Bool {
    guard worlds[world(of: customer)].supply.shelves.areLimited else { return false }
    let table = models[variant].stages[stage]
    let effects = models[variant].effects[table.effects.range].prefix { $0 != .order }
    guard !effects.isEmpty else { return !isOnShelves(customer) }
    let (trace, events) = (record.trace, record.isOn)
    let (product, shipping) = (block.product[customer], block.shipping[customer])
    record.trace = nil
    record.isOn = false
    let visits = block.visits(stage)
    visits[customer] += 1
    scratch.list[0] = Int32(truncatingIfNeeded: customer)
    scratch.number[0] = block.drawing(customer)
    scratch.visit[0] = visits[customer]
    for index in table.choices.range { choose(index, variant, stage, 1) }
    var basket = baskets.copy(of: block.basket[customer])
    var items = block.items[customer]
    for effect in effects {
      switch effect {
      case .addItem where items < Self.largestBasket:
        baskets.add(Int(block.product[customer]), to: &basket)
        items += 1
      case .removeItem: if baskets.removeLast(from: &basket) != nil { items -= 1 }
      case .emptyBasket:
        baskets.clear(&basket)
        items = 0
      case .addItem, .order, .refund: break
      }
    }
    let isThere = isOnShelves(customer, basket: basket)
    baskets.clear(&basket)
    visits[customer] -= 1
    block.product[customer] = product
    block.shipping[customer] = shipping
    record.trace = trace
    record.isOn = events
    return !isThere
  }
}
