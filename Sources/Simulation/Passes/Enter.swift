import Scenarios

extension Walk {
  /// Begins a visit of each customer of the list, whose `now` moves on to the visit's end.
  ///
  /// - Returns: How many of them stay on the list; the journeys of the others are over.
  mutating func enter(_ arm: Int, _ stage: Int, _ count: Int) -> Int {
    record.isOn = records && arm != early
    let count = countVisits(arm, stage, count)
    record.entered(stage, arm, in: block, scratch.list, count)
    let table = models[arm].stages[stage]
    for index in table.choices.range { choose(index, arm, stage, count) }
    if record.keepsEvents {
      record.logVisits(table, stage, models[arm], in: block, scratch.list, count)
    }
    if !table.isPlain { happen(table, arm, stage, count) }
    if table.isEnd {
      ended.add(scratch.list, count)
      return 0
    }
    return stay(table, arm, stage, count)
  }

  /// Counts the visits; a journey that comes to the stage without end makes a ``runaway``.
  private mutating func countVisits(_ arm: Int, _ stage: Int, _ count: Int) -> Int {
    let (list, visits) = (scratch.list, block.visits(stage))
    let (visit, numbers) = (scratch.visit, scratch.number)
    let most = models[arm].mostVisits
    var isTooOften = false
    for index in 0..<count {
      let customer = Int(list[index])
      let number = visits[customer] &+ 1
      visits[customer] = number
      visit[index] = number
      numbers[index] = block.drawing(customer)
      isTooOften = isTooOften || number > most
    }
    guard isTooOften else { return count }
    runaway = RunError(
      code: .endlessJourney(stage: models[arm].stageNames[stage], visits: Int(most)))
    var kept = 0
    for index in 0..<count {
      guard visit[index] <= most else { continue }
      list[kept] = list[index]
      visit[kept] = visit[index]
      numbers[kept] = numbers[index]
      kept += 1
    }
    return kept
  }

  /// What happens on entry after the choices: effects, a voucher, a cost, moves of state.
  private mutating func happen(_ table: StageTable, _ arm: Int, _ stage: Int, _ count: Int) {
    for index in table.effects.range {
      switch models[arm].effects[index] {
      case .addItem: addItems(table.quantity, arm, stage, count)
      case .removeItem: removeItems(arm, stage, count)
      case .emptyBasket: emptyBaskets(stage, count)
      case .order: order(arm, stage, count)
      case .refund: refund(table.refund, arm, stage, count)
      }
    }
    if table.voucher > 0 {
      for index in 0..<count {
        let customer = Int(scratch.list[index])
        block.voucher[customer] = table.voucher
        record.gave(voucher: table.voucher, in: block, customer, stage)
      }
    }
    if table.cost != 0 {
      for index in 0..<count {
        let customer = Int(scratch.list[index])
        block.ledger[customer].margin -= table.cost
        record.tells(of: customer, in: block, margin: -table.cost)
      }
    }
    for index in table.moves.range { move(models[arm].moves[index], arm, stage, count) }
  }

  private func move(_ move: MoveTable, _ arm: Int, _ stage: Int, _ count: Int) {
    refresh(move.form.refresh, arm, stage, count)
    evaluate(move.form, arm, into: scratch.value, count)
    let limits = models[arm].stateLimits[Int(move.state)]
    let slot = block.slot(models[arm].firstStateSlot + Int(move.state))
    for index in 0..<count {
      let customer = Int(scratch.list[index])
      slot[customer] = min(
        max(slot[customer] + scratch.value[index], limits.minimum), limits.maximum)
    }
    guard move.peak >= 0 else { return }
    let peak = block.slot(Int(move.peak))
    for index in 0..<count {
      let customer = Int(scratch.list[index])
      if abs(slot[customer] - limits.start) > abs(peak[customer] - limits.start) {
        peak[customer] = slot[customer]
      }
    }
  }
}
