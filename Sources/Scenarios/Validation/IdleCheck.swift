import Support

/// Finds what a valid scenario holds to no effect, under any of its arms and actions.
struct IdleCheck {
  let log: FaultLog
  let root: Cursor
  let base: Scenario
  /// The scenario under each arm and each combination of actions, the base among them.
  let variants: [Scenario]

  private var stages: [Cursor] { root["journey"]["stages"].entries }

  func check() {
    checkOrders()
    checkVariables()
    checkArms()
    checkWindows()
    for (stage, place) in zip(base.journey.stages, stages) { checkTerms(of: stage, place) }
  }

  // MARK: Orders

  private func happens(_ effect: Effect) -> Bool {
    variants.contains { scenario in
      let isReached = scenario.journey.reached
      return zip(scenario.journey.stages, isReached).contains { $1 && $0.effects.contains(effect) }
    }
  }

  /// Whether the scenario is about orders at all: it has products, or is judged by what they bring.
  private var isAboutOrders: Bool {
    if root["catalogue"].isPresent { return true }
    if case .tally(let tally) = base.experiment.primary.numerator { return tally != .margin }
    return false
  }

  private func checkOrders() {
    let places = base.journey.stages.indices.filter {
      base.journey.stages[$0].effects.contains(.order)
    }
    if happens(.order), !happens(.addItem) {
      for index in places {
        log.report(
          stages[index]["effect"].mark,
          "no order is possible: no stage on the way puts anything into a basket",
          note: "some stage needs `effect: add item`")
      }
    } else if !happens(.order), isAboutOrders {
      log.report(
        root["journey"].mark, "no order is possible: no stage that can be reached orders",
        note: "some stage needs `effect: order`; until then conversion and revenue are 0")
    }
  }

  private var ordersArePossible: Bool { happens(.order) && happens(.addItem) }

  // MARK: Traits, states, arms

  private var quantities: Set<Quantity> {
    Set(
      variants.flatMap { scenario in
        scenario.journey.stages.flatMap(\.formulas).flatMap(\.quantities)
      })
  }

  private func checkVariables() {
    let used = quantities
    checkNumbers(used)
    let traits = root["population"]["traits"].entries
    for (index, place) in traits.enumerated() where !used.contains(.trait(index)) {
      log.report(
        place.mark, "trait `\(place.key)` is not used", note: "no formula names it")
    }
    let followed = base.population.states.firstIndex { $0.name == "satisfaction" } ?? 0
    let states = root["population"]["states"].entries
    for (index, place) in states.enumerated()
    where !used.contains(.state(index)) && !used.contains(.peak(index)) {
      // The funnel shows the mean of one state.
      guard index != followed || !isMoved(place.key) else { continue }
      log.report(
        place.mark, "state `\(place.key)` is not used",
        note: isMoved(place.key) ? "it is moved, but no formula names it" : "no formula names it")
    }
  }

  private func isMoved(_ state: String) -> Bool {
    variants.contains { scenario in
      scenario.journey.stages.contains { stage in
        stage.moves.contains { $0.state == state && !$0.change.terms.isEmpty }
      }
    }
  }

  /// Metrics of a time for which not everybody is followed.
  private func checkWindows() {
    let experiment = root["experiment"]
    let places =
      [experiment["primary"]] + experiment["metrics"].items
      + experiment["guardrails"].entries
    let market = base.market
    for metric in base.experiment.metrics {
      guard let hours = metric.numerator.window,
        market.enrolmentHours + hours > market.horizonHours
      else { continue }
      let place = places.first { ($0.text ?? $0.key) == metric.name }
      log.report(
        place?.valueMark ?? experiment.mark,
        "`\(metric.name)` is counted of customers who are not followed that long",
        note: "let nobody come in the last \(Metric.period(hours)): `arrivals: {until: …}`")
    }
  }

  private func checkNumbers(_ used: Set<Quantity>) {
    for (index, name) in base.productNumbers.enumerated()
    where !used.contains(.productNumber(index)) {
      let place = root["catalogue"].entries.lazy.map { $0[name] }.first(where: \.isPresent)
      log.report(
        place?.mark ?? root["catalogue"].mark, "`\(name)` of a product is not used",
        note: "no formula names it")
    }
    for (index, place) in root["shop"].entries.enumerated() where !used.contains(.shop(index)) {
      log.report(place.mark, "`\(place.key)` of the shop is not used", note: "no formula names it")
    }
  }

  private func checkArms() {
    let experiment = root["experiment"]
    guard experiment.isPresent, base.experiment.arms.count == 1, base.learning == nil else {
      return
    }
    let place = experiment["arms"].isPresent ? experiment["arms"] : experiment
    log.report(
      place.mark, "the experiment has one arm only, which is compared with nothing",
      note: "name the control and at least one other under `arms`")
  }

  // MARK: Quantities that are always 0

  private func checkTerms(of stage: Stage, _ place: Cursor) {
    let parts: [(Cursor, Formula)] =
      stage.choices.map { (place["choose"][$0.subject.rawValue], $0.utility) }
      + stage.moves.map { (place["moves"][$0.state], $0.change) }
      + [
        (place["dwell"]["scale"], stage.dwell.scale ?? Formula()),
        (place["quantity"], stage.quantity ?? Formula()),
      ]
      + stage.edges.map { (place["next"][base.journey.stages[$0.target].name], $0.utility) }
    for (cursor, formula) in parts {
      for term in formula.terms {
        guard let why = term.quantities.lazy.compactMap(reasonForZero).first else { continue }
        log.report(
          cursor.entries.first { $0.key == term.text }?.mark ?? cursor.mark,
          "`\(term.text.shortened)` in stage `\(stage.name)` is always 0", note: why)
      }
    }
  }

  /// Why a quantity is 0 for every customer at any time; nil where it is not.
  private func reasonForZero(_ quantity: Quantity) -> String? {
    let shipping = variants.flatMap(\.shipping)
    switch quantity {
    case .segment(let index) where base.population.segments[index].share == 0:
      return "the segment has no customers"
    case .channel(let index) where base.market.channels[index].share == 0:
      return "nobody comes by the channel"
    case .after(let hours)
    where hours + (base.experiment.warmUpHours ?? 0) >= base.market.horizonHours:
      return "the market ends before that"
    case .state(let index):
      let state = base.population.states[index]
      return state.start == 0 && !isMoved(state.name)
        ? "the state starts at 0 and no stage moves it" : nil
    case .productNumber(let index):
      let isZero = variants.allSatisfy { $0.products.allSatisfy { $0.numbers[index] == 0 } }
      return isZero ? "the number is 0 for every product" : nil
    case .shop(let index):
      return variants.contains { $0.shop[index].value != 0 } ? nil : "the number is 0 in the shop"
    case .attribute(let attribute): return reasonForZero(attribute, shipping)
    default: return nil
    }
  }

  private func reasonForZero(_ attribute: Attribute, _ shipping: [ShippingOption]) -> String? {
    switch attribute {
    case .shippingFee where !shipping.contains { $0.fee > .zero }:
      return "no shipping option has a fee"
    case .promisedDays where !shipping.contains { $0.promisedHours > 0 }:
      return "no shipping option promises a time"
    case .collected where !shipping.contains(where: \.isCollected):
      return "no shipping option is `collected: yes`"
    case .missingToFreeShipping, .nearFreeShipping:
      let hasThreshold = shipping.contains { ($0.freeFrom ?? .zero) > .zero }
      return hasThreshold ? nil : "no shipping option has a `free_from` above 0"
    case .deliveryDays, .daysLate:
      if shipping.isEmpty { return "there is no shipping option" }
      return ordersArePossible ? nil : "no order is possible"
    case .voucher:
      let isGiven = variants.contains { scenario in
        scenario.journey.stages.contains { ($0.voucher ?? .zero) > .zero }
      }
      return isGiven ? nil : "no stage gives a voucher"
    case .orders, .paid: return ordersArePossible ? nil : "no order is possible"
    case .basketValue, .basketItems:
      return happens(.addItem) ? nil : "no stage puts anything into a basket"
    default: return nil
    }
  }
}

extension LoadedScenario {
  /// What the scenario holds to no effect, in the order of the places; nil for nothing.
  package var warnings: ScenarioFaults? {
    let log = FaultLog()
    let variants = scenario.learning == nil ? [] : (try? baseMarket()) ?? []
    IdleCheck(
      log: log, root: Cursor(tree: tree, key: "the scenario", mark: tree.mark), base: scenario,
      variants: [scenario] + arms + variants
    ).check()
    return log.isEmpty ? nil : log.faults(in: sources)
  }
}
