package import Scenarios
package import Support

/// A market whose customers meet decision points, ready to be run against any decision maker.
///
/// A *variant* is the market under one combination of actions, one per decision point; its index
/// counts in mixed radix over the decision points in file order, the first varying slowest. A
/// customer starts in the status quo's variant and moves to another with each decision: only that
/// decision point's digit changes. What the customer did and draws stays the same.
package struct DecisionMarket: Sendable {
  package let learning: Learning
  /// Number of actions at each decision point.
  package let actionCounts: [Int]
  package let statusQuo: Int

  let compiled: CompiledScenario
  /// By how much the variant's index grows with an action's, by decision point.
  private let strides: [Int]

  /// Checks that what is kept of each customer who decides fits into memory.
  /// - Throws: `ArgumentError` that names the most customers who do.
  package func checkKept() throws(ArgumentError) { try compiled.checkKept(bytesPerCustomer: 2000) }

  /// Compiles the scenario under each combination of actions; all have the same stages, products,
  /// shipping options, traits and levers.
  /// - Throws: `CompileError` with the path in the scenario.
  package init(variants: [Scenario], learning: Learning, customers: Int?) throws(CompileError) {
    guard let first = variants.first else {
      throw CompileError(path: ["learning"], message: "no variant of the market")
    }
    var counts: [Int] = []
    for decision in learning.decisions {
      guard first.levers.indices.contains(decision.lever),
        first.journey.stages.indices.contains(decision.stage),
        first.levers[decision.lever].actions.indices.contains(decision.statusQuo)
      else {
        throw CompileError(
          path: ["learning", "decisions", decision.name],
          message: "names a lever, an action or a stage that the scenario does not have")
      }
      counts.append(first.levers[decision.lever].actions.count)
    }
    let expected = counts.reduce(1, *)
    guard variants.count == expected else {
      throw CompileError(
        path: ["learning", "decisions"],
        message: "\(variants.count) variants; the actions of all decision points make \(expected)")
    }
    self.learning = learning
    actionCounts = counts
    strides = counts.indices.map { counts[($0 + 1)...].reduce(1, *) }
    let usual = zip(learning.decisions, strides).reduce(0) { $0 + $1.0.statusQuo * $1.1 }
    statusQuo = usual
    compiled = try CompiledScenario(
      scenario: variants[usual], arms: variants, customers: customers,
      decisions: learning.decisions)
    guard compiled.armWithOwnRules == nil else {
      throw CompileError(
        path: ["learning", "decisions"],
        message: "an action changes a stock, but customers under all actions buy from the same "
          + "shelves, which are filled as the status quo says; vary the stock between markets "
          + "(`family.vary`) instead")
    }
  }

  /// Whether customers share state under any variant; then each decision has its own turn.
  package var sharesState: Bool { compiled.sharesState }

  package var horizonHours: Double { compiled.scenario.market.horizonHours }

  package func customers(seed: UInt64) -> Int { compiled.customers(seed: seed) }

  /// The variant after an action at a decision point.
  func variant(_ variant: Int, point: Int, action: Int) -> Int {
    let present = variant / strides[point] % actionCounts[point]
    return variant + (action - present) * strides[point]
  }

  /// All customers as they stand before their first decisions; nil where what they share, or how
  /// many they are, forbids to keep it.
  ///
  /// No decision changes it, so that any number of makers may go on from one start.
  package func start(seed: UInt64, isCancelled: () -> Bool) throws -> MarketStart? {
    let count = customers(seed: seed)
    guard !sharesState, (1...Self.mostKept).contains(count) else { return nil }
    var run = MarketRun(
      market: self, factory: compiled.factory(seed: seed, replication: 0), customers: 0..<count)
    try run.meetDecisions(isCancelled)
    return MarketStart(run: run)
  }

  /// Most customers that wait for a maker.
  private static let mostKept = 10_000

  /// Runs a market on from its start.
  package func run<Maker: DecisionMaker>(
    maker: inout Maker, from start: MarketStart, isCancelled: () -> Bool
  ) throws -> MarketOutcome {
    var run = start.run.copied()
    try run.run(&maker, oneByOne: false, isCancelled: isCancelled)
    return run.outcome
  }

  /// Runs some of the customers (nil for all) against a decision maker; outcomes in number order.
  ///
  /// Decisions between two updates are asked for together, wave by wave: first all that are
  /// pending in the order (time, customer), then those that the same customers meet before the
  /// update, and so on. Where customers share state, or the maker updates all the time
  /// (`nextUpdate` is negative infinity), each decision is asked for alone at its time. Both give
  /// the same outcomes to a maker whose choices between updates depend on the moment alone.
  /// - Throws: `RunError`, `DecisionError`, or what the maker throws.
  package func run<Maker: DecisionMaker>(
    maker: inout Maker, seed: UInt64, customers: Range<Int>? = nil, isCancelled: () -> Bool
  ) throws -> MarketOutcome {
    try run(
      maker: &maker, seed: seed, customers: customers, oneByOne: false, isCancelled: isCancelled)
  }

  /// Runs the market, on demand with each decision at its own time whatever the maker allows.
  func run<Maker: DecisionMaker>(
    maker: inout Maker, seed: UInt64, customers: Range<Int>? = nil, oneByOne: Bool,
    isCancelled: () -> Bool = { false }
  ) throws -> MarketOutcome {
    let range = customers ?? 0..<self.customers(seed: seed)
    guard !range.isEmpty else { throw RunError(code: .noCustomers) }
    guard range.upperBound <= CompiledScenario.largestCustomers else {
      throw RunError(code: .tooManyCustomers)
    }
    var run = MarketRun(
      market: self, factory: compiled.factory(seed: seed, replication: 0), customers: range)
    try run.run(&maker, oneByOne: oneByOne || sharesState, isCancelled: isCancelled)
    return run.outcome
  }
}

/// A market's customers before their first decisions.
///
/// What it holds is only ever copied, so that threads may share it.
package struct MarketStart: @unchecked Sendable {
  let run: MarketRun
}
