import Scenarios

/// Those who waited as rows come back into the block.
extension Walk {
  /// Brings up what the rows of customers do not keep.
  mutating func complete(_ customers: [Int32]) {
    inGroups(customers) { walk, variant, _, count in
      walk.refreshFixed(variant, count)
      walk.countBaskets(variant, count)
      walk.reprice(variant, count)
    }
  }

  /// Brings customers on lists, each of one model and stage.
  private mutating func inGroups(
    _ customers: [Int32], _ body: (inout Walk, _ variant: Int, _ stage: Int, _ count: Int) -> Void
  ) {
    var customers = customers
    var rest = customers[...]
    customers = []
    while let first = rest.first {
      let (variant, stage) = (block.variant[Int(first)], block.stage[Int(first)])
      let end = rest.partition {
        block.variant[Int($0)] != variant || block.stage[Int($0)] != stage
      }
      for start in stride(from: rest.startIndex, to: end, by: Scratch.length) {
        let part = rest[start..<min(start + Scratch.length, end)]
        for (index, customer) in part.enumerated() { scratch.list[index] = customer }
        body(&self, Int(variant), Int(stage), part.count)
      }
      rest = rest[end...]
    }
  }

  /// Counts what is in the baskets.
  func countBaskets(_ arm: Int, _ count: Int) {
    guard models[arm].effects.contains(.addItem) else { return }
    for index in 0..<count {
      let customer = Int(scratch.list[index])
      block.items[customer] = baskets.count(block.basket[customer])
    }
  }
}
