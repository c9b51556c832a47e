import GSL
import MetaLearning

/// Prices on a ladder, each product's demand linear in the customer and the price around a known
/// hyper-prior: the set-up of Bastani, Simchi-Levi & Zhu, Meta dynamic pricing (2022),
/// doi:10.1287/mnsc.2021.4071.
///
/// With customer x and price p̃, in deviations of the ladder around its mean, x′a + p̃ x′b units are
/// bought, plus noise; the reward is price × amount.
struct PricingTasks: BanditEnvironment {
  /// A product's weights: a, then b.
  static let hyperMean = [1.0, 0, -0.4, 0]
  static let hyperDeviations = [0.3, 0.15, 0.15, 0.1]
  static let taskDeviations = [0.1, 0.05, 0.05, 0.03]
  static let noiseVariance = 0.25
  static let ladder = (0..<8).map { 1 + 0.25 * Double($0) }

  let key: BanditKey
  let tasks = 20
  let rounds = 200
  let common: [Double]
  private let weights: [[Double]]
  private let scaled: [Double]
  private var task = 0
  private var customer = [1.0, 0]

  init(key: BanditKey) {
    self.key = key
    var stream = key.truth(0)
    let common = Self.hyperMean.indices.map {
      Self.hyperMean[$0] + Self.hyperDeviations[$0] * stream.standardNormal()
    }
    self.common = common
    weights = (0..<20).map { task in
      var stream = key.truth(task, visit: 1)
      return common.indices.map {
        common[$0] + Self.taskDeviations[$0] * stream.standardNormal()
      }
    }
    let mean = Self.ladder.reduce(0, +) / Double(Self.ladder.count)
    let variance = Self.ladder.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = (variance / Double(Self.ladder.count)).squareRoot()
    scaled = Self.ladder.map { ($0 - mean) / deviation }
  }

  var steps: Int { tasks * rounds }
  var actions: Int { Self.ladder.count }

  mutating func advance(to step: Int, _ context: inout Context) {
    task = step / rounds
    var stream = key.truth(step, visit: 2)
    customer[1] = stream.standardNormal()
    context.task = task
    context.features = customer
  }

  /// Amount that the customer buys at an action's price, without noise.
  private func demand(_ action: Int) -> Double {
    let own = weights[task]
    return own[0] + customer[1] * own[1] + scaled[action] * (own[2] + customer[1] * own[3])
  }

  func expected(_ action: Int) -> Double { Self.ladder[action] * demand(action) }

  func reward(_ action: Int, at step: Int) -> Double {
    var stream = key.reward(step)
    let noise = Self.noiseVariance.squareRoot() * stream.standardNormal()
    return Self.ladder[action] * (demand(action) + noise)
  }
}
