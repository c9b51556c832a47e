/// A numeric option of a learner, as data: the form of the file and its checks are made from it.
struct LearnerOption: Sendable, Equatable {
  /// Name in files.
  var name: String
  /// The values allowed.
  var bounds: Bounds
  /// Whether only whole numbers are.
  var isWhole = false
  /// The value where a file gives none; nil leaves it to the learner.
  var standard: Double?
  /// What it does.
  var doc: String

  /// Every option, by name.
  static let all = [epsilon, width, scale, exponent, draws, floor, cost, step, passes]

  static let epsilon = LearnerOption(
    name: "epsilon", bounds: .unit, doc: "Share of decisions at random; of `epsilon greedy`.")

  static let width = LearnerOption(
    name: "width", bounds: Bounds(lower: 0, upper: 1e6),
    doc: "Width of the confidence bound; of `ucb1` and `linucb`.")

  static let scale = LearnerOption(
    name: "scale", bounds: Bounds(lower: 0, upper: 1e6, excludesLower: true),
    doc: "Factor of the learning rate; of `squarecb`.")

  static let exponent = LearnerOption(
    name: "exponent", bounds: .unit,
    doc: "Power of the number of decisions in the learning rate; of `squarecb`.")

  static let draws = LearnerOption(
    name: "draws", bounds: Bounds(lower: 1, upper: 10_000), isWhole: true, standard: 64,
    doc: "Draws from the posterior that probabilities are counted from; of Thompson samplers; "
      + "default 64.")

  static let floor = LearnerOption(
    name: "floor", bounds: .unit,
    doc: "Share of decisions spread evenly over the actions; of Thompson samplers.")

  static let cost = LearnerOption(
    name: "cost", bounds: Bounds(lower: 0, upper: 1e9),
    doc: "Cost of one sale in the unit of the actions' values; of `demand`.")

  static let step = LearnerOption(
    name: "step", bounds: Bounds(lower: 0, upper: 1, excludesLower: true),
    doc: "Length of the step towards each market's solution; of `reptile`.")

  static let passes = LearnerOption(
    name: "passes", bounds: Bounds(lower: 1, upper: 10_000), isWhole: true,
    doc: "Gradient steps within a market; of `reptile`.")
}

extension Learner {
  /// The numeric options of this learner.
  var options: [LearnerOption] {
    switch self {
    case .epsilonGreedy: [.epsilon]
    case .upperConfidence, .linearUpperConfidence: [.width]
    case .squareCB: [.scale, .exponent]
    case .hierarchical, .adaptive, .metaThompson, .agnostic, .pooled, .linearThompson,
      .logisticThompson:
      [.draws, .floor]
    case .demand: [.cost]
    case .reptile: [.step, .passes]
    case .statusQuo, .uniform, .bestAction, .oracle, .betaThompson, .selector, .external: []
    }
  }

  /// Whether it learns from rewards, rather than deciding by rule or in hindsight.
  var learns: Bool {
    switch self {
    case .statusQuo, .uniform, .bestAction, .oracle: false
    default: true
    }
  }
}
