extension JourneyWalker {
  /// The decision that the paused customer meets, as a business sees it.
  ///
  /// Context is evaluated as the customer stands before the stage: the visit to come is counted in
  /// `visits`, and nothing of it has happened.
  mutating func decisionMoment(world: borrowing World) -> DecisionMoment {
    let stage = pausedBefore
    let point = Int(model.decisions[stage])
    let left = customer.stage
    customer.stage = stage
    visits[stage] &+= 1
    var context: [Double] = []
    context.reserveCapacity(model.contexts[point].count)
    for index in model.contexts[point].range {
      let form = model.contextForms[index]
      refresh(form, world: world)
      context.append(value(of: form))
    }
    let moment = DecisionMoment(
      customer: customer.number, point: point, visit: visits[stage], time: customer.now,
      segment: customer.segment, context: context)
    visits[stage] &-= 1
    customer.stage = left
    return moment
  }

  /// Carries on with the customer of another arm's walker, under this walker's arm.
  ///
  /// What the customer is, holds and did stays; the basket has this arm's prices.
  mutating func takeOver(from other: JourneyWalker) {
    customer = other.customer
    for slot in 1..<(model.firstStateSlot + model.stateLimits.count) {
      slots[slot] = other.slots[slot]
    }
    for stage in visits.indices { visits[stage] = other.visits[stage] }
    customer.basketValue = 0
    for product in basket.indices {
      basket[product] = other.basket[product]
      customer.basketValue += Int64(basket[product]) * model.products[product].price
    }
    added = other.added
    visitsBefore = other.visitsBefore
    pausedBefore = other.pausedBefore
    hasChoiceWord = false
    refreshFixedSlots()
  }
}
