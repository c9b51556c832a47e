import Foundation
import MetaLearning
import Support

extension LearningTable {
  private static let linearStatistics = [
    "total", "task1", "task10", "first20_task10", "cum25", "cum50",
  ]

  static func linearBenchmarks(_ scale: Double?) -> [BanditBenchmark] {
    ["seq", "conc"].flatMap { mode in
      (["oracle", "hierts", "hierucb", "ts"] + (mode == "seq" ? ["metats"] : [])).map { name in
        benchmark("\(mode) \(name)", linearStatistics, reference: ReferenceValues.e3) { key in
          let isSequential = mode == "seq"
          let world = LinearActions(
            key: key, tasks: 10, hyperDeviation: 1, taskDeviation: 0.1,
            schedule: isSequential ? .sequential(rounds: 200) : .concurrent(tasks: 5, steps: 400))
          let sharing: LinearSettings.Sharing =
            switch name {
            case "oracle": .known([world.common])
            case "ts": .nothing
            case "metats": .sampledMean
            default: .everyBatch
            }
          let policy = try LinearPolicy(
            settings(sharing, hyperVariance: 1, taskVariance: 0.01),
            rule: rule(name, scale), kind: name)
          return BanditTrial.run(
            world, policy, batch: isSequential ? 1 : 5, closesTasks: isSequential)
        }
      }
    }
  }

  private static func rule(_ name: String, _ scale: Double?) -> ChoiceRule {
    switch name {
    // δ = 1/2000, one over the number of decisions.
    case "hierucb": .upperConfidence(width: (2 * log(2000)).squareRoot())
    case "hierts": .thompsonCommonMean(scale: scale)
    default: .thompson(draws: 1, scale: scale)
    }
  }

  private static func settings(
    _ sharing: LinearSettings.Sharing, hyperVariance: Double, taskVariance: Double
  ) -> LinearSettings {
    LinearSettings(
      layout: .shared(features: LinearActions.size),
      likelihood: .gaussian(noiseVariance: LinearActions.noiseVariance), sharing: sharing,
      hyperVariance: hyperVariance, taskVariances: [taskVariance])
  }

  static func driftBenchmarks(_ scale: Double?) -> [BanditBenchmark] {
    let worlds: [(String, LinearActions.Drift)] = [
      ("stationary", .none), ("abrupt", .abrupt), ("rw", .randomWalk),
    ]
    let rules: [(String, DriftPolicy<LinearPolicy>.Forgetting?)] = [
      ("none", nil), ("discount 0.995", .discount(0.995)), ("discount 0.99", .discount(0.99)),
      ("window 300", .window(300)), ("cusum 10.0", .restart(threshold: 10, slack: 0.25)),
    ]
    return worlds.flatMap { name, drift in
      rules.map { rule, forgetting in
        benchmark(
          "\(name) \(rule)", ["total", "second_half"], reference: ReferenceValues.e8
        ) { key in
          let world = LinearActions(
            key: key, tasks: 1, hyperDeviation: 0, taskDeviation: 1,
            schedule: .sequential(rounds: 2000), drift: drift)
          let base = try LinearPolicy(
            settings(.nothing, hyperVariance: 0.5, taskVariance: 0.5),
            rule: .thompson(draws: 1, scale: scale))
          guard let forgetting else { return BanditTrial.run(world, base) }
          return BanditTrial.run(world, try DriftPolicy(base, forgetting: forgetting))
        }
      }
    }
  }

  static func logisticBenchmarks(_ scale: Double?) -> [BanditBenchmark] {
    let rows: [(String, Int, Double, String)] = [
      ("oracle", 10, 0, "none"), ("hier", 10, 0, "none"), ("agnostic", 10, 0, "none"),
      ("pooled", 10, 0, "none"), ("hier", 50, 0, "none"), ("hier", 150, 0, "none"),
      ("hier", 10, 50, "naive"), ("hier", 10, 50, "wait"), ("hier", 10, 50, "expo"),
      ("agnostic", 10, 50, "naive"), ("agnostic", 10, 50, "wait"), ("agnostic", 10, 50, "expo"),
    ]
    return rows.map { name, batch, delay, mode in
      benchmark(
        "\(name) batch=\(batch) delay=\(Int(delay)) \(mode)",
        ["total", "task1", "last5", "first30_last5"], reference: ReferenceValues.e6
      ) { key in
        let world = LogisticCustomers(key: key)
        let policy = try logisticPolicy(name, world, scale)
        if delay == 0 {
          return BanditTrial.run(world, policy, batch: batch, earlyDecisions: 30)
        }
        let rule: PendingRewards.Rule =
          switch mode {
          case "naive": .naive
          case "wait": .wait(window: 100)
          default: .geometricExposure(meanDelay: delay)
          }
        return try BanditTrial.runDelayed(
          world, policy, batch: batch, meanDelay: delay, rule: rule)
      }
    }
  }

  private static func logisticPolicy(
    _ name: String, _ world: LogisticCustomers, _ scale: Double?
  ) throws(ArgumentError) -> LinearPolicy {
    let sharing: LinearSettings.Sharing =
      switch name {
      case "oracle": .known(world.common)
      case "agnostic": .nothing
      default: .taskStart
      }
    let width = LogisticCustomers.taskDeviation * LogisticCustomers.taskDeviation
    return try LinearPolicy(
      LinearSettings(
        layout: .perAction(actions: world.actions, features: 3), likelihood: .logistic,
        sharing: sharing, hyperMean: LogisticCustomers.hyperMean,
        hyperCovariance: LinearSettings.diagonal(LogisticCustomers.hyperVariances),
        // Pooling is the belief that tasks do not differ.
        taskCovariances: [LinearSettings.diagonal(name == "pooled" ? 1e-9 : width, 3)]),
      rule: .thompson(draws: 1, scale: scale), kind: name)
  }
}
