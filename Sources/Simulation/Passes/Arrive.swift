import GSL
import Scenarios

extension Walk {
  /// Draws who the customers of the list are, whose places among all are beside it; `assigned` takes
  /// the arms that they are assigned to.
  func draw(
    _ count: Int, factory: borrowing CustomerFactory, assigned: Column<UInt16>? = nil
  ) {
    let (list, number, word, second) = (
      scratch.list, scratch.number, scratch.word, scratch.second
    )
    for index in 0..<count {
      block.number[Int(list[index])] = UInt32(truncatingIfNeeded: number[index])
    }
    if block.drawNumber.count > 0 {
      for index in 0..<count {
        number[index] = factory.numbers.number(of: number[index])
        block.drawNumber[Int(list[index])] = number[index]
      }
    }
    scratch.visit.fill(0, count: count)
    drawWords(DrawPlace.customer, .customer, block: 0, count, first: word, second: second)
    for index in 0..<count {
      block.arrival[Int(list[index])] = factory.arrival(ofNumber: number[index], at: word[index])
    }
    if let assigned {
      for index in 0..<count {
        assigned[Int(list[index])] = UInt16(truncatingIfNeeded: factory.arm(at: second[index]))
      }
    }
    if factory.hasSegments || factory.hasChannels {
      drawWords(DrawPlace.customer, .customer, block: 1, count, first: word, second: second)
    }
    for index in 0..<count {
      block.segment[Int(list[index])] =
        factory.hasSegments ? UInt8(truncatingIfNeeded: factory.segment(at: word[index])) : 0
      block.channel[Int(list[index])] =
        factory.hasChannels ? UInt8(truncatingIfNeeded: factory.channel(at: second[index])) : 0
    }
    drawTraits(factory, count)
  }

  private func drawTraits(_ factory: borrowing CustomerFactory, _ count: Int) {
    let (list, number, value) = (scratch.list, scratch.number, scratch.value)
    guard factory.traits.isIndependent else {
      var traits = [Double](repeating: 0, count: 1 + factory.traitCount)
      for index in 0..<count {
        let place = Int(list[index])
        factory.traits.draw(
          customer: number[index], segment: Int(block.segment[place]), key: key, into: &traits)
        for slot in 1..<traits.count { block.slot(slot)[place] = traits[slot] }
      }
      return
    }
    for trait in 0..<factory.traitCount {
      let place = factory.traits.place(of: trait)
      let words = drawSeat(place, .trait, TraitSeat.value.rawValue, count)
      if factory.hasSegments {
        for index in 0..<count {
          let segment = Int(block.segment[Int(list[index])])
          value[index] = factory.traits.sampler(of: trait, segment: segment).value(
            of: words[index], seats(at: index, place, .trait), TraitSeat.value.rawValue,
            part: TraitSeat.part.rawValue)
        }
      } else {
        sample(
          factory.traits.sampler(of: trait, segment: 0), words, place, .trait,
          TraitSeat.value.rawValue, part: TraitSeat.part.rawValue, into: value, count)
      }
      let column = block.slot(1 + trait)
      for index in 0..<count { column[Int(list[index])] = value[index] }
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
      for index in 0..<count { scratch.number[index] = block.drawing(Int(list[index])) }
      scratch.visit.fill(0, count: count)
      choosePopular(arm, start, seat: 0, count)
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
