import GSL
import Scenarios

/// Moves customers through the stage graph of one arm, one customer at a time.
///
/// A visit is `enter` (choices, effects, moves, dwell time) and `decide` (a step along an edge).
/// Who calls them in which order is the scheduler's affair: every draw is keyed by customer,
/// stage, visit and purpose, so the order changes nothing but what the shared world shows.
struct JourneyWalker {
  // Debug builds copy a constant struct at each access, but read a variable in place.
  private(set) var model: Model
  let arm: Int
  var key: RandomKey
  var customer = CustomerState()
  /// 1, traits, states, fixed products, refreshed products.
  var slots: [Double]
  var visits: [UInt32]
  /// Visits to each stage before the experiment; empty for a customer without any.
  var visitsBefore: [UInt32] = []
  /// Items in the basket by product.
  var basket: [UInt16]
  /// Products of the basket in the order of adding; kept where a stage takes items out.
  var added: [UInt16] = []
  var weights: [Double]
  /// The first word of the present visit's stream, if the walker has come by it.
  private var choiceWord: UInt64 = 0
  var hasChoiceWord = false
  /// The stage before whose entry the journey paused; -1 when it did not.
  var pausedBefore = -1
  /// The stage that a journey was given up at because it visited it too often; -1 for none.
  private(set) var endlessStage = -1
  /// Wrapping sum of the words behind all choices, a fingerprint of the draws.
  private(set) var drawsChecksum: UInt64 = 0
  private(set) var transitions = 0

  /// Greatest number of items in one basket; further ones are not added.
  static let largestBasket: Int32 = 1000

  init(model: Model, arm: Int = 0, key: RandomKey) {
    self.model = model
    self.arm = arm
    self.key = key
    slots = [Double](repeating: 0, count: model.slotCount)
    slots[0] = 1
    visits = [UInt32](repeating: 0, count: model.stages.count)
    basket = [UInt16](repeating: 0, count: model.products.count)
    let alternatives = max(model.products.count, model.shipping.count)
    let widest = model.stages.reduce(alternatives) { max($0, $1.edges.count) }
    weights = [Double](repeating: 0, count: widest)
  }

  /// Sets up a customer whose traits are in `slots`, on the way into the first stage.
  mutating func begin(_ visitor: Visitor) {
    customer = CustomerState()
    customer.number = visitor.number
    customer.segment = visitor.segment
    customer.channel = visitor.channel
    customer.arrival = visitor.arrival
    customer.now = visitor.arrival
    customer.isWarmingUp = visitor.arrival < model.warmUp
    customer.ledger.margin = -model.channelCost[visitor.channel]
    for index in visits.indices { visits[index] = 0 }
    for index in basket.indices { basket[index] = 0 }
    added.removeAll(keepingCapacity: true)
    if !visitsBefore.isEmpty { visitsBefore = [] }
    for index in model.stateLimits.indices {
      slots[model.firstStateSlot + index] = model.stateLimits[index].start
    }
    refreshFixedSlots()
    if model.products.count > 1 {
      customer.product = popularProduct(stream(of: model.start, visit: 0, .product))
    }
  }

  /// Evaluates the products of quantities that do not change on the way.
  mutating func refreshFixedSlots() {
    for id in model.fixedMonomials { refresh(id) }
  }

  /// Begins a visit at `customer.now`, which moves on to the end of the visit.
  @inline(__always)
  mutating func enter<Observer: JourneyObserver>(
    _ stage: Int, world: inout World, observer: inout Observer
  ) -> JourneyStatus {
    customer.stage = stage
    customer.entered = customer.now
    visits[stage] &+= 1
    hasChoiceWord = false
    guard visits[stage] <= model.mostVisits else {
      endlessStage = stage
      return .censored
    }
    observer.entered(stage, slots: slots, customer)
    if !model.stages[stage].isPlain { happen(stage, world: &world, observer: &observer) }
    if model.stages[stage].isEnd { return .ended }
    customer.now += dwellTime(stage, world: world)
    guard customer.now <= model.horizon else { return .censored }
    observer.stays(in: stage, customer)
    return .waiting
  }

  /// What happens on entry: choices, effects, a voucher, a cost, moves of state.
  private mutating func happen<Observer: JourneyObserver>(
    _ stage: Int, world: inout World, observer: inout Observer
  ) {
    let table = model.stages[stage]
    for index in table.choices.range { choose(index, world: world, observer: &observer) }
    for index in table.effects.range {
      apply(model.effects[index], world: &world, observer: &observer)
    }
    if table.voucher > 0 { customer.voucher = table.voucher }
    if table.cost != 0 {
      customer.ledger.margin -= table.cost
      observer.charged(table.cost, customer)
    }
    for index in table.moves.range { move(model.moves[index], world: world, observer: &observer) }
  }

  /// Chooses among the stage's edges; the next stage, or nil when every edge is closed.
  @inline(__always)
  mutating func decide<Observer: JourneyObserver>(
    world: inout World, observer: inout Observer
  ) -> Int? {
    let stage = customer.stage
    transitions &+= 1
    guard let edge = pickEdge(stage, world: world, observer: &observer) else { return nil }
    observer.left(stage, edge: edge, customer)
    return Int(model.edges[edge].target)
  }

  @inline(__always)
  private mutating func pickEdge<Observer: JourneyObserver>(
    _ stage: Int, world: borrowing World, observer: inout Observer
  ) -> Int? {
    let edges = model.stages[stage].edges
    let first = Int(edges.start)
    let isGuarded = model.stages[stage].hasGuardedEdge
    if edges.count == 1, !isGuarded { return first }
    if !model.stages[stage].refresh.isEmpty { refresh(before: stage, world: world) }
    if Observer.tracesDecisions {
      traceDecision(model.stages[stage], stage, world: world, observer: &observer)
    }
    let rows = model.stages[stage].rows
    guard !rows.isEmpty else {
      return pickAmongMany(model.stages[stage], stage, world: world, observer: &observer)
    }
    var weights = model.rows[Int(rows.start)].coefficients
    if !model.stages[stage].hasFixedWeights {
      for index in Int(rows.start) + 1..<Int(rows.end) {
        let row = model.rows[index]
        weights += row.coefficients * slots[Int(row.slot)]
      }
      weights = Self.exponentials(weights, count: edges.count)
    }
    if isGuarded { close(&weights, stage, world: world, observer: &observer) }
    let total = weights[0] + weights[1] + weights[2] + weights[3]
    guard total > 0, total < 1e300 else {
      return pickRescaled(model.stages[stage], stage, world: world)
    }
    return first + Self.pick(weights, at: choiceDraw(stage) * total)
  }

  /// Takes the weight of edges that the shelves close.
  @inline(never)
  private mutating func close<Observer: JourneyObserver>(
    _ weights: inout SIMD4<Double>, _ stage: Int, world: borrowing World,
    observer: inout Observer
  ) {
    let edges = model.stages[stage].edges
    for index in 0..<edges.count
    where isClosed(Int(edges.start) + index, stage, world, &observer) {
      weights[index] = 0
    }
  }

  @inline(never)
  private mutating func refresh(before stage: Int, world: borrowing World) {
    for index in model.stages[stage].refresh.range { refresh(model.refreshes[index], world: world) }
  }

  /// Weights of up to four edges from utilities relative to the last edge's.
  @inline(__always)
  private static func exponentials(_ utilities: SIMD4<Double>, count: Int) -> SIMD4<Double> {
    let weight = ElementaryMath.exp
    return switch count {
    case 4: SIMD4(weight(utilities[0]), weight(utilities[1]), weight(utilities[2]), 1)
    case 3: SIMD4(weight(utilities[0]), weight(utilities[1]), 1, 0)
    case 2: SIMD4(weight(utilities[0]), 1, 0, 0)
    default: SIMD4(1, 0, 0, 0)
    }
  }

  /// The edge whose share of the weights holds a point between 0 and their sum.
  ///
  /// Which edge it is cannot be foretold, so that it is counted rather than branched upon.
  @inline(__always)
  private static func pick(_ weights: SIMD4<Double>, at point: Double) -> Int {
    let left0 = point - weights[0]
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
    return pick
  }

  /// Picks among more than four edges.
  @inline(never)
  private mutating func pickAmongMany<Observer: JourneyObserver>(
    _ table: StageTable, _ stage: Int, world: borrowing World, observer: inout Observer
  ) -> Int? {
    for index in table.edges.range { _ = isClosed(index, stage, world, &observer) }
    return pickRescaled(table, stage, world: world)
  }

  /// Picks by weights relative to the best open edge; nil when none is open.
  @inline(never)
  private mutating func pickRescaled(
    _ table: StageTable, _ stage: Int, world: borrowing World
  ) -> Int? {
    guard let total = rescaledWeights(table, world: world) else { return nil }
    var left = choiceDraw(stage) * total
    var pick = -1
    for index in 0..<table.edges.count where weights[index] > 0 {
      pick = index
      left -= weights[index]
      if left < 0 { break }
    }
    return pick < 0 ? nil : Int(table.edges.start) + pick
  }

  /// Whether the shelves close an edge, which is noted as a stock-out.
  private mutating func isClosed<Observer: JourneyObserver>(
    _ edge: Int, _ stage: Int, _ world: borrowing World, _ observer: inout Observer
  ) -> Bool {
    guard !isOpen(edge, world: world) else { return false }
    customer.ledger.stockOuts &+= 1
    observer.metEmptyShelf(stage, customer)
    return true
  }

  /// Shows an observer the utilities and the draw of the choice to come.
  private func traceDecision<Observer: JourneyObserver>(
    _ table: StageTable, _ stage: Int, world: borrowing World, observer: inout Observer
  ) {
    var utilities: [Double?] = []
    for index in table.edges.range {
      utilities.append(isOpen(index, world: world) ? value(of: model.edges[index].form) : nil)
    }
    var stream = stream(of: stage, visit: visits[stage], .visit)
    observer.decides(stage, utilities: utilities, draw: stream.uniform(), customer)
  }

  /// The uniform draw behind the choice: the first word of the visit's stream.
  @inline(__always)
  private mutating func choiceDraw(_ stage: Int) -> Double {
    if !hasChoiceWord { drawChoiceWord(stage) }
    drawsChecksum &+= choiceWord
    return Double(choiceWord >> 11) * 0x1p-53
  }

  @inline(never)
  private mutating func drawChoiceWord(_ stage: Int) {
    var stream = stream(of: stage, visit: visits[stage], .visit)
    choiceWord = stream.nextWord()
  }

  /// Weights relative to the best edge, for utilities beyond the range of exp; nil if all closed.
  private mutating func rescaledWeights(_ table: StageTable, world: borrowing World) -> Double? {
    let first = Int(table.edges.start)
    var best = -Double.infinity
    for index in table.edges.range where isOpen(index, world: world) {
      best = max(best, value(of: model.edges[index].form))
    }
    guard best > -Double.infinity else { return nil }
    var total = 0.0
    for index in table.edges.range {
      let isOpen = isOpen(index, world: world)
      weights[index - first] =
        isOpen ? ElementaryMath.exp(value(of: model.edges[index].form) - best) : 0
      total += weights[index - first]
    }
    return total
  }

  private func isOpen(_ edge: Int, world: borrowing World) -> Bool {
    !model.edges[edge].needsStock || world.shelves.hold(basket)
  }

  @inline(__always)
  private mutating func dwellTime(_ stage: Int, world: borrowing World) -> Double {
    let hours: Double
    switch model.stages[stage].dwell {
    case .none: return 0
    case .delivery: return customer.lastOrder.deliveryHours
    case .primitive(let distribution):
      var stream = dwellStream(stage)
      hours = distribution.sample(using: &stream)
    case .general(let index):
      var stream = dwellStream(stage)
      hours = model.distributions[Int(index)].sample(using: &stream)
    }
    let scale = model.stages[stage].dwellScale
    return scale < 0 ? hours : hours * dwellFactor(model.forms[Int(scale)], world: world)
  }

  @inline(never)
  private mutating func dwellFactor(_ form: LinearForm, world: borrowing World) -> Double {
    refresh(form, world: world)
    return ElementaryMath.exp(min(max(value(of: form), -50), 50))
  }

  /// The visit's stream past its first word, which is kept for the choice among the edges.
  @inline(__always)
  private mutating func dwellStream(_ stage: Int) -> RandomStream {
    var stream = stream(of: stage, visit: visits[stage], .visit)
    choiceWord = stream.nextWord()
    hasChoiceWord = true
    return stream
  }

  @inline(__always)
  func stream(of stage: Int, visit: UInt32, _ purpose: Purpose) -> RandomStream {
    RandomStream(
      key: key, customer: customer.number, place: model.stages[stage].place,
      visit: visit, purpose: purpose)
  }

  private mutating func move<Observer: JourneyObserver>(
    _ move: MoveTable, world: borrowing World, observer: inout Observer
  ) {
    refresh(move.form, world: world)
    let limits = model.stateLimits[Int(move.state)]
    let slot = model.firstStateSlot + Int(move.state)
    let moved = slots[slot] + value(of: move.form)
    slots[slot] = min(max(moved, limits.minimum), limits.maximum)
    if slots[slot] != moved {
      observer.keptAtLimit(state: Int(move.state), value: slots[slot], customer)
    }
  }
}
