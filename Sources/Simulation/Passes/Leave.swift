import GSL

extension Walk {
  /// Lets each customer of the list choose among a stage's edges; `block.stage` takes the stages that
  /// they go on to, -1 where there is none.
  ///
  /// The wish comes first: who wishes to order asks the shelf on entry, see ``goesIn(_:)``.
  mutating func leave(_ arm: Int, _ stage: Int, _ count: Int) {
    record.isOn = records && arm != early
    transitions &+= count
    let table = models[arm].stages[stage]
    choose(among: table, arm, stage, count)
    if fork != nil { countTogether(table, count) }
    record.left(table, arm, in: block, scratch.list, edges: scratch.edge, count)
    let (list, edge, previous, next) = (scratch.list, scratch.edge, block.previous, block.stage)
    if block.leftUnder.count > 0 {
      for index in 0..<count {
        block.leftUnder[Int(list[index])] = UInt16(truncatingIfNeeded: arm)
      }
    }
    let first = Int(table.edges.start)
    if table.edges.count <= 4 {
      // The targets in one vector, so that the loop reads no table.
      var targets = SIMD4<Int32>(repeating: -1)
      for offset in 0..<table.edges.count {
        targets[offset] = models[arm].edges[first + offset].target
      }
      for index in 0..<count {
        let customer = Int(list[index])
        previous[customer] = Int32(truncatingIfNeeded: stage)
        next[customer] = edge[index] < 0 ? -1 : targets[Int(edge[index])]
      }
    } else {
      for index in 0..<count {
        let customer = Int(list[index])
        previous[customer] = Int32(truncatingIfNeeded: stage)
        next[customer] = edge[index] < 0 ? -1 : models[arm].edges[first + Int(edge[index])].target
      }
    }
  }

  /// Chooses an edge for each customer of the list, counted from the stage's first; -1 for none.
  private mutating func choose(
    among table: StageTable, _ arm: Int, _ stage: Int, _ count: Int
  ) {
    let edges = table.edges.count
    guard edges > 1 else {
      scratch.edge.fill(edges == 1 ? 0 : -1, count: count)
      return
    }
    weigh(table, arm, stage, count)
    if record.isTracing { traceChoices(table, arm, count) }
    guard !table.rows.isEmpty else {
      for index in 0..<count { pickRescaled(table, arm, index) }
      return
    }
    pick(table, arm, count)
  }

  /// Brings the words of the choice beside the list and, for up to four edges, their weights.
  private mutating func weigh(_ table: StageTable, _ arm: Int, _ stage: Int, _ count: Int) {
    if !table.refresh.isEmpty { refresh(table.refresh, arm, stage, count) }
    if !hasWords {
      drawWords(
        table.place, .visit, block: 0, count, first: scratch.word, second: scratch.second)
    }
    if !table.rows.isEmpty { weigh(table, arm, count) }
  }

  /// Writes down the utilities and the draws of the choices to come.
  private mutating func traceChoices(_ table: StageTable, _ arm: Int, _ count: Int) {
    for index in 0..<count {
      let customer = Int(scratch.list[index])
      guard record.traces(customer, in: block) else { continue }
      let utilities = table.edges.range.map {
        value(of: models[arm].edges[$0].form, arm, customer)
      }
      record.trace?.decides(utilities: utilities, draw: Walk.unit(scratch.word[index]))
    }
  }

  /// Weights of up to four edges, from utilities relative to the last edge's.
  private func weigh(_ table: StageTable, _ arm: Int, _ count: Int) {
    let (list, weights) = (scratch.list, scratch.weights)
    let rows = table.rows.range
    let constants = models[arm].rows[rows.lowerBound].coefficients
    if table.hasFixedWeights {
      weights.fill(constants, count: count)
      return
    }
    var isFirst = true
    for row in models[arm].rows[rows.dropFirst()] {
      let (coefficients, slot) = (row.coefficients, block.slot(Int(row.slot)))
      if isFirst {
        for index in 0..<count {
          weights[index] = constants + coefficients * slot[Int(list[index])]
        }
      } else {
        for index in 0..<count { weights[index] += coefficients * slot[Int(list[index])] }
      }
      isFirst = false
    }
    let exp = ElementaryMath.exp
    switch table.edges.count {
    case 1: weights.fill(SIMD4(1, 0, 0, 0), count: count)
    case 2:
      for index in 0..<count { weights[index] = SIMD4(exp(weights[index][0]), 1, 0, 0) }
    case 3:
      for index in 0..<count {
        let utilities = weights[index]
        weights[index] = SIMD4(exp(utilities[0]), exp(utilities[1]), 1, 0)
      }
    default:
      for index in 0..<count {
        let utilities = weights[index]
        weights[index] = SIMD4(exp(utilities[0]), exp(utilities[1]), exp(utilities[2]), 1)
      }
    }
  }

  /// Picks the edges whose shares of the weights hold the words' points between 0 and their sums.
  private mutating func pick(_ table: StageTable, _ arm: Int, _ count: Int) {
    let (edge, word) = (scratch.edge, scratch.word)
    var checksum: UInt64 = 0
    for index in 0..<count {
      let weights = scratch.weights[index]
      let total = weights[0] + weights[1] + weights[2] + weights[3]
      guard total > 0, total < 1e300 else {
        pickRescaled(table, arm, index)
        continue
      }
      checksum &+= word[index]
      // Which edge it is cannot be foretold, so that it is counted rather than branched upon.
      let left0 = Walk.unit(word[index]) * total - weights[0]
      let left1 = left0 - weights[1]
      let left2 = left1 - weights[2]
      let left3 = left2 - weights[3]
      var pick =
        (left0 < 0 ? 0 : 1) + (left1 < 0 ? 0 : 1) + (left2 < 0 ? 0 : 1) + (left3 < 0 ? 0 : 1)
      if pick == 4 {
        // Rounding can leave the point past the last edge.
        pick = 3
        while pick > 0, weights[pick] == 0 { pick -= 1 }
      }
      edge[index] = Int32(truncatingIfNeeded: pick)
    }
    drawsChecksum &+= checksum
  }

  /// Picks by weights relative to the best edge, for more than four edges or utilities beyond the
  /// range of exp.
  private mutating func pickRescaled(_ table: StageTable, _ arm: Int, _ index: Int) {
    let customer = Int(scratch.list[index])
    let weights = scratch.alternatives
    let total = weighRescaled(table, arm, customer)
    drawsChecksum &+= scratch.word[index]
    var left = Walk.unit(scratch.word[index]) * total
    var pick: Int32 = -1
    for offset in 0..<table.edges.count where weights[offset] > 0 {
      pick = Int32(truncatingIfNeeded: offset)
      left -= weights[offset]
      if left < 0 { break }
    }
    scratch.edge[index] = pick
  }

  /// Weights of all edges in `scratch.alternatives`, from utilities relative to the best; their sum.
  func weighRescaled(_ table: StageTable, _ arm: Int, _ customer: Int) -> Double {
    let weights = scratch.alternatives
    var best = -Double.infinity
    for (offset, edge) in table.edges.range.enumerated() {
      weights[offset] = value(of: models[arm].edges[edge].form, arm, customer)
      best = max(best, weights[offset])
    }
    var total = 0.0
    for offset in 0..<table.edges.count {
      weights[offset] = ElementaryMath.exp(weights[offset] - best)
      total += weights[offset]
    }
    return total
  }

  /// The value of a form for one customer; its monomials must be fresh.
  func value(of form: LinearForm, _ arm: Int, _ customer: Int) -> Double {
    var sum = form.constant
    for index in form.terms.range {
      let term = models[arm].terms[index]
      sum += term.coefficient * block.slot(Int(term.slot))[customer]
    }
    return sum
  }
}
