extension OperatingCharacteristics {
  static func compare(
    _ plan: AnalysisPlan, _ truth: AssessedTruth, _ replicates: Replicates, index: Int, arm: Int,
    metric: Int
  ) -> Comparison {
    func outcomes(_ world: Replicates.World) -> [Replicates.Outcome] {
      (0..<replicates.count).map {
        replicates.outcome($0, world: world, treatment: index, metric: metric)
      }
    }
    let actual = outcomes(.actual)
    let null = outcomes(.null)
    let defined = actual.filter(\.isDefined)
    let measure = truth.measure(arm, metric, estimates: defined.map(\.estimate))
    // What the plan decides, of the replicates of which that was asked.
    let decided = zip(actual, replicates.decisions).map { outcome, worlds in
      (estimate: outcome.estimate, isRejected: worlds[0].isRejected[index][metric])
    }
    let rejected = decided.filter { $0.isRejected && $0.estimate.isFinite }
    let errors = Moments(of: defined.map(\.standardError))
    let spread = measure.variance.squareRoot()
    let baseline = truth.values[plan.control][metric]
    return Comparison(
      treatment: arm, metric: metric, treatmentName: plan.arms[arm].name,
      metricName: plan.metrics[metric].name, truth: measure.truth, truthError: measure.error,
      lift: baseline > 0 ? measure.truth / baseline : nil,
      typeIError: MonteCarloEstimate(
        share: replicates.decisions.lazy.map { $0[1].isRejected[index][metric] }),
      power: measure.mean(of: decided, estimate: \.estimate) { item, _ in item.isRejected ? 1 : 0 },
      coverage: measure.mean(of: defined, estimate: \.estimate) { outcome, truth in
        abs(outcome.estimate - truth) <= outcome.halfWidth ? 1 : 0
      },
      nullCoverage: MonteCarloEstimate(
        share: null.lazy.filter(\.isDefined).map { abs($0.estimate) <= $0.halfWidth }),
      bias: measure.mean(of: defined, estimate: \.estimate) { $0.estimate - $1 },
      errorRatio: spread > 0 ? errors.mean / spread : nil,
      signError: signError(rejected, measure, \.estimate, of: \.estimate),
      exaggeration: exaggeration(rejected, measure, \.estimate, of: \.estimate),
      undefined: actual.count - defined.count)
  }

  static func assess(
    _ plan: AnalysisPlan, _ truth: AssessedTruth, _ replicates: Replicates,
    _ method: AssessedMethod, index: Int, arm: Int, looks: Int
  ) -> Method {
    func stops(_ world: Replicates.World) -> [Replicates.Stop] {
      (0..<replicates.count).map {
        replicates.stop($0, world: world, treatment: index, method: method)
      }
    }
    // Each stop with the estimate at the end, which holds all that was observed.
    let actual = stops(.actual).enumerated().map { replicate, stop in
      (
        stop: stop,
        end: replicates.outcome(
          replicate, world: .actual, treatment: index, metric: plan.primary
        ).estimate
      )
    }.filter { $0.end.isFinite }
    let null = stops(.null)
    let measure = truth.measure(arm, plan.primary, estimates: actual.map(\.end))
    let rejected = actual.filter { $0.stop.isRejected }
    let defined = actual.filter { $0.stop.estimate.isFinite && $0.stop.halfWidth.isFinite }
    func time(_ stops: [Replicates.Stop]) -> MonteCarloEstimate {
      // A test of one look ends with its last unit, however many looks others take.
      MonteCarloEstimate(mean: stops.lazy.map { Double($0.look + 1) / Double(looks) })
    }
    return Method(
      method: method, treatment: arm, treatmentName: plan.arms[arm].name,
      typeIError: MonteCarloEstimate(share: null.lazy.map(\.isRejected)),
      power: measure.mean(of: actual, estimate: \.end) { item, _ in item.stop.isRejected ? 1 : 0 },
      coverage: measure.mean(of: defined, estimate: \.end) { item, truth in
        abs(item.stop.estimate - truth) <= item.stop.halfWidth ? 1 : 0
      },
      bias: measure.mean(of: defined, estimate: \.end) { $0.stop.estimate - $1 },
      signError: signError(rejected, measure, \.end, of: \.stop.estimate),
      exaggeration: exaggeration(rejected, measure, \.end, of: \.stop.estimate),
      stoppingTime: time(stops(.actual)), nullStoppingTime: time(null))
  }

  /// What is shipped by the plan's own decisions.
  static func planned(
    _ plan: AnalysisPlan, _ truth: AssessedTruth, _ replicates: Replicates
  ) -> Regret {
    regret(plan, truth, replicates, method: nil, choices: replicates.decisions.map { $0[0].chosen })
  }

  /// What is chosen where the treatment with the greatest significant gain is.
  static func regret(
    _ plan: AnalysisPlan, _ truth: AssessedTruth, _ replicates: Replicates,
    _ method: AssessedMethod
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
    return regret(plan, truth, replicates, method: method, choices: choices)
  }

  private static func regret(
    _ plan: AnalysisPlan, _ truth: AssessedTruth, _ replicates: Replicates,
    method: AssessedMethod?, choices: [Int]
  ) -> Regret {
    let money = truth.money
    let best = money.indices.max { money[$0] < money[$1] } ?? plan.control
    let estimates = plan.treatments.indices.map { index in
      choices.indices.map {
        replicates.outcome($0, world: .actual, treatment: index, metric: plan.primary).estimate
      }
    }
    /// How the mean of values moves with the true effect of each arm.
    func slopes(_ values: [Double]) -> [Double] {
      let ones = values.map { _ in 1.0 }
      guard truth.sharesUnits, estimates.allSatisfy({ $0.allSatisfy(\.isFinite) }),
        let fit = try? LeastSquares.fit(columns: [ones] + estimates, outcome: values).value
      else { return [] }
      var result = plan.arms.map { _ in 0.0 }
      for (arm, slope) in zip(plan.treatments, fit.coefficients.dropFirst()) { result[arm] = slope }
      return result
    }
    var weights = plan.arms.map { _ in 0.0 }
    for choice in choices { weights[choice] -= 1 / Double(max(1, choices.count)) }
    if weights.indices.contains(best) { weights[best] += 1 }
    let lost = money.isEmpty ? [] : choices.map { money[best] - money[$0] }
    return Regret(
      method: method,
      chosen: plan.arms.indices.map { arm in
        let values = choices.map { $0 == arm ? 1.0 : 0 }
        return truth.mean(values, slopes: slopes(values))
      }, money: truth.mean(lost, slopes: slopes(lost), weights: weights))
  }

  private static func signError<Item>(
    _ rejected: [Item], _ measure: AssessedTruth.Measure, _ end: (Item) -> Double,
    of estimate: (Item) -> Double
  ) -> MonteCarloEstimate {
    guard measure.hasDirection else { return .undefined(rejected.count) }
    return measure.mean(of: rejected, estimate: end) { estimate($0) * $1 < 0 ? 1 : 0 }
  }

  private static func exaggeration<Item>(
    _ rejected: [Item], _ measure: AssessedTruth.Measure, _ end: (Item) -> Double,
    of estimate: (Item) -> Double
  ) -> MonteCarloEstimate {
    guard measure.hasDirection else { return .undefined(rejected.count) }
    return measure.mean(of: rejected, estimate: end) { abs(estimate($0) / $1) }
  }
}
