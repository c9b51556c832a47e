import GSL
import Scenarios
import Simulation

extension PlainMarket {
  mutating func apply(
    _ effect: Effect, _ stage: Int, _ scenario: Scenario, _ customer: inout PlainCustomer
  ) {
    switch effect {
    case .addItem:
      guard customer.basket.count < Self.largestBasket else { return }
      let stage = scenario.journey.stages[customer.stage ?? 0]
      let wished = stage.quantity.map { value(of: $0, customer).rounded() } ?? 1
      let added = min(max(1, wished), Double(Self.largestBasket - customer.basket.count))
      if customer.basket.isEmpty { customer.book.baskets += 1 }
      for _ in 0..<Int(added) { customer.basket.append(customer.product) }
      note(.addItem, customer)
    case .removeItem:
      guard let product = customer.basket.popLast() else { return }
      note(.removeItem, customer, product: product)
    case .emptyBasket:
      guard !customer.basket.isEmpty else { return }
      customer.basket = []
      note(.emptyBasket, customer)
    case .order: order(stage, scenario, &customer)
    case .refund: refund(scenario, &customer)
    }
  }

  private mutating func order(
    _ stage: Int, _ scenario: Scenario, _ customer: inout PlainCustomer
  ) {
    guard !customer.basket.isEmpty else { return }
    guard shelves[shelves(of: customer)].hold(customer.basket) else {
      customer.book.stockOuts += 1
      note(.stockOut, customer)
      return
    }
    let goods = basketValue(customer)
    let cost = customer.basket.reduce(Int64(0)) { $0 + scenario.products[$1].unitCost.minorUnits }
    let voucher = min(customer.voucher, goods)
    var order = PlainOrder(
      paid: goods - voucher, goodsCost: cost, shipping: nil, promisedHours: 0, deliveryHours: 0)
    var (fee, parcel) = (Int64(0), Int64(0))
    if !scenario.shipping.isEmpty {
      let option = scenario.shipping[customer.shipping]
      fee = Self.fee(option, goods: goods)
      order.paid += fee
      order.fee = fee
      order.shipping = customer.shipping
      order.promisedHours = option.promisedHours
      order.deliveryHours = words.draw(
        laws.deliveries[customer.variant][customer.shipping],
        address(customer, stage, .delivery), seat: 0, part: 1)
      parcel = option.cost.minorUnits
    }
    if let last = customer.basket.last {
      let product = scenario.products[last]
      let price = product.price.minorUnits
      order.lastItem = (
        goods == 0 ? 0 : price - voucher * price / goods, product.unitCost.minorUnits
      )
    }
    customer.book.orders += 1
    customer.book.items += customer.basket.count
    customer.book.revenue += order.paid
    customer.book.placed += order.paid
    customer.book.goods += goods
    customer.book.margin += order.paid - cost - parcel
    customer.firstOrder = customer.firstOrder ?? customer.now
    customer.lastOrder = order
    customer.voucher = 0
    note(
      .order, customer, amount: order.paid, cost: cost + parcel, fee: fee, voucher: voucher)
    keep(order, scenario, customer)
    shelves[shelves(of: customer)].take(customer.basket, at: customer.now)
    customer.basket = []
  }

  /// Writes down what an order of the experiment is made of.
  private mutating func keep(
    _ order: PlainOrder, _ scenario: Scenario, _ customer: PlainCustomer
  ) {
    guard customer.hasJoined else { return }
    let lines = Set(customer.basket).sorted().map { product in
      [
        Int64(product), Int64(customer.basket.count { $0 == product }),
        scenario.products[product].price.minorUnits,
      ]
    }
    let isShipped = order.shipping != nil
    orders[Int(customer.number)].append(
      PlainLines(
        lines: lines, promisedHours: isShipped ? order.promisedHours : nil,
        deliveryHours: isShipped ? order.deliveryHours : nil))
  }

  private mutating func refund(_ scenario: Scenario, _ customer: inout PlainCustomer) {
    guard let order = customer.lastOrder, !order.isReturned else { return }
    let option = order.shipping.map { scenario.shipping[$0] }
    let parcel = option?.returnCost.minorUnits ?? 0
    var (back, goods) = (order.paid, order.goodsCost)
    switch scenario.journey.stages[customer.stage ?? 0].refund {
    case .order: break
    case .half: (back, goods) = ((order.paid - order.fee) / 2, order.goodsCost / 2)
    case .lastItem: (back, goods) = order.lastItem
    }
    back = max(0, back - (option?.returnFee.minorUnits ?? 0))
    customer.book.returns += 1
    customer.book.revenue -= back
    customer.book.margin -= back - goods + parcel
    customer.lastOrder?.isReturned = true
    note(
      .refund, customer, amount: -back, cost: parcel - goods,
      shipping: order.shipping)
  }

  /// What a parcel costs the customer, in minor units.
  static func fee(_ option: ShippingOption, goods: Int64) -> Int64 {
    if let threshold = option.freeFrom, goods >= threshold.minorUnits { return 0 }
    return option.fee.minorUnits
  }

  /// The goods value of the basket, in minor units at the arm's prices.
  func basketValue(_ customer: PlainCustomer) -> Int64 {
    customer.basket.reduce(0) { $0 + arms[customer.variant].products[$1].price.minorUnits }
  }
}
