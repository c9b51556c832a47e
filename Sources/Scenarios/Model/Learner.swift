/// How a policy learns.
package enum Learner: String, Sendable, Equatable, CaseIterable, Codable {
  case statusQuo = "status quo"
  case uniform
  /// The action that is best for the market as a whole, known in hindsight.
  case bestAction = "best action"
  /// The best action of each observed context, known in hindsight.
  case oracle
  case epsilonGreedy = "epsilon greedy"
  case upperConfidence = "ucb1"
  case betaThompson = "beta thompson"
  case linearUpperConfidence = "linucb"
  case linearThompson = "lints"
  case logisticThompson = "logistic thompson"
  case squareCB = "squarecb"
  /// One model for all markets.
  case pooled
  /// Each market alone.
  case agnostic
  case adaptive = "adats"
  case metaThompson = "metats"
  case reptile
  /// The core: hierarchical Thompson sampling.
  case hierarchical
  /// Thompson sampling on a demand curve over the actions' values.
  case demand
  /// Chooses among unlike learners.
  case selector
  /// A program of the user's.
  case external
}

extension Learner {
  /// Numeric options, each with the learner's own default.
  package var options: [LearnerOption] {
    switch self {
    case .statusQuo, .uniform, .bestAction, .oracle, .selector, .external: []
    case .epsilonGreedy: [.epsilon]
    case .upperConfidence: [.width.by(nil), .floor.by(0)]
    case .betaThompson: [.draws, .drawScale, .floor]
    case .linearUpperConfidence: [.width, .floor.by(0), .priorDeviation, .taskDeviation]
    case .squareCB: [.scale, .exponent, .floor.by(0), .priorDeviation, .taskDeviation]
    case .linearThompson, .logisticThompson, .pooled, .agnostic, .adaptive, .metaThompson:
      [.draws, .drawScale, .floor, .priorDeviation, .taskDeviation]
    case .hierarchical: [.draws, .drawScale, .floor, .priorDeviation, .taskDeviation, .cost]
    case .demand:
      [.draws, .drawScale, .floor, .priorDeviation, .taskDeviation, .cost, .slope, .linear]
    case .reptile: [.epsilon, .temperature, .rate, .passes, .step]
    }
  }

  /// Whether it is told what comes out under every action.
  package var knowsTruth: Bool { [.bestAction, .oracle].contains(self) }

  /// Whether rewards change what it does, rather than a rule or hindsight alone.
  package var learns: Bool { !knowsTruth && ![.statusQuo, .uniform].contains(self) }

  /// Whether it is to be held back: neither business as usual nor known in hindsight.
  package var isJudged: Bool { !knowsTruth && self != .statusQuo }
}
