import GSL
import Support

/// How a planned test fares over many replicates, and the replicates themselves.
package struct Assessment: Sendable, Equatable, Codable {
  /// Replicates that go through the table together.
  private static let batch = 16

  package let characteristics: OperatingCharacteristics
  package let replicates: Replicates
  /// True value by arm, then metric.
  package let values: [[Double]]

  /// Draws replicates from potential outcomes and measures how the planned test fares.
  ///
  /// Every unit's outcomes under every arm are known, so no new simulation is needed as long as units
  /// share nothing. A replicate has so many `units`; all of them, if none are named. A look sees the
  /// whole outcomes of the units that arrived before it. Without a truth the outcomes' own values
  /// are taken as known, and regret is counted in the measure `money`, with `scale` small units per
  /// unit. `progress` is told how many replicates are done; it and `isCancelled` are called from any
  /// thread.
  /// - Returns: The characteristics and the replicates, the same for any number of threads.
  /// - Throws: `ArgumentError` for what does not fit, `CancellationError` when cancelled.
  package static func assess(
    plan: AnalysisPlan, metrics: [OutcomeMetric], outcomes: PotentialOutcomes, units: Int? = nil,
    truth: AssessedTruth? = nil, further: FurtherMeasures = FurtherMeasures(),
    money: (measure: Int, scale: Double)? = nil, options: AssessmentOptions,
    progress: @escaping @Sendable (Int) -> Void = { _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> Assessment {
    try options.check()
    try Self.check(plan: plan, metrics: metrics, outcomes: outcomes)
    for place in [further.covariate, further.capped].compactMap(\.self)
    where !(0..<outcomes.measures).contains(place) {
      throw ArgumentError(
        "further measure", found: "\(place)", allowed: "0 to \(outcomes.measures - 1)")
    }
    let units = units ?? outcomes.count
    let evaluator = try ReplicateEvaluator(
      plan: plan, metrics: metrics, looks: options.looks, plannedUnits: Double(units),
      controlVariance: outcomes.sample(of: metrics[plan.primary], arm: plan.control).unitVariance
        ?? 0, further: further, planned: options.plannedLooks)
    let table = OutcomeTable(
      outcomes: outcomes, metrics: metrics, features: evaluator.features, looks: options.looks,
      units: units)
    let sums = AssignmentSums(
      table: table, shares: plan.arms.map(\.share), control: plan.control, draw: options.draw)
    let batches = (options.replications + Self.batch - 1) / Self.batch
    let parts = try ParallelPieces.map(batches, threads: options.threads, room: { sums }) {
      batch, sums in
      if isCancelled() { throw CancellationError() }
      let first = batch * Self.batch
      let range = first..<min(first + Self.batch, options.replications)
      let result = try Self.run(range, options: options, evaluator: evaluator, sums: &sums)
      progress(range.count)
      return result
    }
    var all = Replicates(
      count: 0, treatments: plan.treatments.count, metrics: metrics.count)
    for part in parts { all.append(part) }
    let truth =
      truth
      ?? AssessedTruth(
        values: table.values,
        money: money.map { money in
          plan.arms.indices.map { arm in
            outcomes.total(measure: money.measure, arm: arm) / Double(outcomes.count) / money.scale
          }
        } ?? [], control: plan.control)
    return Assessment(
      characteristics: OperatingCharacteristics(
        plan: plan, truth: truth, replicates: all, units: units, looks: options.looks,
        methods: evaluator.methods),
      replicates: all, values: truth.values)
  }

  private static func run(
    _ range: Range<Int>, options: AssessmentOptions, evaluator: ReplicateEvaluator,
    sums: inout AssignmentSums
  ) throws -> Replicates {
    var result = evaluator.start(count: range.count)
    sums.begin(seed: options.seed, replicates: range)
    let arms = evaluator.plan.arms.count
    let width = evaluator.features.width
    let decided = range.prefix { $0 < options.decisions }.count
    var samples = Array(repeating: [[[[MetricSample]]]](repeating: [], count: 2), count: decided)
    for look in 0..<evaluator.looks {
      sums.add(look: look)
      let isSeen = evaluator.planned != nil || look == evaluator.looks - 1
      for replicate in 0..<range.count {
        for (world, source) in [(Replicates.World.actual, sums.actual), (.null, sums.null)] {
          evaluator.read(
            look: look, replicate: replicate, world: world, counts: sums.counts,
            countStart: replicate * arms, sums: source, sumStart: replicate * arms * width,
            into: &result)
          guard isSeen, replicate < decided else { continue }
          samples[replicate][world.rawValue].append(
            evaluator.samples(
              counts: sums.counts, countStart: replicate * arms, sums: source,
              sumStart: replicate * arms * width))
        }
      }
    }
    result.decisions = try samples.map { worlds in
      try worlds.map {
        try PlannedDecision(plan: evaluator.plan, looks: evaluator.planned, samples: $0)
      }
    }
    return result
  }

  static func check(
    plan: AnalysisPlan, metrics: [OutcomeMetric], outcomes: PotentialOutcomes
  ) throws(ArgumentError) {
    guard metrics.map(\.metric) == plan.metrics else {
      throw ArgumentError(
        "metrics", found: Sentence.list(metrics.map(\.metric.name)).text,
        allowed: "\(Sentence.list(plan.metrics.map(\.name)).text) as in the plan")
    }
    guard outcomes.arms == plan.arms.count else {
      throw ArgumentError(
        "arms of the outcomes", found: "\(outcomes.arms)",
        allowed: "\(plan.arms.count) as in the plan")
    }
    guard outcomes.count >= 2 else {
      throw ArgumentError("units", found: "\(outcomes.count)", allowed: "2 or more")
    }
    for metric in metrics {
      let places = [metric.numerator] + (metric.denominator.map { [$0] } ?? [])
      for place in places where !(0..<outcomes.measures).contains(place) {
        throw ArgumentError(
          "measure of metric \"\(metric.metric.name)\"", found: "\(place)",
          allowed: "0 to \(outcomes.measures - 1)")
      }
      guard metric.scale > 0, metric.metric.kind != .ratio || metric.denominator != nil else {
        throw ArgumentError(
          "metric \"\(metric.metric.name)\"", found: "scale \(metric.scale)",
          allowed: "a positive scale, and a denominator for a ratio")
      }
    }
  }
}
