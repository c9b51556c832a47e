extension Walk {
  /// Greatest number of items in one basket; further ones are not added.
  static let largestBasket: Int32 = 1000

  /// Puts the product looked at into the baskets, once or as often as a form says.
  mutating func addItems(_ quantity: Int32, _ arm: Int, _ stage: Int, _ count: Int) {
    if quantity >= 0 {
      let form = models[arm].forms[Int(quantity)]
      refresh(form.refresh, arm, stage, count)
      evaluate(form, arm, into: scratch.value, count)
    }
    for index in 0..<count {
      let customer = Int(scratch.list[index])
      let items = block.items[customer]
      let room = Self.largestBasket - items
      guard room > 0 else { continue }
      let wished = quantity < 0 ? 1 : scratch.value[index].rounded()
      let added = wished > 1 ? Int32(min(wished, Double(room))) : 1
      if items == 0 { block.ledger[customer].baskets &+= 1 }
      let product = Int(block.product[customer])
      for _ in 0..<added { baskets.add(product, to: &block.basket[customer]) }
      block.items[customer] = items + added
      block.goods[customer] += Int64(added) * models[arm].products[product].price
      record.changedBasket(by: Int(added), product: product, in: block, customer, stage)
    }
  }

  /// Takes the item last added out of the baskets.
  mutating func removeItems(_ arm: Int, _ stage: Int, _ count: Int) {
    for index in 0..<count {
      let customer = Int(scratch.list[index])
      guard let product = baskets.removeLast(from: &block.basket[customer]) else { continue }
      block.items[customer] -= 1
      block.goods[customer] -= models[arm].products[product].price
      record.changedBasket(by: -1, product: product, in: block, customer, stage)
    }
  }

  mutating func emptyBaskets(_ stage: Int, _ count: Int) {
    for index in 0..<count {
      let customer = Int(scratch.list[index])
      guard block.items[customer] > 0 else { continue }
      emptyBasket(of: customer)
      record.emptiedBasket(in: block, customer, stage)
    }
  }

  @inline(__always)
  mutating func emptyBasket(of customer: Int) {
    baskets.clear(&block.basket[customer])
    block.items[customer] = 0
    block.goods[customer] = 0
  }

  /// Values the baskets at an arm's prices.
  mutating func reprice(_ arm: Int, _ count: Int) {
    for index in 0..<count {
      let customer = Int(scratch.list[index])
      block.goods[customer] = baskets.sum(block.basket[customer]) { models[arm].products[$0].price }
    }
  }
}
