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

  /// Re-randomises potential outcomes and measures how the planned test fares.
  ///
  /// Every unit's outcomes under every arm are known, so no new simulation is needed as long as units
  /// share nothing. A look sees the whole outcomes of the units that arrived before it.
  /// Regret is counted in the measure `money`, with `scale` small units per unit. `progress` is told
  /// how many replicates are done; it and `isCancelled` are called from any thread.
  /// - Returns: The characteristics and the replicates, the same for any number of threads.
  /// - Throws: `ArgumentError` for what does not fit, `CancellationError` when cancelled.
  package static func assess(
    plan: AnalysisPlan, metrics: [OutcomeMetric], outcomes: PotentialOutcomes,
    further: FurtherMeasures = FurtherMeasures(), money: (measure: Int, scale: Double)? = nil,
    options: AssessmentOptions,
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
    let evaluator = try ReplicateEvaluator(
      plan: plan, metrics: metrics, looks: options.looks, plannedUnits: Double(outcomes.count),
      controlVariance: outcomes.sample(of: metrics[plan.primary], arm: plan.control).unitVariance
        ?? 0, further: further)
    let table = OutcomeTable(
      outcomes: outcomes, metrics: metrics, features: evaluator.features, looks: options.looks)
    let sums = AssignmentSums(
      table: table, shares: plan.arms.map(\.share), control: plan.control, draw: options.draw)
    let batches = (options.replications + Self.batch - 1) / Self.batch
    let parts = try ParallelPieces.map(batches, threads: options.threads, room: { sums }) {
      batch, sums in
      if isCancelled() { throw CancellationError() }
      let first = batch * Self.batch
      let range = first..<min(first + Self.batch, options.replications)
      let result = Self.run(range, seed: options.seed, evaluator: evaluator, sums: &sums)
      progress(range.count)
      return result
    }
    var all = Replicates(
      count: 0, treatments: plan.treatments.count, metrics: metrics.count)
    for part in parts { all.append(part) }
    return Assessment(
      characteristics: OperatingCharacteristics(
        plan: plan, values: table.values,
        money: money.map { money in
          plan.arms.indices.map { arm in
            outcomes.total(measure: money.measure, arm: arm) / Double(outcomes.count) / money.scale
          }
        } ?? [],
        replicates: all, units: outcomes.count, looks: options.looks, methods: evaluator.methods),
      replicates: all, values: table.values)
  }

  private static func run(
    _ range: Range<Int>, seed: UInt64, evaluator: ReplicateEvaluator, sums: inout AssignmentSums
  ) -> Replicates {
    var result = evaluator.start(count: range.count)
    sums.begin(seed: seed, replicates: range)
    let arms = evaluator.plan.arms.count
    let width = evaluator.features.width
    for look in 0..<evaluator.looks {
      sums.add(look: look)
      for replicate in 0..<range.count {
        evaluator.read(
          look: look, replicate: replicate, world: .actual, counts: sums.counts,
          countStart: replicate * arms, sums: sums.actual, sumStart: replicate * arms * width,
          into: &result)
        evaluator.read(
          look: look, replicate: replicate, world: .null, counts: sums.counts,
          countStart: replicate * arms, sums: sums.null, sumStart: replicate * arms * width,
          into: &result)
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
