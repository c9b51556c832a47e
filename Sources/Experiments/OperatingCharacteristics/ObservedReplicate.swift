import Support

/// One fresh replication of an experiment, summed look by look.
///
/// For markets whose units share state: there no potential outcome exists apart from everybody's
/// assignment, so that each replicate is a world of its own.
package struct ObservedReplicate: Sendable {
  /// One unit as it was observed.
  package struct Unit: Sendable {
    /// When it came, which orders the looks.
    package var arrival: Double
    package var arm: Int
    package var values: [Int64]

    package init(arrival: Double, arm: Int, values: [Int64]) {
      self.arrival = arrival
      self.arm = arm
      self.values = values
    }
  }

  /// Units by arm at the end of each look, look after look.
  let counts: [Double]
  /// Sums by arm and term at the end of each look.
  let sums: [Double]
  package let units: Int

  package init(units: [Unit], arms: Int, metrics: [OutcomeMetric], looks: Int) {
    let features = OutcomeFeatures(metrics: metrics)
    let order = units.indices.sorted {
      (units[$0].arrival, $0) < (units[$1].arrival, $1)
    }
    var counts = [Double](repeating: 0, count: arms)
    var sums = [Double](repeating: 0, count: arms * features.width)
    var allCounts: [Double] = []
    var allSums: [Double] = []
    var row: [Double] = []
    for look in 0..<looks {
      for index in order[(look * order.count / looks)..<((look + 1) * order.count / looks)] {
        let unit = units[index]
        row.removeAll(keepingCapacity: true)
        features.append(row: unit.values, from: 0, to: &row)
        counts[unit.arm] += 1
        for term in row.indices { sums[unit.arm * features.width + term] += row[term] }
      }
      allCounts += counts
      allSums += sums
    }
    self.counts = allCounts
    self.sums = allSums
    self.units = units.count
  }
}

extension Assessment {
  /// Assesses a plan on fresh replications of the experiment.
  ///
  /// `null` are replications in which every arm is the control.
  package static func assess(
    plan: AnalysisPlan, metrics: [OutcomeMetric], truth: AssessedTruth,
    actual: [ObservedReplicate], null: [ObservedReplicate], options: AssessmentOptions
  ) throws -> Assessment {
    guard actual.count == null.count, let first = actual.first, actual.count > 1 else {
      throw ArgumentError(
        "replications", found: "\(actual.count) and \(null.count)",
        allowed: "2 or more, and as many of the A/A test")
    }
    let looks = options.looks
    let features = OutcomeFeatures(metrics: metrics)
    let last = (looks - 1) * plan.arms.count + plan.control
    let control = features.figure(
      metric: plan.primary, count: first.counts[last], sums: first.sums, at: last * features.width)
    let evaluator = try ReplicateEvaluator(
      plan: plan, metrics: metrics, looks: looks, plannedUnits: Double(first.units),
      controlVariance: control.variance, planned: options.plannedLooks)
    let arms = plan.arms.count
    let width = evaluator.features.width
    var result = evaluator.start(count: actual.count)
    for replicate in actual.indices {
      var samples = [[[[MetricSample]]]](repeating: [], count: 2)
      for look in 0..<looks {
        for (world, source) in [
          (Replicates.World.actual, actual[replicate]), (.null, null[replicate]),
        ] {
          evaluator.read(
            look: look, replicate: replicate, world: world, counts: source.counts,
            countStart: look * arms, sums: source.sums, sumStart: look * arms * width,
            into: &result)
          guard evaluator.planned != nil || look == looks - 1 else { continue }
          samples[world.rawValue].append(
            evaluator.samples(
              counts: source.counts, countStart: look * arms, sums: source.sums,
              sumStart: look * arms * width))
        }
      }
      result.decisions.append(
        try samples.map {
          try PlannedDecision(plan: plan, looks: evaluator.planned, samples: $0)
        })
    }
    return Assessment(
      characteristics: OperatingCharacteristics(
        plan: plan, truth: truth, replicates: result, units: first.units, looks: looks,
        methods: evaluator.methods),
      replicates: result, values: truth.values)
  }
}
