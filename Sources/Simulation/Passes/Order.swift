import GSL

extension Walk {
  /// Orders the baskets that hold anything, as far as the shelves have it.
  mutating func order(_ arm: Int, _ stage: Int, _ count: Int) {
    let keepsOrder = models[arm].needsLastOrder
    let hasShipping = !models[arm].shipping.isEmpty
    for index in 0..<count {
      let customer = Int(scratch.list[index])
      guard block.items[customer] > 0 else { continue }
      // Who comes here without what is wished for had no other way.
      guard isOnShelves(customer) else {
        meetEmptyShelf(customer, stage)
        continue
      }
      let goods = block.goods[customer]
      let cost = baskets.sum(block.basket[customer]) { models[arm].products[$0].unitCost }
      var paid = goods - min(block.voucher[customer], goods)
      var parcel: Int64 = 0
      var last = LastOrder(goodsCost: cost, isRefundable: true)
      if hasShipping {
        let chosen = block.shipping[customer]
        let option = models[arm].shipping[Int(chosen)]
        paid += option.fee(forGoods: goods)
        parcel = option.cost
        last.shipping = Int32(chosen)
        last.promisedHours = option.promisedHours
        if keepsOrder {
          last.deliveryHours = deliveryTime(option.actual, arm, stage, index)
        }
      }
      last.paid = paid
      if keepsOrder { block.lastOrder[customer] = last }
      block.voucher[customer] = 0
      note(paid: paid, margin: paid - cost - parcel, of: customer, arm)
      record.ordered(paid: paid, in: block, customer, stage)
      record.tells(of: customer, in: block, orders: 1, revenue: paid, margin: paid - cost - parcel)
      takeFromShelves(customer)
      emptyBasket(of: customer)
    }
  }

  @inline(__always)
  private func note(paid: Int64, margin: Int64, of customer: Int, _ arm: Int) {
    var ledger = block.ledger[customer]
    if ledger.orders == 0 {
      let start = max(block.arrival[customer], models[arm].warmUp)
      ledger.secondsToPurchase = Int64((block.now[customer] - start) * 3600)
    }
    ledger.orders += 1
    ledger.items += block.items[customer]
    ledger.revenue += paid
    ledger.margin += margin
    block.ledger[customer] = ledger
  }

  private func deliveryTime(_ sampler: Int32, _ arm: Int, _ stage: Int, _ index: Int) -> Double {
    models[arm].samplers[Int(sampler)].value(
      seats(at: index, models[arm].stages[stage].place, .delivery), TimeSeat.time.rawValue,
      part: TimeSeat.part.rawValue)
  }

  /// Gives back what the last orders were paid; the goods come back at their cost.
  mutating func refund(_ arm: Int, _ stage: Int, _ count: Int) {
    for index in 0..<count {
      let customer = Int(scratch.list[index])
      let last = block.lastOrder[customer]
      guard last.isRefundable else { continue }
      let returnCost =
        models[arm].shipping.isEmpty ? 0 : models[arm].shipping[Int(last.shipping)].returnCost
      block.ledger[customer].returns += 1
      block.ledger[customer].revenue -= last.paid
      block.ledger[customer].margin -= last.paid - last.goodsCost + returnCost
      block.lastOrder[customer].isRefundable = false
      record.tells(
        of: customer, in: block, revenue: -last.paid,
        margin: -(last.paid - last.goodsCost + returnCost))
      record.refunded(last.paid, in: block, customer, stage)
    }
  }
}
