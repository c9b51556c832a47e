import Foundation
package import GSL
package import Support

/// Personalised pricing by Thompson sampling on a demand curve over the actions' values.
///
/// The chance of a purchase at value p is σ(a′x + p̃ b′x), or a′x + p̃ b′x cut to 0...1, with p̃ the
/// value in standard deviations around its mean. Where customers buy any amount, that is linear: its
/// mean is a′x + p̃ b′x, cut at 0, as in Bastani, Simchi-Levi & Zhu, Meta dynamic pricing (2022),
/// doi:10.1287/mnsc.2021.4071. Actions share all weights, so what is learned at
/// one price tells of the others. Weights differ between tasks around a common mean
/// (``HierarchicalGaussian``). Each draw takes the action with the greatest payoff × demand.
/// Where the sign of the slope is known, draws of the wrong sign are rejected, after 20 of them
/// the slope is cut to 0.
package struct DemandPolicy: Policy {
  package enum Slope: Int, Sendable, Hashable, Codable {
    /// Demand falls, as with a price.
    case falling = -1
    case free = 0
    /// Demand rises, as with a discount.
    case rising = 1
  }

  /// What turns a reward that the policy is handed into its own unit.
  package struct RewardScale: Sendable, Hashable, Codable {
    /// Whether rewards are 0 or 1, and handed over as they are.
    var isBinary: Bool
    var mean: Double
    var deviation: Double

    package init(isBinary: Bool, mean: Double, deviation: Double) {
      self.isBinary = isBinary
      self.mean = mean
      self.deviation = deviation > 0 ? deviation : 1
    }
  }

  let values: [Double]
  let slope: Slope
  /// Whether customers buy any amount, which a reward tells by its payoff; nil for 0 or 1.
  let buysAmounts: Bool?
  /// What a purchase costs the business; nil learns what a purchase pays from the rewards.
  let cost: Double?
  let reward: RewardScale
  /// Number of draws whose frequencies are the probabilities.
  let draws: Int
  /// Share of decisions spread evenly over allowed actions.
  let floor: Double
  private(set) var model: LinearPolicy
  private var purchases = LinearStatistics(dimension: 2)
  private let centre: Double
  private let spread: Double
  private var scores: [Double] = []

  /// The settings must have shared weights for features, then for features times value.
  ///
  /// Where customers buy amounts, rewards are normal, and the cost is 0 unless one is given.
  package init(
    _ settings: LinearSettings, values: [Double], slope: Slope = .falling, cost: Double? = nil,
    buysAmounts: Bool = false, reward: RewardScale, draws: Int = 64, scale: Double = 1,
    floor: Double = 0.01
  ) throws(ArgumentError) {
    guard case .shared(let features) = settings.layout, features > 0, features % 2 == 0 else {
      throw ArgumentError(
        "layout", found: "\(settings.layout)", allowed: "shared weights, twice the features")
    }
    guard !values.isEmpty else {
      throw ArgumentError("values", found: "none", allowed: "one per action")
    }
    for value in values { try ArgumentError.check("value", value, "a finite number") { _ in true } }
    if let cost { try ArgumentError.check("cost", cost, "a finite number") { _ in true } }
    try ArgumentError.check("floor", floor, "0 to 1") { $0 >= 0 && $0 <= 1 }
    self.values = values
    guard !buysAmounts || settings.likelihood != .logistic else {
      throw ArgumentError(
        "likelihood", found: "logistic with amounts", allowed: "normal demand for amounts")
    }
    self.slope = slope
    self.buysAmounts = buysAmounts ? true : nil
    self.cost = buysAmounts ? cost ?? 0 : cost
    self.reward = reward
    self.draws = draws
    self.floor = floor
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    centre = mean
    spread = variance > 0 ? variance.squareRoot() : 1
    model = try LinearPolicy(settings, rule: .thompson(draws: draws, scale: scale), kind: "demand")
  }

  private enum CodingKeys: String, CodingKey {
    case values, slope, buysAmounts, cost, reward, draws, floor, model, purchases, centre, spread
  }

  package var kind: String { "demand" }
  private var features: Int { model.settings.layout.features / 2 }

  package mutating func begin(task: Int, features: [Double]) {
    model.begin(task: task, features: features)
  }

  package mutating func probabilities(
    for context: Context, into probabilities: inout [Double],
    using stream: inout RandomStream
  ) {
    guard context.actions <= values.count, context.features.count >= features,
      context.actionFeatures.isEmpty, model.prepare(priced(context), using: &stream)
    else { return context.choose(context.statusQuo, into: &probabilities) }
    ChoiceRule.clear(&probabilities, count: context.actions)
    scores = Array(repeating: 0, count: context.actions)
    let payoffs = (0..<context.actions).map { payoff(of: $0) }
    for _ in 0..<draws {
      let number = model.drawModel(of: context.task, using: &stream)
      let line = drawLine(context, model: number, using: &stream)
      for action in scores.indices {
        scores[action] = payoffs[action] * demand(line.level + price(action) * line.slope)
      }
      context.adjust(&scores)
      probabilities[ChoiceRule.best(scores, allowed: context.allowed)] += 1 / Double(draws)
    }
    ChoiceRule.mix(&probabilities, floor: floor, allowed: context.allowed)
  }

  /// Learns demand from whether there was a purchase, and its payoff from the reward.
  package mutating func update(_ batch: [Feedback]) {
    model.update(batch.compactMap(purchase))
    guard cost == nil, !reward.isBinary else { return }
    for row in batch where row.reward.isFinite && values.indices.contains(row.action) {
      let own = reward.mean + reward.deviation * row.reward
      guard isPurchase(row) else { continue }
      purchases.add(features: [1, price(row.action)], reward: own, weight: row.weight)
    }
  }

  package mutating func replaceProvisional(_ rows: [Feedback]) {
    model.replaceProvisional(rows.compactMap(purchase))
  }

  package mutating func close(task: Int) { model.close(task: task) }

  package mutating func discount(by factor: Double) {
    model.discount(by: factor)
    purchases.discount(by: factor)
  }

  /// Forgets a task's demand; what a purchase pays is the same everywhere.
  package mutating func reset(task: Int) { model.reset(task: task) }

  package func checkState(_ bounds: StateBounds) throws(ArgumentError) {
    try ArgumentError.checkLength("snapshot's values", values.count, bounds.actions)
    try ChoiceRule.thompson(draws: draws).validate()
    let numbers = values + [cost ?? 0, reward.mean, reward.deviation, floor, centre, spread]
    try StateBounds.require(
      numbers.allSatisfy(\.isFinite) && reward.deviation > 0 && spread > 0
        && (0...1).contains(floor) && purchases.isValid && purchases.dimension == 2,
      "demand", "finite values and sums, and deviations above 0")
    try model.checkState(bounds, layout: .shared(features: 2 * bounds.features))
  }

  /// Gives payoff × demand, in the unit of rewards that the policy is handed.
  package mutating func prediction(
    task: Int, action: Int, features row: [Double]
  ) -> Prediction? {
    guard values.indices.contains(action), row.count >= features,
      let demand = model.prediction(task: task, action: 0, features: priced(row, action))
    else { return nil }
    let payoff = payoff(of: action)
    let expected = min(max(demand.mean, 0), buysAmounts == true ? .infinity : 1)
    let noise = buysAmounts == true ? demand.noiseVariance : expected * (1 - expected)
    let offset = reward.isBinary ? 0 : reward.mean / reward.deviation
    return Prediction(
      mean: payoff * expected - offset, deviation: abs(payoff) * demand.deviation,
      noiseVariance: payoff * payoff * noise)
  }

  /// Lists what features, and then features times value, add to the predictor of demand.
  package mutating func explain(_ context: Context, action: Int) -> Explanation {
    var explanation = Explanation()
    guard values.indices.contains(action), context.features.count >= features else {
      return explanation
    }
    explanation.prediction = prediction(
      task: context.task, action: action, features: context.features)
    explanation.contributions = model.explain(priced(context), action: action).contributions
    return explanation
  }
}

extension DemandPolicy {
  /// Gives what a purchase pays, in the unit of rewards that the policy is handed.
  ///
  /// Least squares on the value, with one row's weight for a payoff that is the value itself.
  func payoff(of action: Int) -> Double {
    if reward.isBinary { return 1 }
    if let cost { return (values[action] - cost) / reward.deviation }
    let g = purchases.gram
    let (a, b, c) = (g[0] + 1, g[1], g[3] + 1)
    let prior: (level: Double, tilt: Double) =
      slope == .rising ? (reward.deviation, 0) : (centre, spread)
    let (u, v) = (purchases.moment[0] + prior.level, purchases.moment[1] + prior.tilt)
    let determinant = a * c - b * b
    guard determinant > 0 else { return values[action] / reward.deviation }
    let (level, tilt) = ((c * u - b * v) / determinant, (a * v - b * u) / determinant)
    return (level + tilt * price(action)) / reward.deviation
  }

  /// p̃.
  private func price(_ action: Int) -> Double { (values[action] - centre) / spread }

  private func demand(_ predictor: Double) -> Double {
    model.settings.likelihood == .logistic
      ? LinearPolicy.chance(predictor)
      : min(max(predictor, 0), buysAmounts == true ? .infinity : 1)
  }

  private mutating func drawLine(
    _ context: Context, model number: Int, using stream: inout RandomStream
  ) -> (level: Double, slope: Double) {
    let size = features
    var line = (level: 0.0, slope: 0.0)
    for _ in 0..<20 {
      model.drawWeights(
        task: context.task, model: number, scale: model.rule.drawScale, using: &stream)
      line.level = DenseKernel.dot(
        model.weights, from: 0, context.features, from: 0, count: size)
      line.slope = DenseKernel.dot(
        model.weights, from: size, context.features, from: 0, count: size)
      if line.slope * Double(slope.rawValue) >= 0 { return line }
    }
    line.slope = 0
    return line
  }

  private func isPurchase(_ row: Feedback) -> Bool {
    let own = reward.isBinary ? row.reward : reward.mean + reward.deviation * row.reward
    return own > 1e-9 * max(abs(reward.mean), reward.deviation)
  }

  /// What a reward tells of demand; nil where a sale pays nothing.
  private func demand(told row: Feedback) -> Double? {
    guard buysAmounts == true, !reward.isBinary else { return isPurchase(row) ? 1 : 0 }
    let pay = payoff(of: row.action) * reward.deviation
    return pay == 0 ? nil : (reward.mean + reward.deviation * row.reward) / pay
  }

  private func purchase(_ row: Feedback) -> Feedback? {
    guard values.indices.contains(row.action), row.features.count >= features,
      row.reward.isFinite, let demand = demand(told: row)
    else { return nil }
    return Feedback(
      task: row.task, action: 0, features: priced(row.features, row.action),
      reward: demand, weight: row.weight)
  }

  private func priced(_ row: [Double], _ action: Int) -> [Double] {
    let own = row.prefix(features)
    return own + own.map { price(action) * $0 }
  }

  private func priced(_ context: Context) -> Context {
    var priced = context
    priced.actionFeatures = (0..<context.actions).flatMap { self.priced(context.features, $0) }
    return priced
  }
}
