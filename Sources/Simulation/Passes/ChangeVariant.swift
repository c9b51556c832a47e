extension Walk {
  /// Lets customers who paused before a stage go on under a model.
  mutating func resume(_ variant: Int, _ count: Int) {
    changeVariant(to: variant, count)
    if fork != nil { part(count) }
    for index in 0..<count {
      let customer = scratch.list[index]
      goOn(customer, variant, to: Int(block.stage[Int(customer)]))
    }
  }

  /// Brings the customers of the list under another model.
  ///
  /// What they are, hold and did stays; the baskets have the model's prices.
  mutating func changeVariant(to variant: Int, _ count: Int) {
    for index in 0..<count {
      block.variant[Int(scratch.list[index])] = UInt16(truncatingIfNeeded: variant)
    }
    reprice(variant, count)
    refreshFixed(variant, count)
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
    guard !models[0].windows.isEmpty else { return }
    block.windowsPassed[customer] = 0
    closeWindows(of: customer)
  }
}
