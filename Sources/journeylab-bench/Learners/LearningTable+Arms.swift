import MetaLearning
import Support

extension LearningTable {
  private static let statistics = ["total", "task1", "task20", "first20"]

  static var armBenchmarks: [BanditBenchmark] {
    let worlds: [(Int, Double, Double)] = [
      (2, 0.5, 0.1), (4, 0.5, 0.1), (8, 0.5, 0.1), (2, 0.5, 0.5), (4, 1, 0.1),
    ]
    let names = ["oracle", "hierts", "adats", "metats", "agnostic", "flat", "ucb1"]
    return worlds.flatMap { actions, hyper, width in
      names.map { name in
        benchmark(
          "K=\(actions) sq=\(hyper) s0=\(width) \(name)", statistics,
          reference: ReferenceValues.e1
        ) { key in
          let world = GaussianArms(
            key: key, actions: actions, hyperDeviation: hyper, taskDeviation: width)
          if name == "ucb1" {
            return BanditTrial.run(
              world, try MeanPolicy(.upperConfidence(scale: 1, horizon: world.rounds)))
          }
          return BanditTrial.run(
            world, try policy(name, world, hyper: hyper, widths: [width]))
        }
      }
    }
  }

  static var widthBenchmarks: [BanditBenchmark] {
    let names = ["assumed 0.02", "assumed 0.1", "assumed 0.5", "assumed 1.0", "grid", "oracle"]
    return [0.1, 0.5].flatMap { width in
      (names + ["agnostic"]).map { name in
        benchmark("s0=\(width) \(name)", ["total", "task20"], reference: ReferenceValues.e5) {
          key in
          let world = GaussianArms(
            key: key, actions: 4, hyperDeviation: 0.5, taskDeviation: width)
          if name == "grid" {
            return BanditTrial.run(
              world, try policy("hierts", world, hyper: 0.5, widths: [0.03, 0.1, 0.3, 1]))
          }
          if name.hasPrefix("assumed "), let assumed = Double(name.dropFirst(8)) {
            return BanditTrial.run(
              world, try policy("adats", world, hyper: 0.5, widths: [assumed]))
          }
          return BanditTrial.run(world, try policy(name, world, hyper: 0.5, widths: [width]))
        }
      }
    }
  }

  /// A Thompson sampler with one weight per arm.
  private static func policy(
    _ name: String, _ world: GaussianArms, hyper: Double, widths: [Double]
  ) throws(ArgumentError) -> LinearPolicy {
    let sharing: LinearSettings.Sharing =
      switch name {
      case "oracle": .known(world.common.map { [$0] })
      case "hierts": .everyBatch
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
        hyperVariance: variances.0, taskVariances: variances.1), kind: name)
  }

  static var bernoulliBenchmarks: [BanditBenchmark] {
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
        return BanditTrial.run(world, policy)
      }
    }
  }
}
