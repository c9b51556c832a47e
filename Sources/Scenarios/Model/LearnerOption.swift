package import Support

/// A numeric option of learners, as data.
///
/// The form of files, its documentation, the checks and the making of policies read these rows;
/// which learner has which option is in ``Learner/options``.
package struct LearnerOption: Sendable, Equatable {
  package let name: String
  let bounds: Bounds
  package private(set) var isWhole = false
  /// The value where none is given; nil where it depends on what the learner is told.
  package private(set) var standard: Double?
  let about: String

  /// Every option, in the order of the file's form.
  package static let all = [
    epsilon, width, scale, exponent, draws, drawScale, floor, cost, step, passes, rate, temperature,
    slope,
    linear, priorDeviation, taskDeviation,
  ]

  package static let epsilon = LearnerOption(
    name: "epsilon", bounds: .unit, standard: 0.1, about: "Share of decisions at random")

  package static let width = LearnerOption(
    name: "width", bounds: Bounds(lower: 0, upper: 1e6), standard: 1,
    about: "Width of the confidence bound")

  package static let scale = LearnerOption(
    name: "scale", bounds: Bounds(lower: 0, upper: 1e6, excludesLower: true), standard: 10,
    about: "Factor of the learning rate")

  package static let exponent = LearnerOption(
    name: "exponent", bounds: .unit, standard: 0.5,
    about: "Power of the number of decisions in the learning rate")

  package static let draws = LearnerOption(
    name: "draws", bounds: Bounds(lower: 1, upper: 10_000), isWhole: true, standard: 64,
    about: "Draws from the posterior that probabilities are counted from")

  /// Regret by scale: mean, and what one world of twenty exceeds (`journeylab-bench learners
  /// --draw-scale 0.7 --share 0.1`; 6 to 200 worlds).
  ///
  /// | table, policy | 1 | 0.7 | 0.5 |
  /// |---|---|---|---|
  /// | e1, 4 arms, AdaTS | 116, 244 | 88, 232 | 82, 230 |
  /// | e1, 8 arms, AdaTS | 198, 392 | 148, 366 | 160, 618 |
  /// | e2, MixTS | 14.9, 29.0 | 8.1, 27.1 | 6.8, 25.7 |
  /// | e3, one by one, HierTS | 49, 113 | 40, 110 | 35, 90 |
  /// | e3, together, HierTS | 58, 111 | 47, 94 | 55, 112 |
  /// | e4, demand curve | 139, 196 | 112, 193 | 106, 207 |
  /// | e5, width 0.1, grid | 122, 252 | 90, 213 | 92, 325 |
  /// | e5, width 0.5, grid | 381, 511 | 310, 470 | 292, 536 |
  /// | e6, batches of 10 | 189, 231 | 146, 205 | 127, 186 |
  /// | e6, late, exposure | 216, 270 | 167, 208 | 147, 182 |
  /// | e8, at once, restart | 105, 192 | 85, 160 | 81, 205 |
  ///
  /// The mean is least at 0.5 as a rule, and nowhere above that of textbook sampling; 0.7 has the
  /// shorter tail. On `meta-pricing`, `cart-rescue`, `drift` and `channel-budget` the two do not
  /// differ beyond chance.
  package static let drawScale = LearnerOption(
    name: "draw scale", bounds: Bounds(lower: 0, upper: 10, excludesLower: true), standard: 0.5,
    about: "What a draw's distance from the posterior mean is multiplied by; 1 is textbook "
      + "Thompson sampling")

  package static let floor = LearnerOption(
    name: "floor", bounds: .unit, standard: 0.01,
    about: "Share of decisions spread evenly over the actions")

  package static let cost = LearnerOption(
    name: "cost", bounds: Bounds(lower: 0, upper: 1e9),
    about: "Cost of one sale in the unit of the actions' values, which are prices")

  package static let step = LearnerOption(
    name: "step", bounds: Bounds(lower: 0, upper: 1, excludesLower: true), standard: 0.3,
    about: "Length of the step towards each market's solution")

  package static let passes = LearnerOption(
    name: "passes", bounds: Bounds(lower: 1, upper: 1000), isWhole: true, standard: 3,
    about: "Gradient steps within a market")

  package static let rate = LearnerOption(
    name: "rate", bounds: Bounds(lower: 0, upper: 1e6, excludesLower: true), standard: 0.05,
    about: "Size of a gradient step")

  package static let temperature = LearnerOption(
    name: "temperature", bounds: Bounds(lower: 0, upper: 1e6, excludesLower: true),
    about: "Decides by e^(reward / temperature) in place of `epsilon`")

  package static let slope = LearnerOption(
    name: "slope", bounds: Bounds(lower: -1, upper: 1), isWhole: true, standard: -1,
    about: "How sales answer a higher value: -1 fall, 1 rise, 0 either")

  package static let linear = LearnerOption(
    name: "linear", bounds: Bounds(lower: 0, upper: 2), isWhole: true, standard: 0,
    about: "What is linear: 0 the log odds of a sale, 1 its chance, 2 the amount that is bought")

  package static let priorDeviation = LearnerOption(
    name: "prior deviation", bounds: Bounds(lower: 0, upper: 1000, excludesLower: true),
    about: "Prior deviation of the family's mean effects, in deviations of the reward")

  package static let taskDeviation = LearnerOption(
    name: "task deviation", bounds: Bounds(lower: 0, upper: 1000, excludesLower: true),
    about: "Deviation of one market from its family, in deviations of the reward")

  /// The option with another default.
  func by(_ standard: Double?) -> LearnerOption {
    var option = self
    option.standard = standard
    return option
  }

  /// What it does, whose it is, and its default where all learners share one.
  var doc: String {
    var standards: [Double?] = []
    var owners: [String] = []
    for learner in Learner.allCases {
      guard let own = learner.options.first(where: { $0.name == name }) else { continue }
      owners.append(learner.rawValue)
      if !standards.contains(own.standard) { standards.append(own.standard) }
    }
    let last = standards.count == 1 ? standards[0].map { "; default \(Bounds.write($0))" } : nil
    return "\(about); of \(NearestName.list(owners))\(last ?? "")."
  }

  /// What is allowed, as in "a whole number, at least 1 and at most 10000".
  var allowed: String { "a \(isWhole ? "whole " : "")number, \(bounds.words())" }

  func allows(_ value: Double) -> Bool {
    value.isFinite && bounds.contains(value) && (!isWhole || value == value.rounded())
  }
}

extension PolicySpec {
  /// The value of an option: as given, else the learner's default; nil where that depends.
  package func value(of option: LearnerOption) -> Double? {
    options[option.name] ?? learner.options.first { $0.name == option.name }?.standard
  }

  /// Throws unless each option given is one of the learner's, with a value that it allows.
  ///
  /// - Throws: `ArgumentError` that names the policy and the option.
  package func checkOptions() throws(ArgumentError) {
    let known = learner.options
    for (name, value) in options.sorted(by: { $0.key < $1.key }) {
      guard let option = known.first(where: { $0.name == name }) else {
        throw ArgumentError(
          "policy \"\(self.name)\"", found: "the option \"\(name)\"",
          allowed: known.isEmpty ? "no option" : known.map(\.name).joined(separator: ", "),
          nearest: NearestName.of(name, among: known.map(\.name)))
      }
      guard option.allows(value) else {
        throw ArgumentError(
          "option \"\(name)\" of policy \"\(self.name)\"", found: "\(value)",
          allowed: option.allowed)
      }
    }
  }
}
