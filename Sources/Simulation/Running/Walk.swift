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
  private(set) var scratch: Scratch
  var baskets = Baskets()
  /// What is asked of the shelves just now.
  var wanted: [(product: Int, count: Int)] = []
  var record: WalkRecord
  /// Whether what happens in the experiment is recorded.
  var records = false
  /// Turns before this time may be taken in any order, and are taken on lists.
  var anyOrderEnd = -Double.infinity
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
  /// Where the ways of arms part; nil where each customer walks under one.
  var fork: Fork?
  private let stages: Int
  private let warmUp: Double
  /// The list of each model and stage; one for all models under which a stage is the same, where
  /// nothing is recorded by model.
  private let tables: [Int32]
  private let mixesModels: Bool
  /// Stages before which journeys pause for a decision.
  private let decides: [Bool]
  /// Whether to enter a stage is a turn, by model and stage; empty where nothing is shared.
  private let entersByTurn: [Bool]

  /// Makes room for customers under the models of arms.
  init(
    models arms: [Model], worlds: [World], capacity: Int, key: RandomKey, record: WalkRecord,
    sharing: StageSharing? = nil
  ) {
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
    mixesModels = sharing != nil
    tables = models.indices.flatMap { model in
      arms[0].stages.indices.map { stage in
        Int32((sharing?.table(model, stage) ?? model) * arms[0].stages.count + stage)
      }
    }
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

  /// Makes room for more customers, or as many again in memory of their own.
  mutating func grow(to capacity: Int) {
    let larger = Block(models: models, capacity: capacity)
    larger.copy(from: block)
    block = larger
    waiting = waiting.grown(to: capacity)
    paused = paused.grown(to: capacity)
    ended = ended.grown(to: capacity)
  }

  /// The same walk in memory of its own; nobody may be on a list.
  func copied() -> Walk {
    var walk = self
    walk.grow(to: block.capacity)
    walk.lists = Lists(count: 2 * models.count * stages)
    walk.scratch = Scratch(edges: scratch.mostEdges)
    return walk
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
        var staying = enter(variant, stage, count)
        if let runaway { throw runaway }
        if models[variant].stages[stage].decisionTouchesSharedState {
          staying = wait(stage, staying)
        }
        guard staying > 0 else { continue }
        leave(variant, stage, staying)
        split(variant, staying)
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
      if models[variant].stages[stage].decisionTouchesSharedState {
        _ = wait(stage, 1)
        return
      }
      if block.now[place] >= end { return setOutToLeave(customer, variant, stage) }
    }
  }

  /// Puts a customer on the list of those who are about to leave a stage.
  private mutating func setOutToLeave(_ customer: Int32, _ variant: Int, _ stage: Int) {
    lists.add(customer, to: (models.count + variant) * stages + stage, next: block.next)
  }

  /// Puts a customer who waits for a turn on the list where it is taken.
  mutating func setOutForTurn(_ customer: Int32) {
    let place = Int(customer)
    let (variant, stage) = (Int(block.variant[place]), Int(block.stage[place]))
    if block.isBefore[place] {
      takeEntry(customer, variant, stage)
    } else {
      setOutToLeave(customer, variant, stage)
    }
  }

  /// Puts a customer on the list of those who are about to enter a stage.
  @inline(__always)
  mutating func setOut(_ customer: Int32, _ variant: Int, _ stage: Int) {
    lists.add(customer, to: Int(tables[variant &* stages &+ stage]), next: block.next)
  }

  /// Brings the customers of the list to the lists of the stages that they chose.
  private mutating func split(_ variant: Int, _ count: Int) {
    let (list, stage) = (scratch.list, block.stage)
    let isEarly = variant == early
    let now = block.now
    if fork != nil { part(count) }
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
        goOn(customer, mixesModels ? Int(block.variant[Int(customer)]) : variant, to: target)
      }
    }
  }

  /// Lets a customer enter a stage on a list, or wait for the turn to enter.
  @inline(__always)
  mutating func goOn(_ customer: Int32, _ variant: Int, to stage: Int) {
    guard isTurn(toEnter: stage, variant) else { return setOut(customer, variant, stage) }
    if block.now[Int(customer)] < anyOrderEnd {
      takeEntry(customer, variant, stage)
    } else {
      waitBefore(customer)
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

  /// Takes a turn to enter a stage whose place among the others does not matter: the customer goes
  /// on the list of those who enter, that stage or the one left for a wish refused.
  private mutating func takeEntry(_ customer: Int32, _ variant: Int, _ wished: Int) {
    let stage = goesIn(Int(customer))
    if stage != wished, !decides.isEmpty, decides[stage] { return paused.add(customer) }
    setOut(customer, variant, stage)
  }

  /// Sets the customers of the list aside until their turns to leave a stage, but those whose turns
  /// may be taken in any order.
  ///
  /// - Returns: How many of these there are; they stay on the list.
  private mutating func wait(_ stage: Int, _ count: Int) -> Int {
    let (list, word) = (scratch.list, scratch.word)
    let (visit, number) = (scratch.visit, scratch.number)
    var kept = 0
    for index in 0..<count {
      let customer = list[index]
      guard block.now[Int(customer)] >= anyOrderEnd else {
        list[kept] = customer
        word[kept] = word[index]
        visit[kept] = visit[index]
        number[kept] = number[index]
        kept += 1
        continue
      }
      block.stage[Int(customer)] = Int32(truncatingIfNeeded: stage)
      block.isBefore[Int(customer)] = false
      waiting.add(customer)
    }
    return kept
  }

  /// Brings what the passes need beside a list of customers who are about to leave a stage.
  mutating func prepare(_ stage: Int, _ count: Int) {
    let visits = block.visits(stage)
    for index in 0..<count {
      let customer = Int(scratch.list[index])
      scratch.number[index] = block.drawing(customer)
      scratch.visit[index] = visits[customer]
    }
    hasWords = false
  }

  /// What is in a customer's basket.
  mutating func contents(of customer: Int) -> [(product: Int, count: Int)] {
    baskets.list(block.basket[customer], into: &wanted)
    return wanted
  }

  /// The world that a customer lives in.
  @inline(__always)
  func world(of customer: Int) -> Int { worlds.count > 1 ? Int(block.arm[customer]) : 0 }
}
