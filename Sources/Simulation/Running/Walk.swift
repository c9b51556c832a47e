import GSL
import Scenarios

/// Moves the customers of a block through the stage graph, list by list.
///
/// A visit is `enter` (choices, effects, moves, dwell time) and `leave` (a choice among the edges);
/// each is a row of passes, plain loops over the customers who enter or leave one stage under one
/// model. Every draw is keyed by customer, stage, visit and purpose, so that the order of the lists
/// changes nothing. What reads or writes shared state, on entry or in the choice among the edges, is
/// a *turn*: `run` sets customers who come to one aside, and ``take(turnOf:before:)`` takes turns one
/// at a time, by the same passes.
struct Walk {
  // Debug builds copy a constant struct at each access, but read a variable in place.
  /// One model per arm, and where there is a warm-up the control's again for the time before the
  /// experiment.
  private(set) var models: [Model]
  /// The model of the time before the experiment; -1 for none.
  let early: Int
  var key: RandomKey
  /// One world for all, or one per arm where their supply is divided.
  var worlds: [World]
  var block: Block
  var lists: Lists
  let scratch: Scratch
  var baskets = Baskets()
  /// What is asked of the shelves just now.
  var wanted: [(product: Int, count: Int)] = []
  var record: WalkRecord
  /// Whether what happens in the experiment is recorded.
  var records = false
  /// Customers whose next entry or choice is a turn.
  var waiting: Roster
  /// Customers who paused before a stage.
  var paused: Roster
  /// Customers whose journeys are over.
  var ended: Roster
  /// Whether the first words of the visits' streams are beside the list.
  var hasWords = false
  /// Where a journey was given up because it visited one stage too often.
  var runaway: RunError?
  /// Wrapping sum of the words behind all choices, a fingerprint of the draws.
  var drawsChecksum: UInt64 = 0
  var transitions = 0
  /// What looking ahead came to, kept so that it is done.
  private var lookedAt = 0.0
  private let stages: Int
  private let warmUp: Double
  /// Stages before which journeys pause for a decision.
  private let decides: [Bool]
  /// Whether to enter a stage is a turn, by model and stage; empty where nothing is shared.
  private let entersByTurn: [Bool]

  /// Makes room for customers under the models of arms.
  init(models arms: [Model], worlds: [World], capacity: Int, key: RandomKey, record: WalkRecord) {
    let hasWarmUp = arms[0].warmUp > 0
    models = hasWarmUp ? arms + [arms[0]] : arms
    early = hasWarmUp ? arms.count : -1
    self.key = key
    self.worlds = worlds
    self.record = record
    stages = arms[0].stages.count
    warmUp = arms[0].warmUp
    decides = arms[0].decisions.contains { $0 >= 0 } ? arms[0].decisions.map { $0 >= 0 } : []
    entersByTurn =
      arms.contains(where: \.sharesState)
      ? models.flatMap { $0.stages.map(\.entryTouchesSharedState) } : []
    block = Block(models: models, capacity: capacity)
    lists = Lists(count: 2 * models.count * stages)
    scratch = Scratch(
      edges: arms.reduce(0) { most, model in
        model.stages.reduce(most) { max($0, $1.edges.count) }
      })
    waiting = Roster(capacity: capacity)
    paused = Roster(capacity: capacity)
    ended = Roster(capacity: capacity)
  }

  var hasWarmUp: Bool { early >= 0 }

  /// Makes room for more customers; nobody may be set aside.
  mutating func grow(to capacity: Int) {
    let larger = Block(models: models, capacity: capacity)
    larger.copy(from: block)
    block = larger
    waiting = Roster(capacity: capacity)
    paused = Roster(capacity: capacity)
    ended = Roster(capacity: capacity)
  }

  /// Walks until the lists are empty.
  /// - Throws: `RunError` when cancelled, or when a journey does not end.
  mutating func run(isCancelled: () -> Bool) throws(RunError) {
    var rounds = 0
    while let (list, count) = lists.take(into: scratch.list, next: block.next) {
      rounds &+= 1
      if rounds & 0xff == 0, isCancelled() { throw RunError(code: .cancelled) }
      let (variant, stage) = list.quotientAndRemainder(dividingBy: stages)
      if variant < models.count {
        let staying = enter(variant, stage, count)
        if let runaway { throw runaway }
        guard staying > 0 else { continue }
        if models[variant].stages[stage].decisionTouchesSharedState {
          wait(variant, stage, staying)
        } else {
          leave(variant, stage, staying)
          split(variant, staying)
        }
      } else {
        prepare(stage, count)
        leave(variant - models.count, stage, count)
        split(variant - models.count, count)
      }
    }
  }

  /// Takes the turn of a customer who waits in a stage or before one, and walks on until the next
  /// turn or pause, the journey's end, or a time from which the rest can go on lists.
  mutating func take(turnOf customer: Int32, before end: Double) throws(RunError) {
    let place = Int(customer)
    scratch.list[0] = customer
    var variant = Int(block.variant[place])
    var stage = Int(block.stage[place])
    var isEntering = block.isBefore[place]
    let time = block.now[place]
    if !isEntering { prepare(stage, 1) }
    while true {
      if !isEntering {
        leave(variant, stage, 1)
        stage = Int(block.stage[place])
        if stage < 0 { return ended.add(customer) }
        if variant == early, block.now[place] >= warmUp {
          beginExperiment(place)
          variant = Int(block.arm[place])
          changeVariant(to: variant, 1)
        }
        if !decides.isEmpty, decides[stage] { return paused.add(customer) }
        if isTurn(toEnter: stage, variant), block.now[place] > time { return waitBefore(customer) }
      }
      isEntering = false
      let entered = goesIn(place)
      if entered != stage {
        stage = entered
        if !decides.isEmpty, decides[stage] { return paused.add(customer) }
      }
      scratch.list[0] = customer
      let staying = enter(variant, stage, 1)
      if let runaway { throw runaway }
      guard staying > 0 else { return }
      if models[variant].stages[stage].decisionTouchesSharedState { return wait(variant, stage, 1) }
      if block.now[place] >= end {
        return lists.add(
          customer, to: (models.count + variant) * stages + stage, next: block.next)
      }
    }
  }

  /// Looks at what the turns of customers will read: loads that do not wait for each other, where
  /// one turn after the other would wait for each of them.
  mutating func lookAhead(_ customers: some Sequence<Int32>) {
    var sum = 0.0
    for customer in customers {
      let place = Int(customer)
      let stage = Int(block.stage[place])
      sum += block.now[place] + Double(block.number[place]) + Double(block.variant[place])
      sum += Double(block.segment[place]) + Double(block.goods[place]) + Double(block.items[place])
      sum += Double(block.basket[place]) + Double(block.voucher[place]) + block.arrival[place]
      sum += Double(block.previous[place]) + Double(block.ledger[place].orders)
      sum += Double(block.product[place]) + Double(block.visits(stage)[place])
      sum += block.isBefore[place] ? 1 : 0
      sum += Double(baskets.first(of: block.basket[place]))
      for edge in models[0].stages[stage].edges.range {
        sum += Double(block.visits(Int(models[0].edges[edge].target))[place])
      }
      for slot in 1..<models[0].firstStateSlot + models[0].stateLimits.count {
        sum += block.slot(slot)[place]
      }
    }
    lookedAt = sum
  }

  /// Puts a customer on the list of those who are about to enter a stage.
  @inline(__always)
  mutating func setOut(_ customer: Int32, _ variant: Int, _ stage: Int) {
    lists.add(customer, to: variant &* stages &+ stage, next: block.next)
  }

  /// Brings the customers of the list to the lists of the stages that they chose.
  private mutating func split(_ variant: Int, _ count: Int) {
    let (list, stage) = (scratch.list, block.stage)
    let isEarly = variant == early
    let now = block.now
    for index in 0..<count {
      let customer = list[index]
      let target = Int(stage[Int(customer)])
      if target < 0 {
        ended.add(customer)
      } else if isEarly, now[Int(customer)] >= warmUp {
        paused.add(customer)
      } else if !decides.isEmpty, decides[target] {
        paused.add(customer)
      } else {
        goOn(customer, variant, to: target)
      }
    }
  }

  /// Lets a customer enter a stage on a list, or wait for the turn to enter.
  @inline(__always)
  mutating func goOn(_ customer: Int32, _ variant: Int, to stage: Int) {
    if isTurn(toEnter: stage, variant) {
      waitBefore(customer)
    } else {
      setOut(customer, variant, stage)
    }
  }

  @inline(__always)
  private func isTurn(toEnter stage: Int, _ variant: Int) -> Bool {
    !entersByTurn.isEmpty && entersByTurn[variant &* stages &+ stage]
  }

  /// Sets a customer aside until the turn to enter a stage.
  private mutating func waitBefore(_ customer: Int32) {
    block.isBefore[Int(customer)] = true
    waiting.add(customer)
  }

  /// Sets the customers of the list aside until their turns to leave a stage.
  private mutating func wait(_ variant: Int, _ stage: Int, _ count: Int) {
    for index in 0..<count {
      let customer = scratch.list[index]
      block.stage[Int(customer)] = Int32(truncatingIfNeeded: stage)
      block.isBefore[Int(customer)] = false
      waiting.add(customer)
    }
  }

  /// Brings what the passes need beside a list of customers who are about to leave a stage.
  private mutating func prepare(_ stage: Int, _ count: Int) {
    let visits = block.visits(stage)
    for index in 0..<count {
      let customer = Int(scratch.list[index])
      scratch.number[index] = block.drawing(customer)
      scratch.visit[index] = visits[customer]
    }
    hasWords = false
  }

  /// The world that a customer lives in.
  @inline(__always)
  func world(of customer: Int) -> Int { worlds.count > 1 ? Int(block.arm[customer]) : 0 }
}
