import GSL
import Scenarios

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
      let voucher = min(block.voucher[customer], goods)
      var (fee, parcel) = (Int64(0), Int64(0))
      var last = LastOrder(goodsCost: cost, isRefundable: true)
      if hasShipping {
        let chosen = block.shipping[customer]
        let option = models[arm].shipping[Int(chosen)]
        fee = option.fee(forGoods: goods)
        parcel = option.cost
        last.shipping = Int32(chosen)
        last.promisedHours = option.promisedHours
        if keepsOrder || record.keepsOrders {
          last.deliveryHours = deliveryTime(option.actual, arm, stage, index)
        }
      }
      let paid = goods - voucher + fee
      last.paid = paid
      last.fee = fee
      if keepsOrder {
        let item = models[arm].products[Int(baskets.last(of: block.basket[customer]))]
        last.paidForLastItem = goods > 0 ? item.price - voucher * item.price / goods : 0
        last.costOfLastItem = item.unitCost
        block.lastOrder[customer] = last
      }
      block.voucher[customer] = 0
      note(paid: paid, goods: goods, margin: paid - cost - parcel, of: customer, arm)
      record.ordered(
        paid: paid, fee: fee, voucher: voucher, cost: cost + parcel, in: block, customer, stage)
      if record.keepsOrders { keep(last, of: customer, arm, isShipped: hasShipping) }
      record.tells(of: customer, in: block, orders: 1, revenue: paid, margin: paid - cost - parcel)
      takeFromShelves(customer)
      emptyBasket(of: customer)
    }
  }

  /// Keeps what an order is made of beside its event.
  private mutating func keep(_ order: LastOrder, of customer: Int, _ arm: Int, isShipped: Bool) {
    baskets.list(block.basket[customer], into: &wanted)
    record.keep(
      OrderRecord(
        customer: UInt64(block.number[customer]),
        lines: wanted.sorted { $0.product < $1.product }.map {
          OrderRecord.Line(
            product: $0.product, count: $0.count, price: models[arm].products[$0.product].price)
        },
        promisedHours: isShipped ? order.promisedHours : nil,
        deliveryHours: isShipped ? order.deliveryHours : nil))
  }

  @inline(__always)
  private func note(paid: Int64, goods: Int64, margin: Int64, of customer: Int, _ arm: Int) {
    var ledger = block.ledger[customer]
    if ledger.orders == 0 {
      let start = max(block.arrival[customer], models[arm].warmUp)
      ledger.secondsToPurchase = Int64((block.now[customer] - start) * 3600)
    }
    ledger.orders += 1
    ledger.items += block.items[customer]
    ledger.revenue += paid
    ledger.goods += goods
    ledger.margin += margin
    block.ledger[customer] = ledger
  }

  private func deliveryTime(_ sampler: Int32, _ arm: Int, _ stage: Int, _ index: Int) -> Double {
    models[arm].samplers[Int(sampler)].value(
      seats(at: index, models[arm].stages[stage].place, .delivery), TimeSeat.time.rawValue,
      part: TimeSeat.part.rawValue)
  }

  /// Gives back what was paid for the last orders, or a part of them; the goods come back at their
  /// cost.
  mutating func refund(_ part: RefundPart, _ arm: Int, _ stage: Int, _ count: Int) {
    for index in 0..<count {
      let customer = Int(scratch.list[index])
      let last = block.lastOrder[customer]
      guard last.isRefundable else { continue }
      let option = models[arm].shipping.isEmpty ? nil : models[arm].shipping[Int(last.shipping)]
      let (returnFee, returnCost) = (option?.returnFee ?? 0, option?.returnCost ?? 0)
      let (whole, goodsBack) =
        switch part {
        case .order: (last.paid, last.goodsCost)
        case .half: ((last.paid - last.fee) / 2, last.goodsCost / 2)
        case .lastItem: (last.paidForLastItem, last.costOfLastItem)
        }
      let amount = max(0, whole - returnFee)
      block.ledger[customer].returns += 1
      block.ledger[customer].revenue -= amount
      block.ledger[customer].refunded += amount
      let cost = returnCost - goodsBack
      block.ledger[customer].margin -= amount + cost
      block.lastOrder[customer].isRefundable = false
      record.tells(
        of: customer, in: block, revenue: -amount,
        margin: -(amount + cost))
      record.refunded(
        amount, cost: cost, shipping: last.shipping, in: block, customer, stage)
    }
  }
}
