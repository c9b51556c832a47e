import Scenarios

/// What can be known of turns before they come, found in lists rather than one by one.
extension Walk {
  /// Brings up what the rows of customers do not keep, and looks ahead at their turns.
  mutating func complete(_ customers: [Int32]) {
    var rest = customers[...]
    while let first = rest.first {
      let (variant, stage) = (block.variant[Int(first)], block.stage[Int(first)])
      let isBefore = block.isBefore[Int(first)]
      let end = rest.partition { customer in
        let place = Int(customer)
        return block.variant[place] != variant || block.stage[place] != stage
          || block.isBefore[place] != isBefore
      }
      for (index, customer) in rest[..<end].enumerated() { scratch.list[index] = customer }
      let count = end - rest.startIndex
      refreshFixed(Int(variant), count)
      countBaskets(Int(variant), count)
      reprice(Int(variant), count)
      if !isBefore { foresee(Int(variant), Int(stage), count) }
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
