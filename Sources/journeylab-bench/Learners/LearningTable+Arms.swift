import MetaLearning
import Support

extension LearningTable {
  private static let statistics = ["total", "task1", "task20", "first20"]

  static func armBenchmarks(_ scale: Double?) -> [BanditBenchmark] {
    let worlds: [(Int, Double, Double)] = [
      (2, 0.5, 0.1), (4, 0.5, 0.1), (8, 0.5, 0.1), (2, 0.5, 0.5), (4, 1, 0.1),
    ]
    return worlds.flatMap { actions, hyper, width in
      armBenchmarks(
        ArmWorld(actions: actions, hyperDeviation: hyper, taskDeviation: width), scale,
        reference: ReferenceValues.e1)
    }
  }

  /// Every learner in a world of arms.
  static func armBenchmarks(
    _ setting: ArmWorld, _ scale: Double?, reference: String = ""
  ) -> [BanditBenchmark] {
    var names = ["oracle", "hierts", "adats", "metats", "agnostic", "flat", "ucb1"]
    if reference.isEmpty { names.append("grid") }
    let own = setting.taskDeviation
    return names.map { name in
      benchmark(
        "K=\(setting.actions) sq=\(setting.hyperDeviation) s0=\(own) \(name)",
        setting.tasks >= 20 ? statistics : ["total", "task1"], reference: reference
      ) { key in
        let world = GaussianArms(key: key, setting)
        if name == "ucb1" {
          return BanditTrial.run(
            world, try MeanPolicy(.upperConfidence(scale: 1, horizon: world.rounds)))
        }
        return BanditTrial.run(
          world,
          try policy(
            name, world, hyper: setting.hyperDeviation,
            widths: name == "grid" ? grid : [own], scale))
      }
    }
  }

  private static let grid = [0.03, 0.1, 0.3, 1]

  static func widthBenchmarks(_ scale: Double?) -> [BanditBenchmark] {
    let names = ["assumed 0.02", "assumed 0.1", "assumed 0.5", "assumed 1.0", "grid", "oracle"]
    return [0.1, 0.5].flatMap { width in
      (names + ["agnostic"]).map { name in
        benchmark("s0=\(width) \(name)", ["total", "task20"], reference: ReferenceValues.e5) {
          key in
          let world = GaussianArms(
            key: key, ArmWorld(actions: 4, hyperDeviation: 0.5, taskDeviation: width))
          if name.hasPrefix("assumed "), let assumed = Double(name.dropFirst(8)) {
            return BanditTrial.run(
              world, try policy("adats", world, hyper: 0.5, widths: [assumed], scale))
          }
          return BanditTrial.run(
            world,
            try policy(name, world, hyper: 0.5, widths: name == "grid" ? grid : [width], scale))
        }
      }
    }
  }

  /// A Thompson sampler with one weight per arm.
  ///
  /// HierTS draws the mean of all tasks anew at each decision, its own rows included (Algorithm 1);
  /// AdaTS and the grid condition the prior of a task, the mean integrated out.
  private static func policy(
    _ name: String, _ world: GaussianArms, hyper: Double, widths: [Double], _ scale: Double?
  ) throws(ArgumentError) -> LinearPolicy {
    let sharing: LinearSettings.Sharing =
      switch name {
      case "oracle": .known(world.common.map { [$0] })
      case "hierts", "grid": .everyBatch
      case "adats": .taskStart
      case "metats": .sampledMean
      default: .nothing
      }
    // The flat prior N(0, 100) knows nothing of how tasks are.
    let variances = name == "flat" ? (50, [50]) : (hyper * hyper, widths.map { $0 * $0 })
    return try LinearPolicy(
      LinearSettings(
        layout: .perAction(actions: world.actions, features: 1),
        likelihood: .gaussian(noiseVariance: world.noise * world.noise), sharing: sharing,
        hyperVariance: variances.0, taskVariances: variances.1),
      rule: name == "hierts"
        ? .thompsonCommonMean(scale: scale) : .thompson(draws: 1, scale: scale), kind: name)
  }

  static func bernoulliBenchmarks(_ scale: Double?) -> [BanditBenchmark] {
    ["oracle", "mixts", "metats", "agnostic"].map { name in
      benchmark(name, ["total", "task1", "task2", "task20"], reference: ReferenceValues.e2) {
        key in
        let world = BernoulliArms(key: key)
        let policy =
          switch name {
          case "oracle":
            try BetaThompson(candidates: [BernoulliArms.candidates[world.candidate]])
          case "mixts": try BetaThompson(candidates: BernoulliArms.candidates)
          case "metats":
            try BetaThompson(candidates: BernoulliArms.candidates, sharing: .taskStart)
          default: try BetaThompson(actions: 2)
          }
        return BanditTrial.run(world, try policy.drawing(1, scale: scale ?? 1))
      }
    }
  }
}
