import GSL

extension Walk {
  /// Gives each visit its length; the horizon cuts some off.
  ///
  /// - Returns: How many customers stay on the list, with the words of their choices beside
  ///   them where these were drawn.
  mutating func stay(_ table: StageTable, _ arm: Int, _ stage: Int, _ count: Int) -> Int {
    let (list, hours, word) = (scratch.list, scratch.hours, scratch.word)
    hasWords = false
    switch table.dwell {
    case .none: hours.fill(0, count: count)
    case .delivery:
      for index in 0..<count { hours[index] = block.lastOrder[Int(list[index])].deliveryHours }
    case .drawn(let index):
      drawWords(table.place, .visit, block: 0, count, first: word, second: scratch.second)
      hasWords = true
      sample(
        models[arm].samplers[Int(index)], scratch.second, table.place, .visit,
        VisitSeat.dwell.rawValue, part: VisitSeat.part.rawValue, into: hours, count)
    }
    if table.dwellScale >= 0, hasWords {
      scale(by: models[arm].forms[Int(table.dwellScale)], arm, stage, count)
    }
    let (now, horizon) = (block.now, models[arm].horizon)
    let (visit, number) = (scratch.visit, scratch.number)
    var kept = 0
    for index in 0..<count {
      let customer = list[index]
      let entered = now[Int(customer)]
      let end = entered + hours[index]
      now[Int(customer)] = end
      guard end <= horizon else {
        cutOff(customer, arm, stage)
        continue
      }
      list[kept] = customer
      hours[kept] = end - entered
      word[kept] = word[index]
      visit[kept] = visit[index]
      number[kept] = number[index]
      kept &+= 1
    }
    pass(arm, kept)
    record.stays(in: stage, arm, of: block, list, hours: hours, kept)
    return kept
  }

  /// Lets the customers of the list be so many hours older: states fade, windows of metrics close.
  private func pass(_ arm: Int, _ count: Int) {
    let (list, hours) = (scratch.list, scratch.hours)
    for fading in models[arm].fading {
      let slot = block.slot(models[arm].firstStateSlot + fading.state)
      let rate = -0.693147180559945309417 / fading.halfLife
      for index in 0..<count where hours[index] > 0 {
        let customer = Int(list[index])
        slot[customer] =
          fading.start + (slot[customer] - fading.start) * ElementaryMath.exp(rate * hours[index])
      }
    }
    guard !models[arm].windows.isEmpty, arm != early else { return }
    for index in 0..<count { closeWindows(of: Int(list[index])) }
  }

  /// Keeps what a customer had counted when the windows closed that now lie behind.
  func closeWindows(of customer: Int) {
    let windows = models[0].windows
    let start = max(block.arrival[customer], models[0].warmUp)
    var passed = Int(block.windowsPassed[customer])
    while passed < windows.count, block.now[customer] > start + windows[passed] {
      block.window(passed)[customer] = block.ledger[customer]
      passed += 1
    }
    block.windowsPassed[customer] = UInt8(truncatingIfNeeded: passed)
  }

  private func scale(by form: LinearForm, _ arm: Int, _ stage: Int, _ count: Int) {
    refresh(form.refresh, arm, stage, count)
    evaluate(form, arm, into: scratch.value, count)
    for index in 0..<count {
      scratch.hours[index] *= ElementaryMath.exp(min(max(scratch.value[index], -50), 50))
    }
  }

  /// Cuts a journey off at the horizon.
  mutating func cutOff(_ customer: Int32, _ arm: Int, _ stage: Int) {
    let place = Int(customer)
    block.now[place] = models[arm].horizon
    block.isCensored[place] = true
    block.previous[place] = -1
    record.censored(stage, arm, in: block, place)
    ended.add(customer)
  }
}
