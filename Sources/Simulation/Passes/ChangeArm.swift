extension Walk {
  /// Lets customers who paused before a stage go on under an arm.
  ///
  /// What they are, hold and did stays; the baskets have the arm's prices.
  mutating func resume(_ arm: Int, _ count: Int) {
    reprice(arm, count)
    refreshFixed(arm, count)
    for index in 0..<count {
      let customer = scratch.list[index]
      setOut(customer, arm, Int(block.stage[Int(customer)]))
    }
  }

  /// Puts what a customer did so far into the part before the experiment.
  func beginExperiment(_ customer: Int) {
    var before = block.ledger[customer]
    var visits: UInt32 = 0
    for stage in models[0].stages.indices {
      let count = block.visits(stage)[customer]
      block.visitsBefore(stage)[customer] = count
      visits &+= count
    }
    before.visits = Int32(truncatingIfNeeded: visits)
    block.before[customer] = before
    block.ledger[customer] = Ledger()
  }

  /// Begins with nobody on the way and these baskets.
  mutating func restart(baskets: Baskets) {
    self.baskets = baskets
    endedCount = 0
    pausedCount = 0
  }
}
