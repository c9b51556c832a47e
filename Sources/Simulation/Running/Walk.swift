import GSL
import Scenarios

/// Moves the customers of a block through the stage graph, list by list.
///
/// A visit is `enter` (choices, effects, moves, dwell time) and `leave` (a choice among the edges);
/// each is a row of passes, plain loops over the customers who enter or leave one stage under one
/// arm. Every draw is keyed by customer, stage, visit and purpose, so that the order of the lists
/// changes nothing.
struct Walk {
  // Debug builds copy a constant struct at each access, but read a variable in place.
  private(set) var models: [Model]
  var key: RandomKey
  var block: Block
  var lists: Lists
  let scratch: Scratch
  var baskets = Baskets()
  var record: WalkRecord
  let hasWarmUp: Bool
  /// Whether journeys pause before the first visit within the experiment.
  var pausesForExperiment = false
  /// Customers who paused before a stage.
  let paused: Column<Int32>
  var pausedCount = 0
  /// Customers whose journeys are over.
  let ended: Column<Int32>
  var endedCount = 0
  /// Whether the first words of the visits' streams are beside the list.
  var hasWords = false
  /// Whether a journey was given up because it visited one stage too often.
  var isEndless = false
  /// Wrapping sum of the words behind all choices, a fingerprint of the draws.
  var drawsChecksum: UInt64 = 0
  var transitions = 0
  private let store = ColumnStore()
  private let stages: Int
  private let warmUp: Double

  init(models: [Model], capacity: Int, key: RandomKey, record: WalkRecord) {
    self.models = models
    self.key = key
    self.record = record
    stages = models[0].stages.count
    warmUp = models[0].warmUp
    hasWarmUp = warmUp > 0
    block = Block(models: models, capacity: capacity)
    lists = Lists(lists: models.count * stages, capacity: capacity)
    scratch = Scratch(
      alternatives: models.reduce(0) { most, model in
        model.stages.reduce(max(most, model.products.count, model.shipping.count)) {
          max($0, $1.edges.count)
        }
      })
    paused = store.column(Int32.self, count: hasWarmUp ? capacity : 0)
    ended = store.column(Int32.self, count: capacity)
  }

  /// Walks until the lists are empty.
  mutating func run() {
    while let (list, count) = lists.take(into: scratch.list) {
      let (arm, stage) = list.quotientAndRemainder(dividingBy: stages)
      let staying = enter(arm, stage, count)
      if staying > 0 { leave(arm, stage, staying) }
    }
  }

  /// Puts a customer on the list of those who are about to enter a stage.
  @inline(__always)
  mutating func setOut(_ customer: Int32, _ arm: Int, _ stage: Int) {
    if pausesForExperiment, block.now[Int(customer)] >= warmUp {
      block.stage[Int(customer)] = Int32(truncatingIfNeeded: stage)
      paused[pausedCount] = customer
      pausedCount &+= 1
    } else {
      lists.add(customer, to: arm &* stages &+ stage)
    }
  }
}
