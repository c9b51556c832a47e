import TestSupport

@testable import Scenarios
@testable import Simulation

/// The test shop with two decision points: the threshold of free shipping, shown at the basket, and
/// the mug's price, shown at each look.
enum TestMarket {
  /// Stage indices of the shop.
  static let look = 0
  static let basket = 1
  static let content = 4

  /// Arms that a reader makes of the combinations, with the base first.
  private static let arms: [(threshold: Int, price: Int, text: String)] = [
    (0, 1, "control: {}"),
    (0, 0, "cheap: {catalogue.mug.price: 11.90}"),
    (0, 2, "dear: {catalogue.mug.price: 19.90}"),
    (1, 0, "far cheap: {shipping.standard.free_from: 50, catalogue.mug.price: 11.90}"),
    (1, 1, "far: {shipping.standard.free_from: 50}"),
    (1, 2, "far dear: {shipping.standard.free_from: 50, catalogue.mug.price: 19.90}"),
  ]

  /// The variants of a text with the shop's experiment, and its decision points.
  static func variants(_ text: String) throws -> (variants: [Scenario], learning: Learning) {
    guard let start = text.firstRange(of: "    control: {}"),
      let end = text.firstRange(of: "  allocation:")
    else { return ([], learning()) }
    let block = arms.map { "    \($0.text)\n" }.joined()
    var changed = text
    changed.replaceSubrange(start.lowerBound..<end.lowerBound, with: block)
    changed = changed.replacing(
      "allocation: {control: 50 %, later: 25 %, never: 25 %}",
      with: "allocation: {control: 50 %, cheap: 10 %, dear: 10 %, far cheap: 10 %, far: 10 %, "
        + "far dear: 10 %}")
    let loaded = try ScenarioReader().read(text: changed, name: "market")
    var variants = loaded.arms
    for (arm, combination) in arms.enumerated() {
      variants[combination.threshold * 3 + combination.price] = loaded.arms[arm]
    }
    for index in variants.indices {
      variants[index].levers = [
        lever("threshold", actions: 2), lever("unused", actions: 4), lever("price", actions: 3),
      ]
      // Satisfied customers get a message that costs something.
      variants[index].journey.stages[content].cost = Money(minorUnits: 35)
    }
    return (variants, learning())
  }

  /// The market of a text.
  static func market(
    _ text: String = SampleScenario.shop.text, customers: Int? = 1200
  ) throws -> DecisionMarket {
    let (variants, learning) = try variants(text)
    return try DecisionMarket(variants: variants, learning: learning, customers: customers)
  }

  static func lever(_ name: String, actions: Int) -> Lever {
    Lever(
      name: name, path: name, actions: (0..<actions).map { "action \($0)" },
      values: (0..<actions).map(Double.init))
  }

  static func learning() -> Learning {
    Learning(
      decisions: [
        decision(
          "threshold", lever: 0, stage: basket, statusQuo: 0,
          context: [.attribute(.basketValue), .attribute(.visits), .segment(1)]),
        decision(
          "price", lever: 2, stage: look, statusQuo: 1,
          context: [.attribute(.orders), .attribute(.visits), .attribute(.daysSinceArrival)]),
      ], reward: .margin, update: .every(hours: 24), policies: [], replications: nil)
  }

  static func decision(
    _ name: String, lever: Int, stage: Int, statusQuo: Int, context: [Quantity]
  ) -> DecisionPoint {
    DecisionPoint(
      name: name, lever: lever, stage: stage, statusQuo: statusQuo,
      context: context.map { quantity in
        Term(
          text: "\(quantity)",
          factors: [
            Factor(transform: .identity, powers: [Power(quantity: quantity, exponent: 1)])
          ], coefficient: 1)
      }, window: nil, credit: .last, limits: DecisionLimits(), availability: [])
  }
}

/// Chooses by a hash of the moment and of what it had heard by its last update.
struct HashingMaker: DecisionMaker {
  /// Hours between updates; nil learns with each notice.
  let interval: Double?
  let actions: [Int]
  private(set) var nextUpdate: Double
  private(set) var moments: [DecisionMoment] = []
  private(set) var notices: [OutcomeNotice] = []
  private(set) var waves = 0
  private(set) var updates: [Double] = []
  private var known: UInt64 = 0

  init(interval: Double?, actions: [Int] = [2, 3]) {
    self.interval = interval
    self.actions = actions
    nextUpdate = interval ?? -.infinity
  }

  private static func mix(_ words: [UInt64]) -> UInt64 {
    words.reduce(0x9E37_79B9_7F4A_7C15) { hash, word in
      var mixed = (hash ^ word) &* 0xBF58_476D_1CE4_E5B9
      mixed ^= mixed >> 31
      return mixed &* 0x94D0_49BB_1331_11EB
    }
  }

  /// The oracle takes exact quantiles, so that its times agree to a billionth or so.
  private static func rounded(_ value: Double) -> Double { (value * 1e4).rounded() / 1e4 }

  mutating func decide(_ found: [DecisionMoment], into actions: inout [Int]) throws {
    let moments = found.map { moment in
      var moment = moment
      moment.time = Self.rounded(moment.time)
      moment.context = moment.context.map(Self.rounded)
      return moment
    }
    waves += 1
    self.moments += moments
    for moment in moments {
      var words = [
        known, moment.customer, UInt64(moment.point), UInt64(moment.visit),
        moment.time.bitPattern, UInt64(moment.segment),
      ]
      words += moment.context.map(\.bitPattern)
      let hash = Self.mix(words) >> 33
      actions.append(Int(hash % UInt64(self.actions[moment.point])))
    }
  }

  mutating func observe(_ found: OutcomeNotice) {
    var notice = found
    notice.time = Self.rounded(notice.time)
    // Notices of one instant are told as one.
    if let last = notices.last, last.customer == notice.customer, last.time == notice.time,
      !last.isLast, !notice.isLast
    {
      notices[notices.count - 1].orders += notice.orders
      notices[notices.count - 1].revenue += notice.revenue
      notices[notices.count - 1].margin += notice.margin
    } else {
      notices.append(notice)
    }
    if interval == nil { known = UInt64(notices.count) }
  }

  mutating func update(at time: Double) throws {
    guard let interval else { return }
    updates.append(time)
    known = Self.mix(notices.map { UInt64(bitPattern: $0.margin) &+ $0.customer })
    nextUpdate = time + interval
  }
}

/// Takes the same actions always, by decision point.
struct SteadyMaker: DecisionMaker {
  let actions: [Int]
  var nextUpdate = Double.infinity
  private(set) var notices: [OutcomeNotice] = []
  private(set) var moments: [DecisionMoment] = []

  init(_ actions: [Int], nextUpdate: Double = .infinity) {
    self.actions = actions
    self.nextUpdate = nextUpdate
  }

  mutating func decide(_ moments: [DecisionMoment], into actions: inout [Int]) throws {
    self.moments += moments
    for moment in moments { actions.append(self.actions[moment.point]) }
  }

  mutating func observe(_ notice: OutcomeNotice) { notices.append(notice) }

  mutating func update(at time: Double) throws {}
}
