/// Scenarios made up at random, to be lived by engine and oracle alike.
///
/// Each says as much as the language can within a market of a few weeks. Journeys take at least
/// minutes a step, so that none goes on without end.
package struct RandomScenario {
  private var state: UInt64
  /// Whether arms may bring their own stock, which rules out that they share the shelves.
  private let changesSupply: Bool
  private let days: Int
  /// Customers by their number, or by a rate.
  private let size: String
  private var stages = 0
  private var products = 0
  private var options = 0
  private var hasStock = false

  /// The scenario of a number: the same text on any machine.
  package static func text(_ number: Int, changesSupply: Bool = false) -> String {
    var maker = RandomScenario(number, changesSupply: changesSupply)
    return maker.text()
  }

  private init(_ number: Int, changesSupply: Bool) {
    state = UInt64(number) &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678
    self.changesSupply = changesSupply
    days = 14 + number % 40
    size = number % 3 == 1 ? "rate: \(250 / days) / day" : "customers: 250"
  }

  // SplitMix64.
  private mutating func word() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  private mutating func whole(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(word() % UInt64(range.count))
  }

  /// A number with two decimals.
  private mutating func number(_ lower: Double, _ upper: Double) -> Double {
    let share = Double(word() >> 11) * 0x1p-53
    return ((lower + (upper - lower) * share) * 100).rounded() / 100
  }

  private mutating func happens(_ percent: Int) -> Bool { whole(1...100) <= percent }

  private mutating func one(of values: [String]) -> String { values[whole(0...values.count - 1)] }

  private mutating func some(_ percent: Int, of values: [String]) -> [String] {
    values.filter { _ in happens(percent) }
  }

  private mutating func text() -> String {
    stages = whole(3...7)
    products = whole(1...4)
    options = whole(0...3)
    hasStock = changesSupply || happens(50)
    return """
      journeylab: 1
      title: made up
      market:
        horizon: \(days) days
        currency: \(one(of: ["EUR", "USD", "KWD"]))
        start: 2027-0\(whole(1...9))-1\(whole(0...9))
        arrivals: {\(size)\(until()), weekly: {mon: \(whole(0...3)), sat: 2}, daily: \(one(of: ["evening", "flat"]))}
        channels: {c0: {share: 0.6, cost: \(number(0, 1))}, c1: {share: 0.4}}
      population:
      \(population())
      catalogue:
      \(catalogue())
      \(shipping())
      journey:
        stages:
      \(journey())
      experiment:
      \(experiment())

      """
  }

  private mutating func until() -> String {
    happens(30) ? ", until: \(days * whole(8...9) / 10) days" : ""
  }

  private mutating func population() -> String {
    let isCorrelated = happens(60)
    let continuous = [
      "normal(0, 1)", "gamma(mean: 1, sd: 0.5)", "beta(2, 3)", "lognormal(0, 0.5)", "uniform(0, 1)",
      "triangular(0, 1, 3)", "weibull(shape: 2, scale: 1)", "pareto(shape: 4, min: 1)",
      "mixture(0.7: normal(0, 1), 0.3: exponential(2))", "truncated(normal(0, 1), min: -1, max: 2)",
    ]
    let discrete = [
      "bernoulli(0.3)", "poisson(mean: 2)", "discrete(1: 0.5, 2: 0.3, 5: 0.2)",
      "empirical(3, 1, 2)", "binomial(5, 0.3)", "geometric(0.4)", "negative_binomial(3, 0.5)",
    ]
    let laws = isCorrelated ? continuous : continuous + discrete
    var lines = ["  segments: {x: {share: 0.3}, y: {share: 0.7}}", "  traits:"]
    lines.append("    ta: {x: \"\(one(of: laws))\", y: \"\(one(of: laws))\"}")
    lines.append("    tb: \"\(one(of: laws))\"")
    lines.append("    tc: \"\(one(of: laws))\"")
    if isCorrelated {
      lines.append(
        "  correlations: {ta ~ tb: \(number(-0.6, 0.6)), tb ~ tc: \(number(-0.5, 0.5))}")
    }
    lines.append(
      "  states: {mood: {start: 0.5, min: 0, max: 1\(happens(50) ? ", fades: \(whole(1...9)) days" : "")}, tally: \(number(-1, 1))}"
    )
    return lines.joined(separator: "\n")
  }

  private mutating func stock() -> String {
    let initial =
      happens(50) ? "\(whole(0...60))" : "\(number(0.02, 0.3)) / customer"
    let lead = one(of: ["1 day", "0 h", "gamma(mean: 2 days, sd: 1 day)"])
    let reorder =
      switch whole(0...3) {
      case 0: ""
      case 1: ", reorder: {every: \(whole(1...5)) days, quantity: \(whole(1...30)), lead: \(lead)}"
      case 2: ", reorder: {below: \(whole(0...10)), quantity: \(whole(1...9)), lead: \(lead)}"
      default: ", reorder: {below: 0.05 / customer, quantity: 0.1 / customer}"
      }
    return "stock: {initial: \(initial)\(reorder)}"
  }

  private mutating func catalogue() -> String {
    (0..<products).map { index in
      var fields = ["price: \(number(2, 60))", "cost: \(number(1, 30))"]
      if happens(70) { fields.append("popularity: \(whole(1...5))") }
      if index == 0 || happens(50) { fields.append("heat: \(number(-1, 1))") }
      if happens(50) { fields.append("rival: \(number(3, 60))") }
      if hasStock, index == 0 || happens(50) { fields.append(stock()) }
      return "  p\(index): {\(fields.joined(separator: ", "))}"
    }.joined(separator: "\n")
  }

  private mutating func shipping() -> String {
    guard options > 0 else { return "" }
    let rows = (0..<options).map { index in
      let threshold = happens(60) ? "\(number(10, 90))" : "never"
      let actual = one(of: [
        "gamma(mean: 3 days, sd: 1 day)", "2 days", "uniform(2 h, 5 days)",
        "mixture(0.9: gamma(mean: 2 days, sd: 1 day), 0.1: gamma(mean: 9 days, sd: 3 days))",
      ])
      return "  s\(index): {fee: \(number(0, 6)), free_from: \(threshold), cost: \(number(1, 6)), "
        + "return_fee: \(number(0, 3)), return_cost: \(number(0, 4)), promised: \(whole(1...4)) days, actual: \"\(actual)\", "
        + "collected: \(one(of: ["yes", "no"]))}"
    }
    return "shipping:\n" + rows.joined(separator: "\n")
  }

  /// Terms that keep within a few units, times a coefficient.
  private mutating func terms(_ percent: Int, with own: [String] = []) -> [String] {
    var quantities = [
      "ta", "tb * price", "sqrt(tb)", "exp(tc)", "log(price / rival_price)", "mood", "tally",
      "segment(x)", "channel(c1)", "product(p0)", "after(\(days / 3) days)", "basket_items",
      "log(basket_value)", "orders", "visits", "days_since_arrival", "day", "voucher",
      "\"mood^2 * ta\"", "tc * shipping_fee", "near_free_shipping", "missing_to_free_shipping",
      "days_late", "delivery_days", "promised_days", "collected", "price", "basket_value",
      "rival_price", "ta / price", "peak(mood)", "peak(tally)", "logit(mood)",
      "log1p(basket_value)",
      "plus(ta)", "paid", "heat", "ta * heat",
    ]
    if hasStock { quantities += ["in_stock", "in_stock * tb"] }
    if options > 0 { quantities.append("shipping(s0)") }
    return some(percent, of: quantities + own).map { name in
      let isWide = ["price", "value", "missing", "fee", "day", "paid"].contains {
        name.contains($0)
      }
      let reach = isWide ? 0.01 : 0.3
      return "\(name): \(number(-reach * 3, reach))"
    }
  }

  private mutating func formula(_ lower: Double, _ upper: Double, terms percent: Int) -> String {
    "{" + (["constant: \(number(lower, upper))"] + terms(percent)).joined(separator: ", ") + "}"
  }

  private mutating func journey() -> String {
    let order = whole(1...stages - 1)
    return (0..<stages).map { stage(at: $0, order: order) }.joined(separator: "\n")
      + "\n    leave: end"
  }

  private mutating func stage(at index: Int, order: Int) -> String {
    var fields: [String] = []
    if happens(40) {
      var choices = [happens(40) ? "product: {}" : "product: \(formula(0, 0, terms: 6))"]
      if options > 0, happens(60) { choices.append("shipping: \(formula(0, 0, terms: 6))") }
      fields.append("choose: {\(choices.joined(separator: ", "))}")
    } else if options > 0, happens(20) {
      fields.append("choose: [product, shipping]")
    }
    var effects = some(30, of: ["add item", "remove item", "refund", "add item", "empty basket"])
    if index == 0 { effects.append("add item") }
    if index == order { effects.append("order") }
    if !effects.isEmpty { fields.append("effect: [\(effects.joined(separator: ", "))]") }
    if effects.contains("refund") {
      fields.append("refund: \(one(of: ["order", "half", "last item"]))")
    }
    if effects.contains("add item"), happens(40) {
      fields.append("quantity: {constant: \(number(0, 3)), ta: 0.5, basket_items: 0.2}")
    }
    if happens(25) { fields.append("voucher: \(number(0.5, 40))") }
    if happens(25) { fields.append("cost: \(number(0.1, 2))") }
    if happens(40) {
      fields.append("moves: {mood: \(formula(-0.5, 0.5, terms: 4)), tally: \(number(-0.2, 0.2))}")
    }
    fields.append(dwell(isOrder: index == order))
    fields.append("next: \(ways(from: index))")
    return "    st\(index): {\(fields.joined(separator: ", "))}"
  }

  private mutating func dwell(isOrder: Bool) -> String {
    if isOrder, options > 0, happens(60) { return "dwell: delivery time" }
    let law = one(of: [
      "2 h", "uniform(1 h, 4 days)", "exponential(mean: 1 day)", "gamma(mean: 9 h, sd: 14 h)",
      "lognormal(mean: 1 day, sd: 2 days)", "weibull(shape: 0.8, scale: 20 h)",
      "pareto(shape: 2.5, min: 3 h)", "triangular(1 h, 5 h, 30 h)",
      "discrete(1 day: 1, 2 h: 3)", "empirical(3 h, 1 h, 7 h)",
      "truncated(normal(mean: 5 h, sd: 4 h), min: 1 h)",
      "mixture(0.7: exponential(mean: 5 h), 0.3: uniform(5 h, 20 h))",
    ])
    guard happens(40) else { return "dwell: \"\(law)\"" }
    let scale =
      ["segment(x): \(number(-0.5, 0.5))", "mood: \(number(-0.5, 0.5))"]
      + (hasStock ? ["in_stock: \(number(-0.5, 0.5))"] : [])
    return "dwell: {time: \"\(law)\", scale: {\(scale.joined(separator: ", "))}}"
  }

  private mutating func ways(from index: Int) -> String {
    let next = index + 1 < stages ? "st\(index + 1)" : "st0"
    var ways = ["\(next): \(formula(-0.5, 1, terms: 8))"]
    for other in 0..<stages where "st\(other)" != next && happens(35) {
      ways.append("st\(other): \(formula(-1, 0.5, terms: 5))")
    }
    ways.insert("leave: \(formula(-0.3, 0.9, terms: 3))", at: whole(0...ways.count))
    return "{\(ways.joined(separator: ", "))}"
  }

  private mutating func experiment() -> String {
    func price(_ index: Int, _ value: Double) -> String { "catalogue.p\(index).price: \(value)" }
    var changes = [
      price(products - 1, number(2, 60)), "catalogue.p0.cost: \(number(1, 20))",
      "journey.stages.st1.next.leave.constant: \(number(-1, 1))",
      "journey.stages.st0.cost: \(number(0, 2))", "journey.stages.st1.voucher: \(number(0, 9))",
      "market.channels.c1.cost: \(number(0, 2))",
    ]
    if options > 0 { changes.append("shipping.s0.fee: \(number(0, 9))") }
    if changesSupply {
      changes.append("catalogue.p0.\(stock())")
    }
    var lines = ["  arms:", "    control: {}"]
    for name in ["b", "c"] {
      let own =
        some(35, of: changes) + [
          one(of: changes), "journey.stages.st2.next.leave.constant: 0.\(name == "b" ? 1 : 2)",
        ]
      let unique = own.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
      lines.append("    \(name): {\(unique.joined(separator: ", "))}")
    }
    if happens(50) { lines.append("  warm_up: \(days * whole(1...6) / 10 + 1) days") }
    lines.append(
      "  metrics: [conversion, margin per customer, abandonment at st1, reached st2, average order value, basket value, repeat rate, revenue per customer within 6 days, churned within 4 days, retained after 8 days]"
    )
    lines.append("  replications: 1")
    return lines.joined(separator: "\n")
  }
}
