import Scenarios

/// What can be known of turns before they come, found in lists rather than one by one.
extension Walk {
  /// Brings up what the rows of customers do not keep.
  mutating func complete(_ customers: [Int32]) {
    inGroups(customers) { walk, variant, _, count in
      walk.refreshFixed(variant, count)
      walk.countBaskets(variant, count)
      walk.reprice(variant, count)
    }
  }

  /// Looks ahead at the turns of customers who wait in stages.
  mutating func lookAhead(_ customers: [Int32]) {
    let waiting = customers.filter { !block.isBefore[Int($0)] && !block.isForeseen[Int($0)] }
    inGroups(waiting) { walk, variant, stage, count in walk.foresee(variant, stage, count) }
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

  /// Weighs the edges of choices to come, where nothing that customers share decides their weights.
  private mutating func foresee(_ arm: Int, _ stage: Int, _ count: Int) {
    let table = models[arm].stages[stage]
    guard block.isForeseen.count > 0, !table.choiceReadsSharedState, !table.rows.isEmpty,
      table.edges.count > 1 || table.hasGuardedEdge
    else { return }
    prepare(stage, count)
    weigh(table, arm, stage, count)
    for index in 0..<count {
      let customer = Int(scratch.list[index])
      block.word[customer] = scratch.word[index]
      block.weights[customer] = scratch.weights[index]
      block.isForeseen[customer] = true
    }
  }

  /// Brings what was foreseen of a customer's choice beside the list of this one.
  mutating func recall(_ customer: Int) {
    scratch.word[0] = block.word[customer]
    scratch.weights[0] = block.weights[customer]
    block.isForeseen[customer] = false
    (hasWords, hasWeights) = (true, true)
  }
}
