import MetaLearning
import Support

extension LearningTable {
  static func pricingBenchmarks(_ scale: Double?) -> [BanditBenchmark] {
    ["oracle", "hier", "metats", "agnostic", "own weights"].map { name in
      benchmark(name, ["total", "task1", "task20", "first20"], reference: "") { key in
        let world = PricingTasks(key: key)
        guard name != "own weights" else {
          return BanditTrial.run(world, try ownWeights(scale))
        }
        return BanditTrial.run(world, try pricingPolicy(name, world, scale))
      }
    }
  }

  /// A demand curve whose hyper-prior is the world's.
  private static func pricingPolicy(
    _ name: String, _ world: PricingTasks, _ scale: Double?
  ) throws(ArgumentError) -> DemandPolicy {
    let sharing: LinearSettings.Sharing =
      switch name {
      case "oracle": .known([world.common])
      case "hier": .everyBatch
      case "metats": .sampledMean
      default: .nothing
      }
    return try DemandPolicy(
      LinearSettings(
        layout: .shared(features: 4),
        likelihood: .gaussian(noiseVariance: PricingTasks.noiseVariance), sharing: sharing,
        hyperMean: PricingTasks.hyperMean,
        hyperCovariance: variances(PricingTasks.hyperDeviations),
        taskCovariances: [variances(PricingTasks.taskDeviations)]),
      values: PricingTasks.ladder, slope: .free, cost: 0, buysAmounts: true,
      reward: DemandPolicy.RewardScale(isBinary: false, mean: 0, deviation: 1), draws: 1,
      scale: scale ?? 1, floor: 0)
  }

  /// Each price an action of its own, in each product alone: what the curve is worth.
  private static func ownWeights(_ scale: Double?) throws(ArgumentError) -> LinearPolicy {
    let middle = PricingTasks.ladder.reduce(0, +) / Double(PricingTasks.ladder.count)
    return try LinearPolicy(
      LinearSettings(
        layout: .perAction(actions: PricingTasks.ladder.count, features: 2),
        likelihood: .gaussian(noiseVariance: PricingTasks.noiseVariance * middle * middle),
        sharing: .nothing, hyperMean: [middle, 0], hyperVariance: 0.5, taskVariances: [0.5]),
      rule: .thompson(draws: 1, scale: scale))
  }

  private static func variances(_ deviations: [Double]) -> [[Double]] {
    LinearSettings.diagonal(deviations.map { $0 * $0 })
  }
}
