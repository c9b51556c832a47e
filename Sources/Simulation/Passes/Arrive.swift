import GSL
import Scenarios

extension Walk {
  /// Draws who the customers of the list are, whose numbers are beside it; `assigned` takes the arms
  /// that they are assigned to.
  func draw(
    _ count: Int, factory: borrowing CustomerFactory, assigned: Column<UInt16>? = nil
  ) {
    let (list, value) = (scratch.list, scratch.value)
    for index in 0..<count { block.number[Int(list[index])] = scratch.number[index] }
    scratch.visit.fill(0, count: count)
    drawMarket(.arrival, factory, count)
    for index in 0..<count {
      block.arrival[Int(list[index])] = factory.arrival(atLevel: value[index])
    }
    drawMarket(.segment, factory, count)
    for index in 0..<count {
      block.segment[Int(list[index])] = UInt8(
        truncatingIfNeeded: factory.segment(at: value[index]))
    }
    drawMarket(.channel, factory, count)
    for index in 0..<count {
      block.channel[Int(list[index])] = UInt8(
        truncatingIfNeeded: factory.channel(at: value[index]))
    }
    if let assigned {
      drawMarket(.assignment, factory, count)
      for index in 0..<count {
        assigned[Int(list[index])] = UInt16(truncatingIfNeeded: factory.arm(at: value[index]))
      }
    }
    drawTraits(factory, count)
  }

  /// Uniform draws of who the customers are.
  private func drawMarket(_ purpose: Purpose, _ factory: borrowing CustomerFactory, _ count: Int) {
    guard factory.needs(purpose) else { return }
    drawWords(
      factory.market, purpose, block: 0, count, first: scratch.word, second: scratch.second)
    for index in 0..<count { scratch.value[index] = Walk.unit(scratch.word[index]) }
  }

  private func drawTraits(_ factory: borrowing CustomerFactory, _ count: Int) {
    let list = scratch.list
    guard factory.traits.isIndependent else {
      var traits = [Double](repeating: 0, count: 1 + factory.traitCount)
      for index in 0..<count {
        let place = Int(list[index])
        factory.drawTraits(
          of: UInt64(block.number[place]), segment: Int(block.segment[place]), into: &traits)
        for slot in 1..<traits.count { block.slot(slot)[place] = traits[slot] }
      }
      return
    }
    let (word, second, third, fourth) = (
      scratch.word, scratch.second, scratch.third, scratch.fourth
    )
    for trait in 0..<factory.traitCount {
      let column = block.slot(1 + trait)
      let firstWords = factory.traits.firstWords(of: trait)
      if firstWords.contains(where: { $0 != nil }) {
        let name = factory.traits.place(of: trait)
        drawWords(name, .trait, block: 0, count, first: word, second: second)
        if firstWords.contains(where: { $0?.needsSecondBlock == true }) {
          drawWords(name, .trait, block: 1, count, first: third, second: fourth)
        }
      }
      for index in 0..<count {
        let place = Int(list[index])
        let segment = Int(block.segment[place])
        var value =
          firstWords[segment]?.value(word[index], second[index], third[index], fourth[index])
          ?? .nan
        if value.isNaN {
          value = factory.traits.sample(
            trait, of: UInt64(scratch.number[index]), segment: segment, key: factory.key)
        }
        column[place] = value
      }
    }
  }

  /// Sets up the customers of the list, before a model's first stage.
  mutating func arrive(_ arm: Int, _ count: Int) {
    let list = scratch.list
    let start = models[arm].start
    for index in 0..<count {
      let customer = Int(list[index])
      block.variant[customer] = UInt16(truncatingIfNeeded: arm)
      block.stage[customer] = Int32(truncatingIfNeeded: start)
      block.isBefore[customer] = true
      block.now[customer] = block.arrival[customer]
      block.previous[customer] = -1
      block.isCensored[customer] = false
      block.product[customer] = 0
      block.shipping[customer] = 0
      block.items[customer] = 0
      block.goods[customer] = 0
      block.basket[customer] = Baskets.empty
      block.voucher[customer] = 0
      var ledger = Ledger()
      ledger.margin = -models[arm].channelCost[Int(block.channel[customer])]
      block.ledger[customer] = ledger
    }
    for stage in models[arm].stages.indices {
      let visits = block.visits(stage)
      for index in 0..<count { visits[Int(list[index])] = 0 }
    }
    if hasWarmUp { forgetPast(count) }
    if block.decisions.count > 0 {
      for index in 0..<count { block.decisions[Int(list[index])] = 0 }
    }
    if block.lastOrder.count > 0 {
      for index in 0..<count { block.lastOrder[Int(list[index])] = LastOrder() }
    }
    for (state, limits) in models[arm].stateLimits.enumerated() {
      let slot = block.slot(models[arm].firstStateSlot + state)
      for index in 0..<count { slot[Int(list[index])] = limits.start }
    }
    for state in models[arm].peaks {
      let slot = block.slot(Int(models[arm].peakSlot(of: state)))
      for index in 0..<count { slot[Int(list[index])] = models[arm].stateLimits[state].start }
    }
    if block.windowsPassed.count > 0 {
      for index in 0..<count { block.windowsPassed[Int(list[index])] = 0 }
    }
    refreshFixed(arm, count)
    if models[arm].products.count > 1 {
      scratch.visit.fill(0, count: count)
      choosePopular(arm, start, count)
    }
  }

  private func forgetPast(_ count: Int) {
    for index in 0..<count { block.before[Int(scratch.list[index])] = Ledger() }
    for stage in models[0].stages.indices {
      let visits = block.visitsBefore(stage)
      for index in 0..<count { visits[Int(scratch.list[index])] = 0 }
    }
  }
}
