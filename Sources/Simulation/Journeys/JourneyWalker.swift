import GSL
import Scenarios

/// Moves customers through the stage graph of one arm, one customer at a time.
///
/// A visit is `enter` (choices, effects, moves, dwell time) and `decide` (a step along an edge).
/// Who calls them in which order is the scheduler's affair: every draw is keyed by customer,
/// stage, visit and purpose, so the order changes nothing but what the shared world shows.
struct JourneyWalker {
  let model: Model
  var key: RandomKey
  var customer = CustomerState()
  /// 1, traits, states, fixed products, refreshed products.
  var slots: [Double]
  /// Visits to each stage so far.
  var visits: [UInt32]
  /// Items of each product in the basket.
  var basket: [UInt16]
  /// Scratch for weights of edges and alternatives.
  var weights: [Double]
  /// The first word of the present visit's stream, if the walker has come by it.
  private var choiceWord: UInt64 = 0
  var hasChoiceWord = false
  /// Wrapping sum of the words behind all choices, a fingerprint of the draws.
  private(set) var drawsChecksum: UInt64 = 0
  /// Steps along edges so far.
  private(set) var transitions = 0

  /// Greatest number of items in one basket; further ones are not added.
  static let largestBasket: Int32 = 1000

  init(model: Model, key: RandomKey) {
    self.model = model
    self.key = key
    slots = [Double](repeating: 0, count: model.slotCount)
    slots[0] = 1
    visits = [UInt32](repeating: 0, count: model.stages.count)
    basket = [UInt16](repeating: 0, count: model.products.count)
    let alternatives = max(model.products.count, model.shipping.count)
    let widest = model.stages.reduce(alternatives) { max($0, $1.edges.count) }
    weights = [Double](repeating: 0, count: widest)
  }

  /// Sets up a customer whose traits are in `slots`, and enters the first stage.
  mutating func begin<Observer: JourneyObserver>(
    number: UInt64, segment: Int, channel: Int, arrival: Double, world: inout World,
    observer: inout Observer
  ) -> JourneyStatus {
    customer = CustomerState()
    customer.number = number
    customer.segment = segment
    customer.channel = channel
    customer.arrival = arrival
    customer.now = arrival
    customer.ledger.margin = -model.channelCost[channel]
    for index in visits.indices { visits[index] = 0 }
    for index in basket.indices { basket[index] = 0 }
    for index in model.stateLimits.indices {
      slots[model.firstStateSlot + index] = model.stateLimits[index].start
    }
    refreshFixedSlots()
    if model.products.count > 1 {
      customer.product = popularProduct(stream(of: model.start, visit: 0, .product))
    }
    return enter(model.start, world: &world, observer: &observer)
  }

  /// Evaluates the products of quantities that do not change on the way.
  mutating func refreshFixedSlots() {
    for id in model.fixedMonomials { refresh(id) }
  }

  /// Begins a visit at `customer.now`, which moves on to the end of the visit.
  mutating func enter<Observer: JourneyObserver>(
    _ stage: Int, world: inout World, observer: inout Observer
  ) -> JourneyStatus {
    customer.stage = stage
    customer.entered = customer.now
    visits[stage] &+= 1
    hasChoiceWord = false
    let table = model.stages[stage]
    observer.entered(stage, slots: slots, customer)
    if !table.isPlain { happen(table, world: &world, observer: &observer) }
    if table.isEnd { return .ended }
    customer.now += dwellTime(scale: table.dwellScale, world: world)
    guard customer.now <= model.horizon else { return .censored }
    observer.stays(in: stage, customer)
    return .waiting
  }

  /// What happens on entry: choices, effects, a voucher, moves of state.
  private mutating func happen<Observer: JourneyObserver>(
    _ table: StageTable, world: inout World, observer: inout Observer
  ) {
    for index in table.choices.range { choose(index, observer: &observer) }
    for index in table.effects.range {
      apply(model.effects[index], world: &world, observer: &observer)
    }
    if table.voucher > 0 { customer.voucher = table.voucher }
    for index in table.moves.range { move(model.moves[index], world: world) }
  }

  /// Chooses among the stage's edges; the next stage, or nil when every edge is closed.
  mutating func decide<Observer: JourneyObserver>(
    world: inout World, observer: inout Observer
  ) -> Int? {
    let stage = customer.stage
    let table = model.stages[stage]
    transitions &+= 1
    guard let edge = pickEdge(table, stage, world: world, observer: &observer) else { return nil }
    observer.left(stage, edge: edge, customer)
    return Int(model.edges[edge].target)
  }

  private mutating func pickEdge<Observer: JourneyObserver>(
    _ table: StageTable, _ stage: Int, world: borrowing World, observer: inout Observer
  ) -> Int? {
    let first = Int(table.edges.start)
    let count = table.edges.count
    if count == 1, !table.hasGuardedEdge { return first }
    for index in table.refresh.range { refresh(model.refreshes[index], world: world) }
    if Observer.tracesDecisions {
      traceDecision(table, stage, world: world, observer: &observer)
    }
    guard !table.rows.isEmpty else {
      return pickAmongMany(table, stage, world: world, observer: &observer)
    }
    var weights = model.rowCoefficients[Int(table.rows.start)]
    if !table.hasFixedWeights {
      for row in Int(table.rows.start) + 1..<Int(table.rows.end) {
        weights += model.rowCoefficients[row] * slots[Int(model.rowSlots[row])]
      }
      for index in 0..<(count - 1) { weights[index] = ElementaryMath.exp(weights[index]) }
      weights[count - 1] = 1
    }
    if table.hasGuardedEdge {
      for index in 0..<count where isClosed(first + index, stage, world, &observer) {
        weights[index] = 0
      }
    }
    let total = weights[0] + weights[1] + weights[2] + weights[3]
    guard total > 0, total < 1e300 else {
      return pickRescaled(table, stage, world: world)
    }
    var left = choiceDraw(stage) * total
    var pick = -1
    for index in 0..<count where weights[index] > 0 {
      pick = index
      left -= weights[index]
      if left < 0 { break }
    }
    return first + pick
  }

  /// Picks among more than four edges.
  private mutating func pickAmongMany<Observer: JourneyObserver>(
    _ table: StageTable, _ stage: Int, world: borrowing World, observer: inout Observer
  ) -> Int? {
    for index in table.edges.range { _ = isClosed(index, stage, world, &observer) }
    return pickRescaled(table, stage, world: world)
  }

  /// Picks by weights relative to the best open edge; nil when none is open.
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
      utilities.append(
        isOpen(index, world: world) ? value(of: model.edges[index].form) : nil)
    }
    var stream = stream(of: stage, visit: visits[stage], .visit)
    observer.decides(stage, utilities: utilities, draw: stream.uniform(), customer)
  }

  /// The uniform draw behind the choice: the first word of the visit's stream.
  @inline(__always)
  private mutating func choiceDraw(_ stage: Int) -> Double {
    if !hasChoiceWord {
      var stream = stream(of: stage, visit: visits[stage], .visit)
      choiceWord = stream.nextWord()
    }
    drawsChecksum &+= choiceWord
    return Double(choiceWord >> 11) * 0x1p-53
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

  private mutating func dwellTime(
    scale: Int32, world: borrowing World
  ) -> Double {
    var hours: Double
    switch model.dwells[customer.stage] {
    case .none: return 0
    case .delivery: return customer.lastOrder.deliveryHours
    case .primitive(let distribution):
      var stream = dwellStream()
      hours = distribution.sample(using: &stream)
    case .general(let index):
      var stream = dwellStream()
      hours = model.distributions[Int(index)].sample(using: &stream)
    }
    if scale >= 0 {
      let form = model.forms[Int(scale)]
      refresh(form, world: world)
      hours *= ElementaryMath.exp(min(max(value(of: form), -50), 50))
    }
    return hours
  }

  /// The visit's stream past its first word, which is kept for the choice among the edges.
  @inline(__always)
  private mutating func dwellStream() -> RandomStream {
    var stream = stream(of: customer.stage, visit: visits[customer.stage], .visit)
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

  private mutating func move(_ move: MoveTable, world: borrowing World) {
    refresh(move.form, world: world)
    let limits = model.stateLimits[Int(move.state)]
    let slot = model.firstStateSlot + Int(move.state)
    slots[slot] = min(max(slots[slot] + value(of: move.form), limits.minimum), limits.maximum)
  }
}

extension JourneyWalker {
  /// Chooses a product or a shipping option on entry.
  private mutating func choose<Observer: JourneyObserver>(
    _ index: Int, observer: inout Observer
  ) {
    let choice = model.choices[index]
    let stage = customer.stage
    switch choice.subject {
    case .product:
      let stream = stream(of: stage, visit: visits[stage], .product)
      if choice.isPlain {
        customer.product = popularProduct(stream)
      } else {
        customer.product = alternative(
          of: model.products.count, choice, stream,
          consider: { $0.customer.product = $1 },
          base: { $0.model.products[$1].logPopularity })
      }
      observer.chose(index, alternative: customer.product, customer)
    case .shipping:
      guard model.shipping.count > 1 else { return }
      customer.shipping = alternative(
        of: model.shipping.count, choice, stream(of: stage, visit: visits[stage], .shipping),
        consider: { $0.customer.shipping = $1 }, base: { _, _ in 0 })
      observer.chose(index, alternative: customer.shipping, customer)
    }
  }

  /// A draw from the multinomial logit over the alternatives of a choice.
  private mutating func alternative(
    of count: Int, _ choice: ChoiceTable, _ stream: consuming RandomStream,
    consider: (inout JourneyWalker, Int) -> Void, base: (inout JourneyWalker, Int) -> Double
  ) -> Int {
    let world = World.withoutSharedState
    var best = -Double.infinity
    for index in 0..<count {
      consider(&self, index)
      refresh(choice.form, world: world)
      let utility = value(of: choice.form) + base(&self, index)
      weights[index] = utility
      best = max(best, utility)
    }
    var total = 0.0
    for index in 0..<count {
      weights[index] = ElementaryMath.exp(weights[index] - best)
      total += weights[index]
    }
    var left = stream.uniform() * total
    for index in 0..<(count - 1) {
      left -= weights[index]
      if left < 0 { return index }
    }
    return count - 1
  }

  private func popularProduct(_ stream: consuming RandomStream) -> Int {
    let draw = stream.uniform()
    for index in 0..<(model.products.count - 1)
    where draw < model.products[index].cumulativePopularity {
      return index
    }
    return model.products.count - 1
  }
}
