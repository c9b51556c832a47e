extension OperatingCharacteristics {
  static func compare(
    _ plan: AnalysisPlan, _ values: [[Double]], _ replicates: Replicates, index: Int, arm: Int,
    metric: Int
  ) -> Comparison {
    let baseline = values[plan.control][metric]
    let truth = values[arm][metric] - baseline
    func outcomes(_ world: Replicates.World) -> [Replicates.Outcome] {
      (0..<replicates.count).map {
        replicates.outcome($0, world: world, treatment: index, metric: metric)
      }
    }
    let actual = outcomes(.actual)
    let null = outcomes(.null)
    let defined = actual.filter(\.isDefined)
    let rejected = defined.filter { $0.pValue < plan.alpha }
    var estimates = MomentsAccumulator()
    var errors = MomentsAccumulator()
    for outcome in defined {
      estimates.add(outcome.estimate)
      errors.add(outcome.standardError)
    }
    let spread = estimates.moments.variance.squareRoot()
    return Comparison(
      treatment: arm, metric: metric, treatmentName: plan.arms[arm].name,
      metricName: plan.metrics[metric].name, truth: truth,
      lift: baseline > 0 ? truth / baseline : nil,
      typeIError: MonteCarloEstimate(share: null.lazy.map { $0.pValue < plan.alpha }),
      power: MonteCarloEstimate(share: actual.lazy.map { $0.pValue < plan.alpha }),
      coverage: MonteCarloEstimate(
        share: defined.lazy.map { abs($0.estimate - truth) <= $0.halfWidth }),
      nullCoverage: MonteCarloEstimate(
        share: null.lazy.filter(\.isDefined).map { abs($0.estimate) <= $0.halfWidth }),
      bias: MonteCarloEstimate(mean: defined.lazy.map { $0.estimate - truth }),
      errorRatio: spread > 0 ? errors.moments.mean / spread : nil,
      signError: signError(rejected.map(\.estimate), truth: truth),
      exaggeration: exaggeration(rejected.map(\.estimate), truth: truth),
      undefined: actual.count - defined.count)
  }

  static func assess(
    _ plan: AnalysisPlan, _ values: [[Double]], _ replicates: Replicates,
    _ method: AssessedMethod, index: Int, arm: Int, looks: Int
  ) -> Method {
    let truth = values[arm][plan.primary] - values[plan.control][plan.primary]
    func stops(_ world: Replicates.World) -> [Replicates.Stop] {
      (0..<replicates.count).map {
        replicates.stop($0, world: world, treatment: index, method: method)
      }
    }
    let actual = stops(.actual)
    let null = stops(.null)
    let rejected = actual.filter(\.isRejected).map(\.estimate)
    let defined = actual.filter { $0.estimate.isFinite && $0.halfWidth.isFinite }
    func time(_ stops: [Replicates.Stop]) -> MonteCarloEstimate {
      // A test of one look ends with its last unit, however many looks others take.
      MonteCarloEstimate(mean: stops.lazy.map { Double($0.look + 1) / Double(looks) })
    }
    return Method(
      method: method, treatment: arm, treatmentName: plan.arms[arm].name,
      typeIError: MonteCarloEstimate(share: null.lazy.map(\.isRejected)),
      power: MonteCarloEstimate(share: actual.lazy.map(\.isRejected)),
      coverage: MonteCarloEstimate(
        share: defined.lazy.map { abs($0.estimate - truth) <= $0.halfWidth }),
      bias: MonteCarloEstimate(mean: defined.lazy.map { $0.estimate - truth }),
      signError: signError(rejected, truth: truth),
      exaggeration: exaggeration(rejected, truth: truth), stoppingTime: time(actual),
      nullStoppingTime: time(null))
  }

  static func regret(
    _ plan: AnalysisPlan, _ money: [Double], _ replicates: Replicates, _ method: AssessedMethod
  ) -> Regret {
    let direction = plan.metrics[plan.primary].higherIsBetter ? 1.0 : -1.0
    let choices = (0..<replicates.count).map { replicate in
      var chosen = plan.control
      var best = 0.0
      for (index, arm) in plan.treatments.enumerated() {
        let stop = replicates.stop(replicate, world: .actual, treatment: index, method: method)
        guard stop.isRejected, stop.estimate * direction > best else { continue }
        best = stop.estimate * direction
        chosen = arm
      }
      return chosen
    }
    let most = money.max() ?? 0
    return Regret(
      method: method,
      chosen: plan.arms.indices.map { arm in
        MonteCarloEstimate(share: choices.lazy.map { $0 == arm })
      },
      money: MonteCarloEstimate(mean: choices.lazy.map { most - money[$0] }))
  }

  private static func signError(_ estimates: [Double], truth: Double) -> MonteCarloEstimate {
    guard truth != 0 else {
      return MonteCarloEstimate(value: nil, standardError: nil, replicates: estimates.count)
    }
    return MonteCarloEstimate(share: estimates.lazy.map { $0 * truth < 0 })
  }

  private static func exaggeration(_ estimates: [Double], truth: Double) -> MonteCarloEstimate {
    guard truth != 0 else {
      return MonteCarloEstimate(value: nil, standardError: nil, replicates: estimates.count)
    }
    return MonteCarloEstimate(mean: estimates.lazy.map { abs($0 / truth) })
  }
}
