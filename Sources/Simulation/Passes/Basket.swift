extension Walk {
  /// Greatest number of items in one basket; further ones are not added.
  static let largestBasket: Int32 = 1000

  /// Puts the product looked at into the baskets.
  mutating func addItems(_ arm: Int, _ stage: Int, _ count: Int) {
    for index in 0..<count {
      let customer = Int(scratch.list[index])
      let items = block.items[customer]
      guard items < Self.largestBasket else { continue }
      if items == 0 { block.ledger[customer].baskets &+= 1 }
      let product = Int(block.product[customer])
      baskets.add(product, to: &block.basket[customer])
      block.items[customer] = items + 1
      block.goods[customer] += models[arm].products[product].price
      record.changedBasket(by: 1, product: product, in: block, customer, stage)
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
