import Scenarios

/// Writes down the journey of one customer.
struct JourneyTracer {
  let target: UInt32
  private(set) var visits: [JourneyTrace.Visit] = []
  /// The scenarios behind a walk's models.
  private let scenarios: [Scenario]
  /// Which of them the customer lives in.
  private var variant = 0

  private var scenario: Scenario { scenarios[variant] }
  private var money: Double { Double(scenario.market.currency.minorPerMajor) }

  init(target: Int, compiled: CompiledScenario) {
    self.target = UInt32(truncatingIfNeeded: target)
    scenarios = compiled.arms + [compiled.arms[0]]
  }

  private mutating func note(_ text: String) {
    guard !visits.isEmpty else { return }
    visits[visits.count - 1].notes.append(text)
  }

  mutating func entered(_ stage: Int, variant: Int, at time: Double) {
    self.variant = variant
    let number = 1 + visits.count { $0.stage == stage }
    visits.append(
      JourneyTrace.Visit(
        stage: stage, number: number, entered: time, left: nil, options: [], draw: nil,
        next: nil, notes: []))
  }

  /// A choice among the stage's edges is made by these utilities.
  mutating func decides(utilities: [Double], draw: Double) {
    guard let visit = visits.last else { return }
    let best = utilities.max() ?? 0
    let weights = utilities.map { ElementaryMath.exp($0 - best) }
    let total = weights.reduce(0, +)
    let edges = scenario.journey.stages[visit.stage].edges
    visits[visits.count - 1].options = edges.indices.map { index in
      JourneyTrace.Option(
        target: edges[index].target, utility: utilities[index],
        probability: total > 0 ? weights[index] / total : 0)
    }
    visits[visits.count - 1].draw = draw
  }

  mutating func left(by edge: Int, at time: Double) {
    guard edge >= 0, let visit = visits.last else { return }
    visits[visits.count - 1].left = time
    visits[visits.count - 1].next = scenario.journey.stages[visit.stage].edges[edge].target
  }

  /// The customer was refused and takes another edge of the stage left.
  mutating func changed(to edge: Int) {
    guard let visit = visits.last else { return }
    visits[visits.count - 1].next = scenario.journey.stages[visit.stage].edges[edge].target
    note("chooses another way")
  }

  mutating func looks(atProduct product: Int) {
    note("looks at \(scenario.products[product].name)")
  }

  mutating func chooses(shipping option: Int) {
    note("chooses \(scenario.shipping[option].name)")
  }

  mutating func changedBasket(by items: Int, product: Int, goods: Int64) {
    let name = scenario.products[product].name
    let number = abs(items) > 1 ? "\(abs(items)) " : ""
    note("\(items > 0 ? "adds" : "removes") \(number)\(name); basket \(Double(goods) / money)")
  }

  mutating func ordered(paid: Int64) { note("orders for \(Double(paid) / money)") }

  mutating func refunded(_ amount: Int64) { note("gets \(Double(amount) / money) back") }

  mutating func metEmptyShelf() { note("the shelf is empty: no order") }

  mutating func censored() { note("still here when the horizon ends") }
}
