import Foundation
import MetaLearning

/// Prior scales of the linear learners that the factory makes.
///
/// Rewards are standardised, so scales can be chosen once. A mean effect of half a customer's
/// standard deviation is already large (Cohen: medium), and a market that lies 0.003 off its family
/// is like all others for any decision that a million customers can tell apart: hence 0.5 for the
/// family's mean, and structures of markets from 0.003 on, weighted by their evidence. All slopes
/// together get as much prior variance as the constant, so that more features do not make the prior
/// of the reward itself wider; features of a market together get the variance of a market that is
/// clearly unlike others, 0.3².
///
/// With log odds, 1 is a factor of 2.7 on the odds; the constant starts at the status quo's log
/// odds, because every action is a variation of the same offer. Linear learners of rewards of 0 and
/// 1 take the same scales times the standard deviation √(p(1 − p)) of such a reward.
struct LearnerPriors {
  /// How markets lie around their family's mean, in deviations of the reward.
  struct Structure: Sendable, Hashable {
    /// Deviation of what moves the constants of all actions alike.
    var level = 0.0
    /// Deviation of each action's own constant.
    var constant: Double
    /// Deviation of the slopes together; the constant's where none is given.
    var slopes: Double?
    /// Whether actions are prices, which deviate in proportion to what a sale at each pays.
    var isPriced = false

    /// Share of the variance that is common to all actions, of constants and slopes alike.
    var common: Double { level * level / (level * level + constant * constant) }
  }

  /// Deviations of markets for learners that know one width for all weights.
  static let widths = [0.03, 0.1, 0.3, 1]
  /// Deviation of a market for learners that know of no other.
  static let width = 0.3
  /// Deviation of what the features of a market tell together.
  static let taskFeatureDeviation = 0.3
  /// Number of rows that the first guess of the noise variance counts as.
  static let noiseDegrees = 10.0

  /// Prior mean of the weights, those of task features included.
  let mean: [Double]
  let hyperCovariance: [[Double]]
  let taskCovariances: [[[Double]]]
  let jointCovariances: [LinearSettings.JointCovariance]
  let likelihood: LinearSettings.Likelihood

  /// Chooses scales for learners with a set of weights per action.
  init(
    frame: LearnerFrame, isLogistic: Bool, hyperDeviation: Double?,
    structures: [Structure], taskFeatures: Int, prices: Prices? = nil
  ) {
    // A history without a success or without a failure does not make log odds infinite.
    let chance = min(max(frame.rewardMean, 0.001), 0.999)
    let isChance = frame.isBinary && !isLogistic
    let size = frame.features.count
    self.init(
      centre: isLogistic ? log(chance / (1 - chance)) : isChance ? chance : 0,
      shape: (0..<size).map { $0 == 0 ? 1 : 1 / Double(size - 1) },
      scale: Self.scale(of: frame, isLogistic: isLogistic), isLogistic: isLogistic,
      hyperDeviation: hyperDeviation ?? (isLogistic ? 1 : 0.5), structures: structures,
      taskFeatures: taskFeatures, prices: prices)
  }

  /// What is linear in features and price.
  enum Demand: Sendable, Hashable {
    case logOdds
    case chance
    /// The amount bought, each unit of which pays so much under the status quo.
    case amount(pay: Double)

    var isAmount: Bool { if case .amount = self { true } else { false } }
  }

  /// Chooses scales for demand, given features and features times price.
  ///
  /// The price's own slope gets the constant's scale. How often the status quo sells is not known
  /// where rewards are money: one in eight within a factor of e² on the odds covers most shops. What
  /// it sells where amounts differ is known from what a unit pays.
  init(
    demandOf frame: LearnerFrame, _ demand: Demand, hyperDeviation: Double?,
    structures: [Structure], taskFeatures: Int
  ) {
    let size = frame.features.count
    let chance = frame.isBinary ? min(max(frame.rewardMean, 0.001), 0.999) : 0.12
    var (centre, scale) = (chance, (chance * (1 - chance)).squareRoot())
    var factor = frame.isBinary ? 1.0 : 2
    switch demand {
    case .logOdds: (centre, scale) = (log(chance / (1 - chance)), 1)
    case .chance: break
    case .amount(let pay):
      guard !frame.isBinary, pay != 0 else { break }
      (centre, scale) = (frame.rewardMean / pay, abs(frame.rewardDeviation / pay))
      if !(scale > 0) { scale = 1 }
      factor = 1
    }
    self.init(
      centre: centre,
      shape: (0..<(2 * size)).map {
        $0 == 0 ? factor * factor : $0 == size ? 1 : 1 / Double(2 * size - 2)
      }, scale: scale, isLogistic: demand == .logOdds,
      hyperDeviation: hyperDeviation ?? (demand == .logOdds ? 1 : 0.5), structures: structures,
      taskFeatures: taskFeatures)
  }

  private init(
    centre: Double, shape: [Double], scale: Double, isLogistic: Bool, hyperDeviation: Double,
    structures: [Structure], taskFeatures: Int, prices: Prices? = nil
  ) {
    func variances(_ deviation: Double, slopes: Double? = nil) -> [Double] {
      shape.enumerated().map { index, share in
        let own = index == 0 ? deviation : slopes ?? deviation
        return share * own * own * scale * scale
      }
    }
    var mean = Array(repeating: 0.0, count: shape.count * (1 + taskFeatures))
    mean[0] = centre
    self.mean = mean
    let share = Self.taskFeatureDeviation / Double(max(taskFeatures, 1)).squareRoot()
    hyperCovariance = LinearSettings.diagonal(
      variances(hyperDeviation) + (0..<taskFeatures).flatMap { _ in variances(share) })
    taskCovariances = structures.filter { $0.level == 0 }.map {
      LinearSettings.diagonal(variances($0.constant, slopes: $0.slopes))
    }
    jointCovariances = structures.filter { $0.level > 0 }.map { structure in
      let whole = (structure.level * structure.level + structure.constant * structure.constant)
        .squareRoot()
      let all = variances(whole, slopes: structure.slopes)
      return LinearSettings.JointCovariance(
        common: all.map { $0 * structure.common }, own: all.map { $0 * (1 - structure.common) },
        loadings: structure.isPriced ? prices?.loadings : nil,
        likeness: structure.isPriced ? prices?.likeness : nil)
    }
    likelihood =
      isLogistic
      ? .logistic
      : .gaussianWithUnknownNoise(guess: scale * scale, degrees: Self.noiseDegrees)
  }

  /// Deviation of a reward in the units that the learner sees.
  static func scale(of frame: LearnerFrame, isLogistic: Bool = false) -> Double {
    guard frame.isBinary, !isLogistic else { return 1 }
    let chance = min(max(frame.rewardMean, 0.001), 0.999)
    return (chance * (1 - chance)).squareRoot()
  }
}

extension LearnerPriors {
  /// The core's grid of structures: actions apart, and actions that move together.
  ///
  /// Widths a factor of three or so apart; between them regret does not change. Where stacked weights
  /// would be too many actions are apart. Each structure of log odds fits all rows of a task anew, so
  /// that there are few, and actions are apart.
  ///
  /// Where actions are prices, near ones may be alike in the family's mean, and a market's deviations
  /// go with what a sale pays: what sells better in a market brings more at a higher price.
  static func structures(
    actions: Int, features: Int, taskFeatures: Int, isLogistic: Bool, isPriced: Bool
  ) -> [Structure] {
    let stacked = actions * features * (1 + taskFeatures)
    let isJoint = !isLogistic && actions > 1 && stacked <= LinearSettings.mostStacked
    let slopes: [Double?] =
      features == 1 ? [nil] : isLogistic ? [0.03, 0.3] : [0.003, 0.03, 0.1, 0.3]
    func structures(
      _ level: Double, _ constants: [Double], isPriced: Bool = false
    ) -> [Structure] {
      constants.flatMap { constant in
        slopes.map { Structure(level: level, constant: constant, slopes: $0, isPriced: isPriced) }
      }
    }
    let constants = isLogistic ? widths : [0.003, 0.03, 0.1, 0.25, 0.6]
    guard isJoint else { return structures(0, constants) }
    // With more stacked weights a state would grow beyond its bounds.
    let hasPrices = isPriced && 2 * stacked <= LinearSettings.mostStacked
    return structures(0, constants) + structures(0.15, constants)
      + (hasPrices ? structures(0.15, [0.003, 0.03, 0.1], isPriced: true) : [])
  }
}

extension LearnerPriors {
  /// Actions that are prices, and what a sale costs.
  struct Prices: Sendable, Hashable {
    let values: [Double]
    let cost: Double

    /// Nil unless all actions have values, which tell them apart.
    init?(_ values: [Double?], cost: Double) {
      let known = values.compactMap { $0 }
      guard known.count == values.count, known.count > 1, known.allSatisfy(\.isFinite),
        Set(known).count == known.count
      else { return nil }
      self.values = known
      self.cost = cost
    }

    /// What a sale at each price pays, over the root mean square of all; at least a quarter.
    var loadings: [Double] {
      let pay = values.map { $0 - cost }
      let square = pay.reduce(0) { $0 + $1 * $1 } / Double(pay.count)
      return pay.map { max(0.25, $0 / square.squareRoot()) }
    }

    /// Correlations that fall with the distance of prices: smooth over three of their deviations.
    var likeness: [[Double]] {
      let count = Double(values.count)
      let mean = values.reduce(0, +) / count
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
      return values.indices.map { row in
        values.indices.map { column in
          let distance = values[row] - values[column]
          // A little of each action's own keeps the matrix far from singular.
          let own = row == column ? 1e-4 : 0
          return (exp(-distance * distance / (18 * variance)) + own) / (1 + 1e-4)
        }
      }
    }
  }
}
