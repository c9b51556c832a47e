import GSL
import Scenarios

extension JourneyWalker {
  mutating func apply<Observer: JourneyObserver>(
    _ effect: Effect, world: inout World, observer: inout Observer
  ) {
    switch effect {
    case .addItem: addItem(observer: &observer)
    case .removeItem: removeItem(observer: &observer)
    case .emptyBasket: emptyBasket()
    case .order: order(world: &world, observer: &observer)
    case .refund: refund(observer: &observer)
    }
  }

  private mutating func addItem<Observer: JourneyObserver>(observer: inout Observer) {
    guard customer.basketItems < Self.largestBasket else {
      observer.leftOut(product: customer.product, customer)
      return
    }
    if customer.basketItems == 0 { customer.ledger.baskets &+= 1 }
    basket[customer.product] += 1
    customer.basketItems += 1
    customer.basketValue += model.products[customer.product].price
    if model.removesItems { added.append(UInt16(truncatingIfNeeded: customer.product)) }
    observer.changedBasket(by: 1, product: customer.product, customer)
  }

  private mutating func removeItem<Observer: JourneyObserver>(observer: inout Observer) {
    guard let last = added.popLast() else { return }
    let product = Int(last)
    basket[product] -= 1
    customer.basketItems -= 1
    customer.basketValue -= model.products[product].price
    observer.changedBasket(by: -1, product: product, customer)
  }

  private mutating func emptyBasket() {
    guard customer.basketItems > 0 else { return }
    for index in basket.indices { basket[index] = 0 }
    customer.basketItems = 0
    customer.basketValue = 0
    added.removeAll(keepingCapacity: true)
  }

  private mutating func order<Observer: JourneyObserver>(
    world: inout World, observer: inout Observer
  ) {
    guard customer.basketItems > 0 else { return }
    // The way here was open for the basket as it was; what the visit itself added may be missing.
    guard world.shelves.hold(basket) else {
      customer.ledger.stockOuts &+= 1
      observer.metEmptyShelf(customer.stage, customer)
      return
    }
    let goods = customer.basketValue
    let voucher = min(customer.voucher, goods)
    var cost: Int64 = 0
    for index in basket.indices {
      cost += Int64(basket[index]) * model.products[index].unitCost
    }
    var last = LastOrder()
    last.goodsCost = cost
    last.isRefundable = true
    var paid = goods - voucher
    var parcel: Int64 = 0
    if !model.shipping.isEmpty {
      let option = model.shipping[customer.shipping]
      paid += option.fee(forGoods: goods)
      parcel = option.cost
      last.shipping = Int32(customer.shipping)
      last.promisedHours = option.promisedHours
      last.deliveryHours = deliveryTime(option)
    }
    last.paid = paid
    if customer.ledger.orders == 0 {
      let start = max(customer.arrival, model.warmUp)
      customer.ledger.secondsToPurchase = Int64((customer.now - start) * 3600)
    }
    customer.ledger.orders += 1
    customer.ledger.items += customer.basketItems
    customer.ledger.revenue += paid
    customer.ledger.margin += paid - cost - parcel
    customer.lastOrder = last
    customer.voucher = 0
    world.take(basket, at: customer.now)
    observer.ordered(paid: paid, customer)
    emptyBasket()
  }

  private func deliveryTime(_ option: ShippingTable) -> Double {
    var stream = stream(of: customer.stage, visit: visits[customer.stage], .delivery)
    switch option.actual {
    case .none, .delivery: return 0
    case .primitive(let distribution): return distribution.sample(using: &stream)
    case .general(let index): return model.distributions[Int(index)].sample(using: &stream)
    }
  }

  /// Gives back what the last order was paid; the goods come back at their cost.
  private mutating func refund<Observer: JourneyObserver>(observer: inout Observer) {
    guard customer.lastOrder.isRefundable else { return }
    let last = customer.lastOrder
    let returnCost = model.shipping.isEmpty ? 0 : model.shipping[Int(last.shipping)].returnCost
    customer.ledger.returns += 1
    customer.ledger.revenue -= last.paid
    customer.ledger.margin -= last.paid - last.goodsCost + returnCost
    customer.lastOrder.isRefundable = false
    observer.refunded(last.paid, customer)
  }
}
