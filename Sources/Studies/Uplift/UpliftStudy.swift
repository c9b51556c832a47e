import Experiments
import GSL
import Scenarios
package import Simulation
package import Support

/// Who answers a treatment most: estimated from the split, scored against every customer's truth.
///
/// Individual effects are predicted by the cross-fitted doubly robust learner (Kennedy 2023,
/// doi:10.1214/23-EJS2157) from what a business sees before the visit: channel, segment, weekend and
/// hour of arrival.
package struct UpliftStudy: Study {
  static let shares = (0...20).map { Double($0) / 20 }

  private let compiled: CompiledScenario
  private let experiment: PlannedExperiment
  private let metric: Int
  private let seed: UInt64
  private let threads: Int
  private let folds: Int

  /// Without the name of a metric the primary one is taken.
  /// - Throws: `ArgumentError` for a market with shared state, more customers than memory holds, a
  ///   metric without a value per customer, or a number of folds out of range.
  package init(
    compiled: CompiledScenario, metric name: String? = nil, seed: UInt64, threads: Int,
    folds: Int = 5
  ) throws {
    guard !compiled.sharesState else {
      throw ArgumentError(
        "scenario",
        found: "customers who share \(compiled.sharedResources.joined(separator: ", "))",
        allowed: "customers who share nothing, as only they have an outcome under every arm")
    }
    guard (2...100).contains(folds) else {
      throw ArgumentError("folds", found: "\(folds)", allowed: "2 to 100")
    }
    try compiled.checkKept(bytesPerCustomer: 600 + 32 * Double(compiled.arms.count))
    let experiment = try PlannedExperiment(compiled: compiled)
    let plan = experiment.plan
    let usable = plan.metrics.indices.filter { plan.metrics[$0].kind != .ratio }
    let wanted = name ?? experiment.primary.name
    guard let metric = usable.first(where: { plan.metrics[$0].name == wanted }) else {
      throw ArgumentError(
        "metric", found: "\"\(wanted)\"",
        allowed: usable.isEmpty
          ? "a scenario with a mean or a proportion among its metrics"
          : usable.map { "\"\(plan.metrics[$0].name)\"" }.joined(separator: ", "))
    }
    self.compiled = compiled
    self.experiment = experiment
    self.metric = metric
    self.seed = seed
    self.threads = threads
    self.folds = folds
  }

  /// Simulates every customer under every arm and learns who answers.
  /// - Throws: `ArgumentError` for customers whom nothing tells apart or too few of them, `RunError`.
  package func run(
    progress: @escaping ProgressHandler, isCancelled: @escaping StopCheck
  ) throws -> UpliftResult {
    let sink = IndividualSink(compiled: compiled, experiment: experiment, metric: metric)
    let rollOut = try RollOutStudy(
      compiled: compiled,
      options: RollOutOptions(seed: seed, threads: threads, recordsCustomers: true), sink: sink
    ).run(progress: progress, isCancelled: isCancelled)
    let assembly = ExperimentAssembly(scenario: compiled.scenario, outcome: rollOut.outcome)
    let bySegment = try compiled.scenario.population.segments.indices.map {
      try assembly.truth(segment: $0)
    }
    let people = sink.individuals
    let observed = ObservedCovariates(people, scenario: compiled.scenario)
    guard !observed.names.isEmpty else {
      throw ArgumentError(
        "scenario", found: "customers of one channel and one segment",
        allowed: "customers whom something tells apart before the visit")
    }
    let plan = experiment.plan
    let segments = compiled.scenario.population.segments.map(\.name)
    let treatments = try ParallelPieces.map(plan.treatments.count, threads: threads) { index in
      let arm = plan.treatments[index]
      var found = try Self.treatment(
        arm: arm, plan: plan, people: people, observed: observed, segments: segments,
        folds: folds, key: RandomKey(seed: seed))
      found.trueAverage = rollOut.truth.effects[arm][metric]
      for (index, segment) in zip(found.segments.indices, bySegment) {
        found.segments[index].truth = segment?.effects[arm][metric]
      }
      return found
    }
    return UpliftResult(
      experiment: experiment, metricIndex: metric, covariates: observed.names,
      treatments: treatments)
  }

  private static func treatment(
    arm: Int, plan: AnalysisPlan, people: [Individual], observed: ObservedCovariates,
    segments: [String], folds: Int, key: RandomKey
  ) throws -> UpliftResult.Treatment {
    let control = plan.control
    let pair = people.indices.filter { people[$0].arm == arm || people[$0].arm == control }
    let isTreated = pair.map { people[$0].arm == arm }
    let outcome = pair.map { people[$0].outcomes[people[$0].arm] }
    let (treatedShare, controlShare) = (plan.arms[arm].share, plan.arms[control].share)
    let found = try DRLearner.fit(
      outcome: outcome, isTreated: isTreated, covariates: observed.columns(of: pair),
      treatedShare: treatedShare / (treatedShare + controlShare), folds: folds, key: key)
    guard let learner = found.value else {
      throw ArgumentError(
        "arm \"\(plan.arms[arm].name)\"",
        found: "\(pair.count) customers with the control (\(found.reason?.sentence.text ?? ""))",
        allowed: "more --customers, in both arms and in every fold")
    }
    let effects = pair.map { people[$0].outcomes[arm] - people[$0].outcomes[control] }
    let money = pair.map { people[$0].money[arm] - people[$0].money[control] }
    let groups = Self.groupMeans(pair.map { people[$0] }, effects)
    let predictions = learner.predictions
    let rankings = [predictions, groups, effects]
    let curves = try rankings.map { try QiniCurve(predictions: $0, trueEffects: effects) }
    let moneyCurves = try rankings.map { try QiniCurve(predictions: $0, trueEffects: money) }
    func gain(_ curves: [QiniCurve], _ share: Double) -> UpliftResult.Gain {
      UpliftResult.Gain(
        byEstimate: curves[0].gain(at: share), byTrueGroups: curves[1].gain(at: share),
        byTruth: curves[2].gain(at: share), atRandom: share * curves[0].gain(at: 1))
    }
    let (bySegment, interaction) = Self.segments(
      pair.map { people[$0] }, names: segments, arm: arm, control: control)
    return UpliftResult.Treatment(
      arm: arm, name: plan.arms[arm].name, customers: pair.count,
      averageEffect: learner.averageEffect.value,
      slopes: Array(learner.model.coefficients.dropFirst()),
      score: try EffectScore(predictions: predictions, trueEffects: effects),
      correlation: Self.correlation(predictions, effects),
      groupCorrelation: Self.correlation(predictions, groups),
      observedCurve: try QiniCurve(
        predictions: predictions, outcome: outcome, isTreated: isTreated), trueCurve: curves[0],
      points: shares.map {
        UpliftResult.Point(share: $0, metric: gain(curves, $0), money: gain(moneyCurves, $0))
      }, segments: bySegment, interaction: interaction)
  }

  /// True mean effect of everybody's segment and channel.
  private static func groupMeans(_ people: [Individual], _ effects: [Double]) -> [Double] {
    var sums: [SIMD2<Int>: (sum: Double, count: Double)] = [:]
    for (person, effect) in zip(people, effects) {
      let group = SIMD2(person.segment, person.channel)
      sums[group, default: (0, 0)].sum += effect
      sums[group, default: (0, 0)].count += 1
    }
    return people.map { person in
      let group = sums[SIMD2(person.segment, person.channel)] ?? (0, 1)
      return group.sum / group.count
    }
  }

  private static func correlation(_ first: [Double], _ second: [Double]) -> Double? {
    guard let joint = try? JointMoments(numerator: first, denominator: second) else { return nil }
    let spread = (joint.numerator.variance * joint.denominator.variance).squareRoot()
    return spread > 0 ? joint.covariance / spread : nil
  }

  private static func segments(
    _ people: [Individual], names: [String], arm: Int, control: Int
  ) -> ([UpliftResult.Segment], TestStatistic?) {
    var estimates: [SegmentEffects.Segment] = []
    for (index, name) in names.enumerated() {
      let own = people.filter { $0.segment == index }
      func moments(_ arm: Int) -> Moments {
        Moments(of: own.filter { $0.arm == arm }.map { $0.outcomes[arm] })
      }
      guard
        let estimate = SegmentEffects.Segment(
          name: name, treatment: moments(arm), control: moments(control))
      else { return ([], nil) }
      estimates.append(estimate)
    }
    guard estimates.count > 1, let found = SegmentEffects.estimate(estimates).value else {
      return ([], nil)
    }
    let shrunken = found.shrunken
    return (
      estimates.indices.map {
        UpliftResult.Segment(estimate: estimates[$0], shrunken: shrunken[$0])
      }, found.interaction
    )
  }
}
