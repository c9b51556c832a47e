import Scenarios

extension Walk {
  /// The value of a form for each customer of the list; its monomials must be fresh.
  func evaluate(_ form: LinearForm, _ arm: Int, into values: Column<Double>, _ count: Int) {
    let list = scratch.list
    values.fill(form.constant, count: count)
    for index in form.terms.range {
      let term = models[arm].terms[index]
      let slot = block.slot(Int(term.slot))
      for index in 0..<count {
        values[index] += term.coefficient * slot[Int(list[index])]
      }
    }
  }

  /// Evaluates the monomials of quantities that do not change on the way.
  func refreshFixed(_ arm: Int, _ count: Int) {
    for id in models[arm].fixedMonomials { refresh(id, arm, 0, count) }
  }

  /// Brings the monomials that a form or stage names up to date, for customers in a stage.
  func refresh(_ ids: Span32, _ arm: Int, _ stage: Int, _ count: Int) {
    for index in ids.range { refresh(models[arm].refreshes[index], arm, stage, count) }
  }

  private func refresh(_ id: Int32, _ arm: Int, _ stage: Int, _ count: Int) {
    let monomial = models[arm].monomials[Int(id)]
    let (product, factor, read) = (scratch.product, scratch.factor, scratch.read)
    product.fill(1, count: count)
    for index in monomial.factors.range {
      let entry = models[arm].factors[index]
      factor.fill(1, count: count)
      for power in entry.powers.range {
        let entry = models[arm].powers[power]
        self.read(entry.source, arm, stage, count)
        if entry.exponent == 1 {
          for index in 0..<count { factor[index] *= read[index] }
        } else {
          for index in 0..<count {
            factor[index] *= FormulaMath.power(read[index], entry.exponent)
          }
        }
      }
      if entry.transform == .identity {
        for index in 0..<count { product[index] *= factor[index] }
      } else {
        for index in 0..<count {
          product[index] *= FormulaMath.transform(factor[index], entry.transform)
        }
      }
    }
    let (list, slot) = (scratch.list, block.slot(Int(monomial.slot)))
    for index in 0..<count { slot[Int(list[index])] = product[index] }
  }

  /// Reads a quantity of each customer into `scratch.read`.
  private func read(_ source: QuantitySource, _ arm: Int, _ stage: Int, _ count: Int) {
    switch source {
    case .constant(let value): scratch.read.fill(value, count: count)
    case .slot(let slot):
      let slot = block.slot(Int(slot))
      gather(count) { slot[$0] }
    case .segment(let index): gather(count) { block.segment[$0] == index ? 1 : 0 }
    case .channel(let index): gather(count) { block.channel[$0] == index ? 1 : 0 }
    case .product(let index): gather(count) { block.product[$0] == index ? 1 : 0 }
    case .shipping(let index): gather(count) { block.shipping[$0] == index ? 1 : 0 }
    case .productNumber(let index):
      let numbers = models[arm].productNumbers
      let width = numbers.count / models[arm].products.count
      gather(count) { numbers[Int(block.product[$0]) &* width &+ Int(index)] }
    case .after(let hours): gather(count) { block.now[$0] >= hours ? 1 : 0 }
    case .attribute(let attribute): read(attribute, arm, stage, count)
    }
  }

  @inline(__always)
  private func gather(_ count: Int, _ value: (Int) -> Double) {
    let (list, read) = (scratch.list, scratch.read)
    for index in 0..<count { read[index] = value(Int(list[index])) }
  }

  private func read(_ attribute: Attribute, _ arm: Int, _ stage: Int, _ count: Int) {
    let unit = models[arm].minorPerMajor
    let products = models[arm].products
    let shipping = models[arm].shipping
    switch attribute {
    case .price: gather(count) { Double(products[Int(block.product[$0])].price) / unit }
    case .rivalPrice:
      gather(count) { Double(products[Int(block.product[$0])].rivalPrice) / unit }
    case .inStock:
      gather(count) {
        worlds[world(of: $0)].supply.shelves.hold(product: Int(block.product[$0])) ? 1 : 0
      }
    case .basketValue: gather(count) { Double(block.goods[$0]) / unit }
    case .basketItems: gather(count) { Double(block.items[$0]) }
    case .shippingFee:
      gather(count) { customer in
        guard !shipping.isEmpty else { return 0 }
        let option = shipping[Int(block.shipping[customer])]
        return Double(option.fee(forGoods: block.goods[customer])) / unit
      }
    case .missingToFreeShipping:
      gather(count) { Double(missing(to: shipping, $0)) / unit }
    case .nearFreeShipping:
      gather(count) { customer in
        let missing = missing(to: shipping, customer)
        let goods = block.goods[customer]
        return missing == 0 ? 0 : Double(goods) / Double(goods + missing)
      }
    case .promisedDays:
      gather(count) {
        shipping.isEmpty ? 0 : shipping[Int(block.shipping[$0])].promisedHours / 24
      }
    case .collected:
      gather(count) {
        !shipping.isEmpty && shipping[Int(block.shipping[$0])].isCollected ? 1 : 0
      }
    case .deliveryDays: gather(count) { block.lastOrder[$0].deliveryHours / 24 }
    case .daysLate:
      gather(count) {
        max(0, block.lastOrder[$0].deliveryHours - block.lastOrder[$0].promisedHours) / 24
      }
    case .voucher: gather(count) { Double(block.voucher[$0]) / unit }
    case .paid: gather(count) { Double(block.lastOrder[$0].paid) / unit }
    case .orders:
      gather(count) {
        Double((hasWarmUp ? block.before[$0].orders : 0) + block.ledger[$0].orders)
      }
    case .visits:
      let visits = block.visits(stage)
      gather(count) { Double(visits[$0]) }
    case .daysSinceArrival: gather(count) { (block.now[$0] - block.arrival[$0]) / 24 }
    case .day: gather(count) { block.now[$0] / 24 }
    }
  }

  /// Goods value missing to free shipping; 0 when reached or never.
  private func missing(to shipping: [ShippingTable], _ customer: Int) -> Int64 {
    guard !shipping.isEmpty else { return 0 }
    let threshold = shipping[Int(block.shipping[customer])].freeFrom
    guard threshold != Int64.max else { return 0 }
    return max(0, threshold - block.goods[customer])
  }
}
