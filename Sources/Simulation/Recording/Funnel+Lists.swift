extension Funnel {
  /// Counts visits to a stage, and the followed state with them.
  mutating func enter(
    _ stage: Int, arm: Int, in block: Block, _ list: Column<Int32>, _ count: Int
  ) {
    if cells.segments == 1 {
      add(count, visitsTo: stage, in: cell(arm: arm, segment: 0))
    } else {
      for index in 0..<count {
        enter(stage, in: cell(arm: arm, segment: Int(block.segment[Int(list[index])])))
      }
    }
    guard let stateSlot else { return }
    let states = block.slot(stateSlot)
    for index in 0..<count {
      let customer = Int(list[index])
      add(
        state: states[customer], to: stage,
        in: cell(arm: arm, segment: Int(block.segment[customer])))
    }
  }

  /// Counts the lengths of visits that ended.
  mutating func stay(
    in stage: Int, arm: Int, of block: Block, _ list: Column<Int32>, hours: Column<Double>,
    _ count: Int
  ) {
    if cells.segments == 1 {
      let cell = cell(arm: arm, segment: 0)
      for index in 0..<count { stay(in: stage, of: cell, dwell: hours[index]) }
    } else {
      for index in 0..<count {
        let segment = Int(block.segment[Int(list[index])])
        stay(in: stage, of: cell(arm: arm, segment: segment), dwell: hours[index])
      }
    }
  }

  /// Counts steps along edges, numbered from a stage's first; -1 for none.
  mutating func leave(
    _ first: Int, arm: Int, in block: Block, _ list: Column<Int32>, edges: Column<Int32>,
    _ count: Int
  ) {
    guard cells.segments > 1 else {
      let cell = cell(arm: arm, segment: 0)
      for index in 0..<count where edges[index] >= 0 {
        leave(first + Int(edges[index]), in: cell)
      }
      return
    }
    for index in 0..<count where edges[index] >= 0 {
      let segment = Int(block.segment[Int(list[index])])
      leave(first + Int(edges[index]), in: cell(arm: arm, segment: segment))
    }
  }

  /// Counts a step along one edge in place of another's.
  mutating func change(from refused: Int, to edge: Int, arm: Int, segment: Int) {
    let cell = cell(arm: arm, segment: segment)
    leave(refused, in: cell, steps: -1)
    leave(edge, in: cell)
  }

  mutating func censor(_ stage: Int, arm: Int, segment: Int) {
    censor(stage, in: cell(arm: arm, segment: segment))
  }
}
