import Scenarios

/// Writes down one customer's journey, and ignores everybody else.
struct TraceObserver: JourneyObserver {
  static let tracesDecisions = true
  static let canPause = true

  /// A scenario, and the first edge of each of its stages in the model.
  private struct Graph {
    let scenario: Scenario
    let firstEdges: [Int]

    init(_ compiled: CompiledScenario, arm: Int) {
      scenario = compiled.arms[arm]
      firstEdges = compiled.models[arm].stages.map { Int($0.edges.start) }
    }
  }

  let target: UInt64
  private(set) var visits: [JourneyTrace.Visit] = []
  private(set) var isCensored = false
  private let own: Graph
  private let control: Graph

  init(target: UInt64, compiled: CompiledScenario, arm: Int) {
    self.target = target
    own = Graph(compiled, arm: arm)
    control = Graph(compiled, arm: 0)
  }

  private var money: Double { Double(own.scenario.market.currency.minorPerMajor) }

  /// The graph that the customer lives in: the control's before the experiment.
  private func graph(_ customer: borrowing CustomerState) -> Graph {
    customer.isWarmingUp ? control : own
  }

  func pauses(
    before stage: Int, in model: borrowing Model, _ customer: borrowing CustomerState
  ) -> Bool {
    let isEarly = customer.isWarmingUp
    let hasBegun = customer.now >= model.warmUp
    return isEarly && hasBegun
  }

  private mutating func note(_ text: String) {
    guard !visits.isEmpty else { return }
    visits[visits.count - 1].notes.append(text)
  }

  mutating func entered(
    _ stage: Int, slots: borrowing [Double], _ customer: borrowing CustomerState
  ) {
    guard customer.number == target else { return }
    let number = 1 + visits.count { $0.stage == stage }
    visits.append(
      JourneyTrace.Visit(
        stage: stage, number: number, entered: customer.now, left: nil, options: [], draw: nil,
        next: nil, notes: []))
  }

  mutating func decides(
    _ stage: Int, utilities: [Double?], draw: Double, _ customer: borrowing CustomerState
  ) {
    guard customer.number == target, !visits.isEmpty else { return }
    let best = utilities.compactMap(\.self).max() ?? 0
    let weights = utilities.map { $0.map { ElementaryMath.exp($0 - best) } ?? 0 }
    let total = weights.reduce(0, +)
    let edges = graph(customer).scenario.journey.stages[stage].edges
    visits[visits.count - 1].options = edges.indices.map { index in
      JourneyTrace.Option(
        target: edges[index].target, utility: utilities[index],
        probability: total > 0 ? weights[index] / total : 0)
    }
    visits[visits.count - 1].draw = draw
  }

  mutating func left(_ stage: Int, edge: Int, _ customer: borrowing CustomerState) {
    guard customer.number == target, !visits.isEmpty else { return }
    visits[visits.count - 1].left = customer.now
    let graph = graph(customer)
    visits[visits.count - 1].next =
      graph.scenario.journey.stages[stage].edges[edge - graph.firstEdges[stage]].target
  }

  mutating func metEmptyShelf(_ stage: Int, _ customer: borrowing CustomerState) {
    guard customer.number == target else { return }
    note("the shelf is empty: the way to the order is closed")
  }

  mutating func chose(_ choice: Int, alternative: Int, _ customer: borrowing CustomerState) {
    guard customer.number == target, let stage = visits.last?.stage else { return }
    let scenario = graph(customer).scenario
    let first = scenario.journey.stages[..<stage].reduce(0) { $0 + $1.choices.count }
    switch scenario.journey.stages[stage].choices[choice - first].subject {
    case .product: note("looks at \(scenario.products[alternative].name)")
    case .shipping: note("chooses \(scenario.shipping[alternative].name)")
    }
  }

  mutating func changedBasket(by items: Int32, product: Int, _ customer: borrowing CustomerState) {
    guard customer.number == target else { return }
    let name = own.scenario.products[product].name
    let value = Double(customer.basketValue) / money
    note("\(items > 0 ? "adds" : "removes") \(name); basket \(value)")
  }

  mutating func leftOut(product: Int, _ customer: borrowing CustomerState) {
    guard customer.number == target else { return }
    let name = own.scenario.products[product].name
    note("\(name) is left out: the basket is full at \(JourneyWalker.largestBasket) items")
  }

  mutating func keptAtLimit(state: Int, value: Double, _ customer: borrowing CustomerState) {
    guard customer.number == target else { return }
    note("\(own.scenario.population.states[state].name) is kept at its limit \(value)")
  }

  mutating func ordered(paid: Int64, _ customer: borrowing CustomerState) {
    guard customer.number == target else { return }
    note("orders for \(Double(paid) / money)")
  }

  mutating func refunded(_ amount: Int64, _ customer: borrowing CustomerState) {
    guard customer.number == target else { return }
    note("gets \(Double(amount) / money) back")
  }

  mutating func censored(_ stage: Int, _ customer: borrowing CustomerState) {
    guard customer.number == target else { return }
    isCensored = true
    note("still here when the horizon ends")
  }
}
