import GSL
import Scenarios

/// Compiles a scenario, as one arm sees it, into the tables of a `Model`.
struct ModelCompiler {
  let scenario: Scenario
  var formulas: FormulaCompiler
  var model = Model()

  /// Greatest amount of money a table may hold, in minor units.
  static let largestAmount: Int64 = 1_000_000_000

  private init(scenario: Scenario, start: Double) {
    self.scenario = scenario
    formulas = FormulaCompiler(constants: ArmConstants(scenario: scenario, start: start))
  }

  /// Compiles a scenario, or says which part of it cannot be simulated; journeys pause at the
  /// decision points.
  ///
  /// `peaks` are the states whose peaks any of a market's models reads.
  static func compile(
    _ scenario: Scenario, decisions: [DecisionPoint] = [], peaks: [Int] = []
  ) throws(CompileError) -> Model {
    // Markets with decision points have no warm-up.
    let start = decisions.isEmpty ? scenario.experiment.warmUpHours ?? 0 : 0
    var compiler = ModelCompiler(scenario: scenario, start: start)
    compiler.model.peaks = peaks
    return try compiler.compile(decisions: decisions)
  }

  private mutating func compile(decisions: [DecisionPoint]) throws(CompileError) -> Model {
    model.horizon = scenario.market.horizonHours
    if case .ratePerHour = scenario.market.arrivals.size { model.numbersByDay = true }
    model.minorPerMajor = Double(scenario.market.currency.minorPerMajor)
    model.traitCount = scenario.population.traits.count
    model.stateLimits = scenario.population.states.map {
      StateLimits(start: $0.start, minimum: $0.minimum, maximum: $0.maximum)
    }
    model.slotCount = model.firstStateSlot + model.stateLimits.count + model.peaks.count
    model.fading = scenario.population.states.enumerated().compactMap { index, state in
      state.halfLifeHours.map { FadingState(state: index, start: state.start, halfLife: $0) }
    }
    model.channelCost = scenario.market.channels.map(\.cost.minorUnits)
    try compileOffer()
    try compileStages()
    model.start = scenario.journey.start
    model.stageNames = scenario.journey.stages.map(\.name)
    model.sharesState = model.stages.contains {
      $0.decisionTouchesSharedState || $0.entryTouchesSharedState
    }
    if !decisions.isEmpty { try compileDecisions(decisions) }
    markNeedOfLastOrder()
    return model
  }

  private mutating func compileOffer() throws(CompileError) {
    let total = scenario.products.reduce(0) { $0 + $1.popularity }
    var cumulative = 0.0
    for product in scenario.products {
      cumulative += product.popularity
      let path = ["catalogue", product.name]
      model.products.append(
        ProductTable(
          price: try amount(product.price, path + ["price"]),
          unitCost: try amount(product.unitCost, path + ["cost"]),
          rivalPrice: try amount(product.rivalPrice, path + ["rival"]),
          logPopularity: ElementaryMath.log(product.popularity),
          cumulativePopularity: cumulative / total))
    }
    model.productNumbers = scenario.products.flatMap(\.numbers)
    for option in scenario.shipping {
      let path = ["shipping", option.name]
      model.shipping.append(
        ShippingTable(
          fee: try amount(option.fee, path + ["fee"]),
          freeFrom: option.freeFrom?.minorUnits ?? Int64.max,
          cost: try amount(option.cost, path + ["cost"]),
          returnFee: try amount(option.returnFee, path + ["return_fee"]),
          returnCost: try amount(option.returnCost, path + ["return_cost"]),
          promisedHours: option.promisedHours,
          actual: try sampler(option.actual, path + ["actual"]),
          isCollected: option.isCollected))
    }
  }

  private func amount(_ money: Money, _ path: [String]) throws(CompileError) -> Int64 {
    guard abs(money.minorUnits) <= Self.largestAmount else {
      throw CompileError(
        path: path,
        message: "too large an amount; allowed are 1,000,000,000 minor units (cents) at most")
    }
    return money.minorUnits
  }

  /// The place of a new sampler of times.
  private mutating func sampler(
    _ spec: DistributionSpec, _ path: [String]
  ) throws(CompileError) -> Int32 {
    let distribution = try DistributionCompiler.compile(spec, path: path)
    guard distribution.quantile(1e-12) >= 0 else {
      throw CompileError(
        path: path, message: "a time that can be negative; use e.g. gamma, lognormal or truncated")
    }
    model.samplers.append(QuantileSampler(distribution))
    return Int32(model.samplers.count - 1)
  }

  private mutating func compileStages() throws(CompileError) {
    for stage in scenario.journey.stages {
      let path = ["journey", "stages", stage.name]
      var entryShares = WorldRules.isTouched(onEntering: stage, in: scenario)
      let firstChoice = model.choices.count
      for choice in stage.choices {
        let compiled = formulas.compile(choice.utility, into: &model)
        entryShares = entryShares || compiled.readsSharedState
        let seat = model.choices[firstChoice...].count { $0.subject == choice.subject }
        model.choices.append(
          ChoiceTable(
            subject: choice.subject, form: compiled.form, seat: seat,
            places: scenario.alternatives(of: choice.subject).map {
              DrawPlace.alternative(stage.name, choice.subject, $0)
            }, hasTerms: !choice.utility.terms.isEmpty))
      }
      let firstEffect = model.effects.count
      model.effects += stage.effects
      var quantityIndex: Int32 = -1
      if let quantity = stage.quantity {
        let compiled = formulas.compile(quantity, into: &model)
        entryShares = entryShares || compiled.readsSharedState
        quantityIndex = Int32(model.forms.count)
        model.forms.append(compiled.form)
      }
      let firstMove = model.moves.count
      for move in stage.moves {
        guard let state = scenario.population.states.firstIndex(where: { $0.name == move.state })
        else {
          throw CompileError(path: path + ["moves", move.state], message: "no such state variable")
        }
        let compiled = formulas.compile(move.change, into: &model)
        entryShares = entryShares || compiled.readsSharedState
        model.moves.append(
          MoveTable(state: Int32(state), peak: model.peakSlot(of: state), form: compiled.form))
      }
      var dwellTable = DwellTable.none
      var scaleIndex: Int32 = -1
      switch stage.dwell {
      case .none: break
      case .deliveryTime: dwellTable = .delivery
      case .time(let spec, let scale):
        dwellTable = .drawn(try sampler(spec, path + ["dwell"]))
        if let scale {
          let compiled = formulas.compile(scale, into: &model)
          entryShares = entryShares || compiled.readsSharedState
          scaleIndex = Int32(model.forms.count)
          model.forms.append(compiled.form)
        }
      }
      let edges = compileEdges(of: stage)
      let rows = compileRows(edges.span)
      model.stages.append(
        StageTable(
          place: DrawPlace.stage(stage.name), isEnd: stage.isEnd, edges: edges.span,
          choices: Span32(firstChoice, model.choices.count),
          effects: Span32(firstEffect, model.effects.count), refund: stage.refund,
          quantity: quantityIndex,
          moves: Span32(firstMove, model.moves.count),
          voucher: try amount(stage.voucher ?? .zero, path + ["voucher"]),
          cost: try amount(stage.cost ?? .zero, path + ["cost"]),
          dwell: dwellTable, dwellScale: scaleIndex, refresh: edges.refresh, rows: rows.span,
          hasFixedWeights: rows.areWeights,
          mayBeRefused: WorldRules.mayRefuse(stage, in: scenario),
          isPlain: stage.choices.isEmpty && stage.effects.isEmpty && stage.moves.isEmpty
            && stage.voucher == nil && stage.cost == nil,
          entryTouchesSharedState: entryShares,
          decisionTouchesSharedState: edges.readsSharedState))
    }
  }

  private mutating func compileEdges(
    of stage: Stage
  ) -> (span: Span32, refresh: Span32, readsSharedState: Bool) {
    var readsSharedState = false
    var refresh: [Int32] = []
    let firstEdge = model.edges.count
    var compiledEdges: [EdgeTable] = []
    for edge in stage.edges {
      let compiled = formulas.compile(edge.utility, into: &model)
      readsSharedState = readsSharedState || compiled.readsSharedState
      for id in model.refreshes[compiled.form.refresh.range] where !refresh.contains(id) {
        refresh.append(id)
      }
      compiledEdges.append(EdgeTable(target: Int32(edge.target), form: compiled.form))
    }
    model.edges += compiledEdges
    let firstRefresh = model.refreshes.count
    model.refreshes += refresh
    return (
      Span32(firstEdge, model.edges.count), Span32(firstRefresh, model.refreshes.count),
      readsSharedState
    )
  }

  /// The choice among at most four edges, turned from one form per edge to one row per slot.
  ///
  /// Utilities are taken relative to the last edge's, which spares an exponential and changes no
  /// probability.
  private mutating func compileRows(_ span: Span32) -> (span: Span32, areWeights: Bool) {
    let first = model.rows.count
    guard (1...4).contains(span.count) else { return (Span32(first, first), false) }
    let forms = model.edges[span.range].map(\.form)
    func row(_ value: (LinearForm) -> Double) -> SIMD4<Double> {
      let values = forms.map(value)
      var row = SIMD4<Double>(repeating: 0)
      for index in values.indices { row[index] = values[index] - values[values.count - 1] }
      return row
    }
    var slots: [Int32] = []
    for form in forms {
      for term in model.terms[form.terms.range] where !slots.contains(term.slot) {
        slots.append(term.slot)
      }
    }
    var constants = row(\.constant)
    let areWeights = slots.isEmpty
    if areWeights {
      for index in 0..<4 {
        constants[index] = index < forms.count ? ElementaryMath.exp(constants[index]) : 0
      }
    }
    model.rows.append(ChoiceRow(coefficients: constants, slot: 0))
    for slot in slots {
      let coefficients = row { form in
        model.terms[form.terms.range].first { $0.slot == slot }?.coefficient ?? 0
      }
      model.rows.append(ChoiceRow(coefficients: coefficients, slot: slot))
    }
    return (Span32(first, model.rows.count), areWeights)
  }

  /// Lets a choice race under all arms that has terms under any: all draw from the same words.
  static func matchChoices(_ models: inout [Model]) {
    for stage in models[0].stages.indices {
      func named(_ model: Model, _ choice: ChoiceTable) -> Bool {
        model.choices[model.stages[stage].choices.range].contains {
          $0.subject == choice.subject && $0.seat == choice.seat && $0.hasTerms
        }
      }
      for index in models.indices {
        for place in models[index].stages[stage].choices.range {
          let choice = models[index].choices[place]
          models[index].choices[place].hasTerms = models.contains { named($0, choice) }
        }
      }
    }
  }
}

extension ModelCompiler {
  private mutating func markNeedOfLastOrder() {
    let isRead = model.powers.contains { power in
      guard case .attribute(let attribute) = power.source else { return false }
      return [.deliveryDays, .daysLate, .paid].contains(attribute)
    }
    model.needsLastOrder =
      isRead || model.effects.contains(.refund)
      || model.stages.contains { stage in
        if case .delivery = stage.dwell { true } else { false }
      }
  }
}

/// Turns a scenario's distribution into one that can be sampled.
enum DistributionCompiler {
  static func compile(
    _ spec: DistributionSpec, path: [String]
  ) throws(CompileError) -> Distribution {
    do {
      return try spec.made()
    } catch {
      throw CompileError(path: path, message: "\(error)")
    }
  }
}
