import GSL
package import Scenarios

/// A scenario with all its arms, ready to be run.
package struct CompiledScenario: Sendable {
  package let scenario: Scenario
  /// The scenario as each arm changes it.
  package let arms: [Scenario]
  package let plan: MeasurePlan

  let models: [Model]
  /// Which stages are the same under which arms.
  let sharing: StageSharing
  let traits: TraitSampler
  let arrivals: ArrivalTimes
  var expectedCustomers: Double { arrivals.expectedCustomers }
  /// The rules of what customers share, by arm.
  let rules: [WorldRules]
  /// Hours in which every customer lives under the control, before the experiment; 0 for none.
  let warmUpHours: Double

  /// Most customers one replication can have.
  static let largestCustomers = 4_000_000_000

  /// Compiles a scenario, one version of it per arm, optionally with an exact number of customers
  /// in place of the scenario's own.
  package init(scenario: Scenario, arms: [Scenario], customers: Int? = nil) throws(CompileError) {
    try self.init(scenario: scenario, arms: arms, customers: customers, decisions: [])
  }

  /// Compiles a scenario whose journeys pause at decision points.
  init(
    scenario: Scenario, arms: [Scenario], customers: Int?, decisions: [DecisionPoint],
    mostVisits: UInt32 = Model.standardMostVisits
  ) throws(CompileError) {
    var scenario = scenario
    if let customers { scenario.market.arrivals.size = .customers(customers) }
    self.scenario = scenario
    self.arms = arms
    plan = try MeasurePlan(scenario: scenario)
    for (name, count) in [
      ("channels", scenario.market.channels.count), ("arms", arms.count),
      ("segments", scenario.population.segments.count), ("shipping", scenario.shipping.count),
    ] where count > 256 {
      throw CompileError(path: [name], message: "\(count) entries; allowed are 256 at most")
    }
    for (path, count) in [
      (["catalogue"], scenario.products.count),
      (["journey", "stages"], scenario.journey.stages.count),
    ] where count > 65_535 {
      throw CompileError(path: path, message: "\(count) entries; allowed are 65,535 at most")
    }
    arrivals = try ArrivalTimes(market: scenario.market)
    guard arrivals.expectedCustomers <= Double(Self.largestCustomers) else {
      throw CompileError(
        path: ["market", "arrivals"], message: "\(RunError(code: .tooManyCustomers))")
    }
    try DrawTable.check(arms, decisions: decisions)
    traits = try TraitSampler(population: scenario.population)
    var models: [Model] = []
    var rules: [WorldRules] = []
    let peaks = scenario.population.states.indices.filter { state in
      arms.contains { arm in
        arm.journey.stages.contains { stage in
          stage.formulas.contains { $0.quantities.contains(.peak(state)) }
        }
      }
    }
    for arm in arms {
      models.append(try ModelCompiler.compile(arm, decisions: decisions, peaks: peaks))
      models[models.count - 1].windows = plan.windows
      models[models.count - 1].mostVisits = mostVisits
      rules.append(try WorldRules(scenario: arm, expectedCustomers: arrivals.expectedCustomers))
    }
    warmUpHours = decisions.isEmpty ? scenario.experiment.warmUpHours ?? 0 : 0
    guard warmUpHours >= 0, warmUpHours < scenario.market.horizonHours else {
      throw CompileError(
        path: ["experiment", "warm_up"], message: "must be shorter than the market's horizon")
    }
    for index in models.indices { models[index].warmUp = warmUpHours }
    ModelCompiler.matchChoices(&models)
    self.models = models
    sharing = StageSharing(models)
    self.rules = rules
    try checkMemory()
  }

  /// The first arm under which what is shared has other rules than the control's; nil for none.
  var armWithOwnRules: Int? { rules.firstIndex { $0 != rules[0] } }

  package var sharesState: Bool { models.contains(where: \.sharesState) }

  /// What customers share, in words for a report; empty when they share nothing.
  package var sharedResources: [String] { sharesState ? WorldRules.names : [] }

  /// Names of the stages that read or write what customers share, under any arm.
  package var sharedStages: [String] {
    scenario.journey.stages.indices.filter { stage in
      models.contains {
        $0.stages[stage].entryTouchesSharedState || $0.stages[stage].decisionTouchesSharedState
      }
    }.map { scenario.journey.stages[$0].name }
  }

  /// Number of customers of a replication: fixed by the scenario, or Poisson and keyed.
  package func customers(seed: UInt64, replication: Int = 0) -> Int {
    numbers(key: RandomKey(seed: seed, replication: UInt32(replication))).count
  }

  private func numbers(key: RandomKey) -> CustomerNumbers {
    switch scenario.market.arrivals.size {
    case .customers(let count): CustomerNumbers(count: count)
    case .ratePerHour:
      CustomerNumbers(expectedByDay: arrivals.expectedByDay, arrivals: arrivals, key: key)
    }
  }

  func factory(seed: UInt64, replication: Int) -> CustomerFactory {
    func bounds(_ shares: [Double]) -> [Double] {
      var sum = 0.0
      return shares.map { share in
        sum += share
        return sum
      }
    }
    let key = RandomKey(seed: seed, replication: UInt32(replication))
    return CustomerFactory(
      key: key, numbers: numbers(key: key),
      segmentBounds: bounds(scenario.population.segments.map(\.share)),
      channelBounds: bounds(scenario.market.channels.map(\.share)),
      armBounds: bounds(scenario.experiment.arms.map(\.share)), arrivals: arrivals, traits: traits)
  }

  /// The state variable that funnels average: satisfaction, or else the first.
  var followedStateSlot: Int? {
    let states = scenario.population.states
    guard !states.isEmpty else { return nil }
    let index = states.firstIndex { $0.name == "satisfaction" } ?? 0
    return 1 + scenario.population.traits.count + index
  }

  package var followedState: String? {
    let states = scenario.population.states
    return (states.first { $0.name == "satisfaction" } ?? states.first)?.name
  }

  /// Replications for the truth when neither scenario nor options name a number: enough for a
  /// million customers per arm, at most 10, and at least 4 when customers share state.
  func replications(requested: Int?, customers: Int) -> Int {
    if let chosen = requested ?? scenario.experiment.replications { return max(1, chosen) }
    let enough = (1_000_000 + customers - 1) / max(1, customers)
    return min(10, max(sharesState ? 4 : 1, enough))
  }
}
