import GSL
import Support

/// Turns the sums of replicates into tests, look by look.
struct ReplicateEvaluator: Sendable {
  let plan: AnalysisPlan
  let metrics: [OutcomeMetric]
  let features: OutcomeFeatures
  let looks: Int
  /// Units at the planned end over all arms.
  let plannedUnits: Double
  /// Standard deviation of effects before the data: the effect that is found with 80 % power.
  let mixing: Double
  /// The looks that the plan itself makes, as many as the methods that look; nil for none.
  let planned: PlannedLooks?
  private let side: Alternative
  /// Two-sided error rate of the methods: that at which the plan tests one treatment.
  private let methodAlpha: Double
  private let critical: CriticalValue
  /// The same for intervals of single comparisons.
  private let interval: CriticalValue
  private let boundary: [Double]
  private let controlIndex: Int
  private let treatments: [Int]
  let methods: [AssessedMethod]
  /// Index of each of them among all methods.
  private let positions: [Int]
  private let allMethods = AssessedMethod.allCases.count

  init(
    plan: AnalysisPlan, metrics: [OutcomeMetric], looks: Int, plannedUnits: Double,
    controlVariance: Double, further: FurtherMeasures = FurtherMeasures(),
    planned: PlannedLooks? = nil
  ) throws {
    self.plan = plan
    self.metrics = metrics
    self.looks = looks
    self.plannedUnits = plannedUnits
    features = OutcomeFeatures(metrics: metrics, primary: plan.primary, further: further)
    methods = AssessedMethod.methods(
      for: plan.metrics[plan.primary].kind, further: further)
    positions = methods.map(Replicates.position)
    self.planned = planned
    side = plan.alternative
    interval = CriticalValue(alpha: plan.alpha)
    // A test of one side rejects as one of both sides does at twice its level, on that side.
    let level = plan.levelOfOneTest
    methodAlpha = side == .twoSided ? level : min(2 * level, 0.999)
    critical = CriticalValue(alpha: methodAlpha)
    boundary = try (planned?.boundary ?? .spending(.obrienFleming)).criticalValues(
      information: GroupSequentialDesign.equalLooks(looks), alpha: methodAlpha)
    controlIndex = plan.control
    treatments = plan.treatments
    let control = plan.arms[plan.control].share
    let treated = (1 - control) / Double(plan.treatments.count)
    let variance = controlVariance * (1 / control + 1 / treated) / plannedUnits
    let rates = try ErrorRates(alpha: methodAlpha, power: max(0.8, (1 + methodAlpha) / 2))
    mixing = variance > 0 && variance.isFinite ? rates.detectable * variance.squareRoot() : 0
  }

  /// Empty results for a batch, every method still running.
  func start(count: Int) -> Replicates {
    var result = Replicates(count: count, treatments: treatments.count, metrics: metrics.count)
    result.outcomes = Array(
      repeating: .undefined, count: count * 2 * treatments.count * metrics.count)
    result.stops = Array(
      repeating: Replicates.Stop(look: -1, isRejected: false, estimate: 0, halfWidth: 0),
      count: count * 2 * treatments.count * allMethods)
    return result
  }

  /// Reads the sums of a replicate at the end of a look.
  ///
  /// Counts are by arm, sums by arm and term; each begins at its start index.
  func read(
    look: Int, replicate: Int, world: Replicates.World, counts: borrowing [Double],
    countStart: Int, sums: borrowing [Double], sumStart: Int, into result: inout Replicates
  ) {
    let isLast = look == looks - 1
    let row = replicate * 2 + world.rawValue
    for metric in isLast ? 0..<metrics.count : plan.primary..<plan.primary + 1 {
      let kind = metrics[metric].metric.kind
      let control = features.figure(
        metric: metric, count: counts[countStart + controlIndex], sums: sums,
        at: sumStart + controlIndex * features.width)
      for (index, arm) in treatments.enumerated() {
        let treated = features.figure(
          metric: metric, count: counts[countStart + arm], sums: sums,
          at: sumStart + arm * features.width)
        let test = RapidTest(kind: kind, treatment: treated, control: control)
        let place = row * treatments.count + index
        if isLast {
          result.outcomes[place * metrics.count + metric] = outcome(test)
        }
        if metric == plan.primary {
          let units = treated.count + control.count
          for (method, position) in zip(methods, positions) where isLast || !method.looksOnce {
            let slot = place * allMethods + position
            let stop = result.stops[slot]
            guard stop.look < 0 || (!stop.isRejected && stop.look < look) else { continue }
            let own =
              method == .adjusted || method == .capped
              ? further(
                method, counts: counts, countStart: countStart, arm: arm, sums: sums,
                sumStart: sumStart) : test
            result.stops[slot] = judge(method, test: own, look: look, units: units)
            if !points(own.difference) { result.stops[slot].isRejected = false }
          }
        }
      }
    }
  }

  /// Whether a difference lies on the side that the plan tests.
  private func points(_ difference: Double) -> Bool {
    switch side {
    case .twoSided: true
    case .greater: difference > 0
    case .less: difference < 0
    }
  }

  /// All samples by arm, then metric, as the plan's analysis takes them.
  func samples(
    counts: borrowing [Double], countStart: Int, sums: borrowing [Double], sumStart: Int
  ) -> [[MetricSample]] {
    var result: [[MetricSample]] = []
    for arm in plan.arms.indices {
      var row: [MetricSample] = []
      for metric in metrics.indices {
        row.append(
          features.sample(
            metric: metric, count: counts[countStart + arm], sums: sums,
            at: sumStart + arm * features.width))
      }
      result.append(row)
    }
    return result
  }

  private func further(
    _ method: AssessedMethod, counts: borrowing [Double], countStart: Int, arm: Int,
    sums: borrowing [Double], sumStart: Int
  ) -> RapidTest {
    let pair = [arm, controlIndex].map { arm in
      (count: counts[countStart + arm], start: sumStart + arm * features.width)
    }
    if method == .adjusted,
      let treated = AdjustedValue(
        features: features, metric: plan.primary, count: pair[0].count, sums: sums,
        at: pair[0].start),
      let control = AdjustedValue(
        features: features, metric: plan.primary, count: pair[1].count, sums: sums,
        at: pair[1].start)
    {
      return AdjustedValue.test(treatment: treated, control: control)
    }
    let metric = method == .capped ? metrics.count : plan.primary
    return RapidTest(
      kind: plan.metrics[plan.primary].kind,
      treatment: features.figure(
        metric: metric, count: pair[0].count, sums: sums, at: pair[0].start),
      control: features.figure(
        metric: metric, count: pair[1].count, sums: sums, at: pair[1].start))
  }

  private func outcome(_ test: RapidTest) -> Replicates.Outcome {
    guard test.isDefined else {
      return Replicates.Outcome(
        estimate: test.difference, standardError: 0, halfWidth: 0, pValue: 1)
    }
    return Replicates.Outcome(
      estimate: test.difference, standardError: test.error,
      halfWidth: interval(test.freedom) * test.error, pValue: test.pValue)
  }

  private func judge(
    _ method: AssessedMethod, test: RapidTest, look: Int, units: Double
  ) -> Replicates.Stop {
    var stop = Replicates.Stop(
      look: Int32(look), isRejected: false, estimate: test.difference, halfWidth: .nan)
    guard test.isDefined else { return stop }
    let variance = test.error * test.error
    switch method {
    case .fixedHorizon, .adjusted, .capped, .peeking:
      let bound = critical(test.freedom)
      stop.halfWidth = bound * test.error
      stop.isRejected = abs(test.statistic) > bound
    case .unpooledZ:
      stop.halfWidth = critical.normal * test.error
      stop.isRejected = abs(test.difference) > stop.halfWidth
    case .groupSequential:
      // As many degrees of freedom as data: the normal boundary widened as the t quantile is.
      let bound = boundary[look] * critical(test.freedom) / critical.normal
      stop.halfWidth = bound * test.error
      stop.isRejected = abs(test.statistic) > bound
    case .confidenceSequence:
      let share = (plan.arms[controlIndex].share + meanTreatmentShare) * plannedUnits
      guard
        let sequence = AlwaysValid.confidenceSequence(
          estimate: test.difference, variance: variance, units: Int(units), tightestAt: share,
          alpha: methodAlpha)
      else { return stop }
      stop.halfWidth = sequence.halfWidth
      stop.isRejected = abs(test.difference) > sequence.halfWidth
    case .mixtureTest:
      guard
        let mixture = AlwaysValid.mixtureTest(
          estimate: test.difference, variance: variance, mixing: mixing, alpha: methodAlpha)
      else { return stop }
      stop.halfWidth = mixture.halfWidth
      stop.isRejected = abs(test.difference) > mixture.halfWidth
    case .bayesian:
      let rule = BayesianStopping(
        priorDeviation: mixing > 0 ? mixing : nil, certainty: 1 - methodAlpha / 2)
      guard
        let posterior = rule.posterior(estimate: test.difference, standardError: test.error)
      else { return stop }
      stop.estimate = posterior.mean
      stop.halfWidth = posterior.interval.width / 2
      stop.isRejected = posterior.stops
    }
    return stop
  }

  private var meanTreatmentShare: Double {
    (1 - plan.arms[controlIndex].share) / Double(treatments.count)
  }
}
