import GSL
import MetaLearning
import Scenarios
import Simulation

/// Decides on a market's journeys by one policy per decision point, and learns from what comes.
///
/// A reward is credited to the customer's open decisions by the rule of each decision's point. The
/// customer is judged by what comes within any open window, each notice counted once. Policies
/// draw from their own purpose, keyed by customer, decision point and visit.
struct PolicyAgent: DecisionMaker {
  let measure: RewardMeasure
  let rule: UpdateRule
  let key: RandomKey
  /// Minor units of a major unit where the reward is money, else 1.
  let unitsPerReward: Double
  /// Whether each decision's probabilities are kept for a log.
  let keepsProbabilities: Bool
  /// Whether a policy's own doing is looked into: what it favours, and what limits prevented.
  let isWatched: Bool
  /// Whether only what leaves the process may be asked for limits: an external model.
  let asksOnce: Bool

  var points: [PointAgent]
  var decisions: [AgentDecision] = []
  var accounts: [CustomerAccount] = []
  var accountNumbers: [UInt64: Int] = [:]
  /// When policies learn next, or a limit's period ends, if that goes by time; else infinity.
  private var nextTime: Double
  private let needsTimeOrder: Bool

  init(
    points: [PointAgent], learning: Learning, currency: Currency, key: RandomKey,
    learner: Learner, keepsProbabilities: Bool
  ) {
    self.points = points
    measure = learning.reward
    rule = learning.update
    self.key = key
    unitsPerReward = learning.reward.unitsPerReward(in: currency)
    self.keepsProbabilities = keepsProbabilities
    isWatched = learner.isJudged
    asksOnce = [.external, .selector].contains(learner)
    nextTime = .infinity
    if case .every(let hours) = learning.update,
      learner.learns || points.contains(where: { $0.fairness != nil })
    {
      nextTime = hours
    }
    needsTimeOrder = points.contains(where: \.needsTimeOrder)
  }

  var nextUpdate: Double {
    if needsTimeOrder || learnsByDecisions { -.infinity } else { nextTime }
  }

  private var learnsByDecisions: Bool {
    if case .decisions = rule { points.contains(where: \.learns) } else { false }
  }

  mutating func decide(_ moments: [DecisionMoment], into actions: inout [Int]) throws {
    let isBatch = moments.count > 1 && !points.contains { $0.isSequential }
    if isBatch {
      decideTogether(moments, into: &actions)
    } else {
      for moment in moments { actions.append(try decideAlone(moment)) }
    }
  }

  mutating func update(at time: Double) throws {
    guard case .every(let hours) = rule, nextTime <= time else { return }
    for point in points.indices { points[point].learn(from: &decisions, at: time) }
    nextTime = max(nextTime, (time / hours).rounded(.down) * hours)
    while nextTime <= time { nextTime += hours }
  }

  /// Ends the market: the last rewards are final, and policies close their task.
  mutating func close() {
    for point in points.indices { points[point].close(&decisions) }
  }

  private mutating func decideAlone(_ moment: DecisionMoment) throws -> Int {
    try learnIfDue(moment)
    let account = account(of: moment)
    let allowed = points[moment.point].limits.available(at: moment.time)
    let (context, isLimited) = context(moment, account: account, allowed: allowed)
    var probabilities: [Double] = []
    var stream = stream(moment)
    let refused = refused(moment.point)
    points[moment.point].ask(context, into: &probabilities, using: &stream)
    let count = self.refused(moment.point) - refused
    accounts[account].sums.violations += Int64(count)
    return take(
      moment, context, probabilities, account: account, allowed: allowed, isLimited: isLimited)
  }

  private mutating func decideTogether(_ moments: [DecisionMoment], into actions: inout [Int]) {
    var contexts: [(context: Context, isLimited: Bool)] = []
    var numbers: [Int] = []
    for moment in moments {
      let account = account(of: moment)
      numbers.append(account)
      let allowed = points[moment.point].limits.available(at: moment.time)
      contexts.append(context(moment, account: account, allowed: allowed))
    }
    var vectors = [[Double]](repeating: [], count: moments.count)
    for point in points.indices {
      let members = moments.indices.filter { moments[$0].point == point }
      guard !members.isEmpty else { continue }
      var rows: [[Double]] = []
      let key = key
      let place = points[point].place
      let refused = refused(point)
      points[point].ask(members.map { contexts[$0].context }, into: &rows) { index in
        let moment = moments[members[index]]
        return RandomStream(
          key: key, customer: moment.customer, place: place, visit: moment.visit,
          purpose: .policy)
      }
      for (row, member) in members.enumerated() { vectors[member] = rows[row] }
      // Which answers of a batch were refused is not told: they are put down to its first ones.
      let count = self.refused(point) - refused
      for member in members.prefix(count) { accounts[numbers[member]].sums.violations += 1 }
    }
    for (number, moment) in moments.enumerated() {
      let allowed = points[moment.point].limits.available(at: moment.time)
      actions.append(
        take(
          moment, contexts[number].context, vectors[number], account: numbers[number],
          allowed: allowed, isLimited: contexts[number].isLimited))
    }
  }

  private mutating func take(
    _ moment: DecisionMoment, _ context: Context, _ probabilities: [Double], account: Int,
    allowed: [Bool], isLimited: Bool
  ) -> Int {
    let point = moment.point
    var draws = RandomStream(
      key: key, customer: moment.customer, place: points[point].actionPlace,
      visit: moment.visit, purpose: .policy)
    let chance = draws.uniform()
    let action = ChoiceRule.action(of: probabilities, chance: chance)
    accounts[account].sums.decisions += 1
    if isWatched {
      if action != points[point].favourite(context, probabilities: probabilities) {
        accounts[account].sums.explorations += 1
      }
      var held = points[point].wasHeldBack()
      if isLimited, !asksOnce, !held {
        var stream = stream(moment)
        held = points[point].wouldCross(
          context, allowed: allowed, using: &stream, chance: chance)
      }
      if held { accounts[account].sums.breaches += 1 }
    }
    if action != context.statusQuo { accounts[account].exposures[point] += 1 }
    let number = decisions.count
    decisions.append(
      AgentDecision(
        point: point, account: account, visit: moment.visit, time: moment.time,
        deadline: points[point].point.window.map { moment.time + $0 } ?? .infinity,
        action: action, context: moment.context, segment: moment.segment,
        probabilities: keepsProbabilities ? probabilities : [],
        allowed: keepsProbabilities ? context.allowed : [],
        version: points[point].version))
    supersede(by: number)
    accounts[account].open.append(number)
    points[point].took(action, context: context, decision: number, at: moment.time)
    return action
  }

  /// Answers of an external model refused so far.
  private func refused(_ point: Int) -> Int { asksOnce ? points[point].violations : 0 }

  private mutating func learnIfDue(_ moment: DecisionMoment) throws {
    if needsTimeOrder { try update(at: moment.time) }
    guard case .decisions(let count) = rule, points[moment.point].sinceUpdate >= count else {
      return
    }
    points[moment.point].learn(from: &decisions, at: moment.time)
  }

  private mutating func context(
    _ moment: DecisionMoment, account: Int, allowed: [Bool]
  ) -> (context: Context, isLimited: Bool) {
    let point = moment.point
    var context = Context(
      task: points[point].task, actions: allowed.count,
      features: points[point].frame.features(of: moment.context), allowed: allowed,
      statusQuo: points[point].point.statusQuo)
    context.time = moment.time
    let isLimited = points[point].restrict(
      &context, exposures: accounts[account].exposures[point])
    return (context, isLimited)
  }

  private func stream(_ moment: DecisionMoment) -> RandomStream {
    RandomStream(
      key: key, customer: moment.customer, place: points[moment.point].place,
      visit: moment.visit, purpose: .policy)
  }

  private mutating func account(of moment: DecisionMoment) -> Int {
    if let number = accountNumbers[moment.customer] { return number }
    let number = accounts.count
    accounts.append(
      CustomerAccount(customer: moment.customer, time: moment.time, points: points.count))
    accountNumbers[moment.customer] = number
    return number
  }

  /// The action with the greatest probability, the first of equals.
  static func greatest(_ probabilities: [Double]) -> Int {
    var best = 0
    for action in probabilities.indices where probabilities[action] > probabilities[best] {
      best = action
    }
    return best
  }
}
