import Scenarios

/// The measures of journeys that are over, side by side, and the cells that they are added to.
struct OutcomeColumns {
  private let store = ColumnStore()
  private let plan: MeasurePlan
  private let capacity: Int
  private let values: Column<Int64>
  /// Cells of the sums that are added to next.
  let cells: Column<Int32>
  private(set) var count = 0

  /// Makes room for the measures of so many journeys.
  init(plan: MeasurePlan, capacity: Int) {
    self.plan = plan
    self.capacity = capacity
    values = store.column(Int64.self, count: plan.measures.count * capacity)
    cells = store.column(Int32.self, count: capacity)
  }

  var measures: Int { plan.measures.count }

  @inline(__always)
  subscript(measure: Int) -> Column<Int64> { values.part(measure, length: capacity) }

  /// Copies the measures of one journey, in the plan's order.
  func copy(_ index: Int, to row: inout [Int64]) {
    for measure in 0..<measures { row[measure] = self[measure][index] }
  }

  /// The measures of one journey, in the plan's order.
  func row(_ index: Int) -> [Int64] {
    (0..<measures).map { self[$0][index] }
  }

  /// Reads the outcomes of customers of a block.
  mutating func fill(_ block: Block, _ list: Column<Int32>, _ count: Int) {
    self.count = count
    for (measure, source) in plan.sources.enumerated() {
      let column = self[measure]
      switch source {
      case .ledger(let tally):
        for index in 0..<count { column[index] = block.ledger[Int(list[index])][tally] }
      case .before(let tally):
        for index in 0..<count {
          column[index] = block.before.count == 0 ? 0 : block.before[Int(list[index])][tally]
        }
      case .reached(let stage):
        let visits = block.visits(stage)
        for index in 0..<count { column[index] = visits[Int(list[index])] > 0 ? 1 : 0 }
        guard block.before.count > 0 else { continue }
        let before = block.visitsBefore(stage)
        for index in 0..<count {
          let customer = Int(list[index])
          column[index] = visits[customer] > before[customer] ? 1 : 0
        }
      case .endedFrom(let stage):
        for index in 0..<count { column[index] = block.previous[Int(list[index])] == stage ? 1 : 0 }
      case .within(let tally, let window):
        let closed = block.window(window)
        for index in 0..<count {
          let customer = Int(list[index])
          let hasClosed = Int(block.windowsPassed[customer]) > window
          column[index] = (hasClosed ? closed[customer] : block.ledger[customer])[tally]
        }
      case .ended(let hours):
        for index in 0..<count {
          let customer = Int(list[index])
          let isEnded = !block.isCensored[customer] && age(customer, block) <= hours
          column[index] = isEnded ? 1 : 0
        }
      case .goesOn(let hours):
        for index in 0..<count {
          column[index] = age(Int(list[index]), block) > hours ? 1 : 0
        }
      case .secondsFollowed:
        for index in 0..<count {
          let entered = max(block.arrival[Int(list[index])], plan.startHours)
          column[index] = Int64(max(0, (plan.horizonHours - entered) * 3600).rounded(.down))
        }
      }
    }
  }

  /// Hours from coming, or the later start of the experiment, to the end of the journey.
  @inline(__always)
  private func age(_ customer: Int, _ block: Block) -> Double {
    block.now[customer] - max(block.arrival[customer], plan.startHours)
  }

  /// Copies the measures of each customer to a row of their own.
  func copy(to rows: Column<Int64>, _ list: Column<Int32>, row: (Int) -> Int) {
    for index in 0..<count {
      let first = row(Int(list[index])) * measures
      for measure in 0..<measures { rows[first + measure] = self[measure][index] }
    }
  }

  /// Names the cell of each journey.
  @inline(__always)
  func assign(_ list: Column<Int32>, cell: (Int) -> Int) {
    for index in 0..<count {
      cells[index] = Int32(truncatingIfNeeded: cell(Int(list[index])))
    }
  }
}
