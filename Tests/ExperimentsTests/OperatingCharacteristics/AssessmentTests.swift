import Support
import Testing

@testable import Experiments
@testable import GSL

@Suite struct AssessmentTests {
  static func plan(
    shares: [Double] = [0.5, 0.25, 0.25], correction: Correction = .uncorrected,
    alternative: Alternative = .twoSided
  ) throws -> AnalysisPlan {
    try AnalysisPlan(
      arms: shares.enumerated().map { .init(name: "arm \($0)", share: $1) },
      metrics: [
        PlannedMetric(name: "bought", kind: .proportion),
        PlannedMetric(name: "revenue", kind: .mean), PlannedMetric(name: "per order", kind: .ratio),
      ], primary: 1, correction: correction, alternative: alternative)
  }

  static func metrics(_ plan: AnalysisPlan) -> [OutcomeMetric] {
    [
      OutcomeMetric(metric: plan.metrics[0], numerator: 0),
      OutcomeMetric(metric: plan.metrics[1], numerator: 1, scale: 100),
      OutcomeMetric(metric: plan.metrics[2], numerator: 1, denominator: 0, scale: 100),
    ]
  }

  /// Units of which so many in a hundred buy under each arm, for amounts that differ by unit.
  static func outcomes(units: Int, buyers: [UInt64]) -> PotentialOutcomes {
    var outcomes = PotentialOutcomes(arms: buyers.count, measures: 2)
    for unit in 0..<units {
      var stream = RandomStream(
        key: RandomKey(seed: 5), customer: UInt64(unit), place: Place("test", "unit"),
        purpose: .trait)
      let level = stream.uniform(below: 100)
      let amount = 1000 + Int64(stream.uniform(below: 4000))
      let values = buyers.flatMap { share -> [Int64] in
        level < share ? [1, amount + Int64(share) * 10] : [0, 0]
      }
      outcomes.add(arrival: stream.uniform(), values: values)
    }
    return outcomes
  }

  static func assessment(
    buyers: [UInt64], units: Int = 4000, replications: Int = 1500,
    draw: ReplicateDraw = .reassigned, threads: Int = 1, looks: Int = 3, decisions: Int = 100,
    correction: Correction = .uncorrected, alternative: Alternative = .twoSided,
    plannedLooks: PlannedLooks? = nil
  ) throws -> Assessment {
    let plan = try plan(
      shares: buyers.count == 3 ? [0.5, 0.25, 0.25] : [0.5, 0.5], correction: correction,
      alternative: alternative)
    return try Assessment.assess(
      plan: plan, metrics: metrics(plan), outcomes: outcomes(units: units, buyers: buyers),
      money: (measure: 1, scale: 100),
      options: AssessmentOptions(
        seed: 3, replications: replications, looks: looks, draw: draw, threads: threads,
        decisions: decisions, plannedLooks: plannedLooks))
  }

  /// Of the same units assigned anew; several tests read it.
  private static let reassigned = Result {
    try assessment(buyers: [20, 20, 24], draw: .reassigned, decisions: 400)
  }

  @Test(arguments: ReplicateDraw.allCases)
  func `Error rates and coverage are what the tests promise`(draw: ReplicateDraw) throws {
    let found = try
      (draw == .reassigned
      ? Self.reassigned.get()
      : Self.assessment(buyers: [20, 20, 24], draw: draw, decisions: 400)).characteristics
    for comparison in found.comparisons {
      // Five standard errors of a share of 0.05 over 1,500 replicates.
      let tolerance = 5 * (0.05 * 0.95 / 1500).squareRoot()
      let decided = 5 * (0.05 * 0.95 / 400).squareRoot()
      #expect(abs(try #require(comparison.typeIError.value) - 0.05) < decided)
      #expect(abs(try #require(comparison.nullCoverage.value) - 0.95) < tolerance)
      #expect(try #require(comparison.coverage.value) > 0.95 - tolerance)
      let bias = try #require(comparison.bias.value)
      #expect(abs(bias) < 5 * (try #require(comparison.bias.standardError)))
      #expect(abs(try #require(comparison.errorRatio) - 1) < 0.1)
      #expect(comparison.undefined == 0)
    }
  }

  @Test func `A quantile of normal figures is covered as promised`() throws {
    let plan = try Self.plan(shares: [0.5, 0.5])
    var outcomes = PotentialOutcomes(arms: 2, measures: 2)
    for unit in 0..<1000 {
      // Normal scores: the population is the normal law itself, shifted by 0.2 under the treatment.
      let score = StandardNormal.upperQuantile((Double(unit) + 0.5) / 1000)
      let figure = Int64((score * 1000).rounded())
      outcomes.add(arrival: Double(unit), values: [1, figure, 1, figure + 200])
    }
    let found = try #require(
      try QuantileAssessment.assess(
        plan: plan,
        metric: OutcomeMetric(metric: plan.metrics[1], numerator: 1, scale: 1000),
        outcomes: outcomes,
        options: AssessmentOptions(seed: 3, replications: 600, threads: 2)))
    #expect(found.probability == 0.5)
    let result = try #require(found.results.first)
    #expect(abs(result.truth - 0.2) < 1e-9)
    // The outer interval rounds ranks outward, so it covers at least what it promises.
    let tolerance = 5 * (0.05 * 0.95 / 600).squareRoot()
    #expect(try #require(result.coverage.value) > 0.95 - tolerance)
    #expect(try #require(result.typeIError.value) < 0.05 + tolerance)
    // Ranks rounded outward widen the interval a little. The median's error is √(π/2) σ/√n in either arm of about 500.
    let error = (Double.pi / 2 / 500 * 2).squareRoot()
    let expected = StandardNormal.upperTail(1.96 - 0.2 / error)
    #expect(abs(try #require(result.power.value) - expected) < 0.1)
  }

  @Test func `CUPED gains what the covariate explains, and no cap changes nothing`() throws {
    let plan = try Self.plan(shares: [0.5, 0.5])
    var outcomes = PotentialOutcomes(arms: 2, measures: 3)
    for unit in 0..<2000 {
      var stream = RandomStream(
        key: RandomKey(seed: 8), customer: UInt64(unit), place: Place("test", "unit"),
        purpose: .trait)
      // Ten groups whose means spread as much as the figures within them.
      let group = Int64(unit % 10)
      let figure = group * 100 + Int64(stream.uniform(below: 1000))
      outcomes.add(
        arrival: stream.uniform(), values: [1, figure, group, 1, figure + 60, group])
    }
    let metrics = Self.metrics(plan)
    let expected = try #require(
      outcomes.appendingExpectation(of: metrics[1], arm: 0, group: 2))
    #expect(expected.measures == 4)
    #expect(expected.total(measure: 1, arm: 1) == outcomes.total(measure: 1, arm: 1))
    let capped = try #require(
      expected.appendingCapped(metrics[1], quantile: 0.9, shares: plan.arms.map(\.share)))
    #expect(
      capped.outcomes.total(measure: 4, arm: 0) < outcomes.total(measure: 1, arm: 0))
    let found = try Assessment.assess(
      plan: plan, metrics: metrics, outcomes: capped.outcomes,
      further: FurtherMeasures(covariate: 3, capped: 4),
      options: AssessmentOptions(seed: 4, replications: 1000, looks: 2, decisions: 10)
    ).characteristics
    func method(_ method: AssessedMethod) throws -> OperatingCharacteristics.Method {
      try #require(found.methods.first { $0.method == method })
    }
    let tolerance = 5 * (0.05 * 0.95 / 1000).squareRoot()
    for name in [AssessedMethod.fixedHorizon, .adjusted] {
      #expect(abs(try #require(method(name).typeIError.value) - 0.05) < tolerance)
      #expect(abs(try #require(method(name).coverage.value) - 0.95) < tolerance)
    }
    // Groups explain about half of the variance (287² and 289²), so power follows the formula
    // with and without that half.
    func power(_ share: Double) throws -> Double {
      let moments = outcomes.sample(of: metrics[1], arm: 0).unitVariance ?? 0
      let error = (moments * share * 4 / 2000).squareRoot()
      return StandardNormal.upperTail(1.96 - 0.6 / error)
    }
    #expect(abs(try #require(method(.fixedHorizon).power.value) - power(1)) < 0.06)
    #expect(abs(try #require(method(.adjusted).power.value) - power(0.5)) < 0.06)
    // Capping takes a part of the effect away.
    #expect(try #require(method(.capped).bias.value) < -0.02)
    #expect(found.methods.contains { $0.method == .unpooledZ } == false)
  }

  @Test func `Power agrees with the formula for units drawn anew`() throws {
    let assessment = try Self.assessment(
      buyers: [20, 24], units: 2000, replications: 500, draw: .resampled, decisions: 500)
    let found = assessment.characteristics.comparisons[0]
    let (first, second) = (assessment.values[0][0], assessment.values[1][0])
    let plan = try ProportionPlan(baseline: first, treatment: second, rates: ErrorRates())
    let expected = plan.power(units: 1000)
    let power = try #require(found.power.value)
    // The formula has the unpooled variance, the test the pooled one: they differ by little.
    #expect(abs(power - expected) < 5 * (0.25 / 500).squareRoot())
    #expect(abs(found.truth - (second - first)) < 1e-15)
  }

  @Test func `Peeking costs what theory says and group sequential looks cost nothing`() throws {
    let found = try Self.assessment(
      buyers: [30, 30], units: 2400, replications: 2000, looks: 5, decisions: 10
    ).characteristics
    func rate(_ method: AssessedMethod) throws -> Double {
      try #require(found.methods.first { $0.method == method }?.typeIError.value)
    }
    let tolerance = 5 * (0.12 / 2000).squareRoot()
    let expected = try GroupSequentialDesign.peekingErrorRate(looks: 5)
    #expect(abs(try rate(.peeking) - expected) < tolerance)
    #expect(abs(try rate(.groupSequential) - 0.05) < 5 * (0.0475 / 2000).squareRoot())
    #expect(try rate(.confidenceSequence) < 0.05)
    #expect(try rate(.mixtureTest) < 0.05)
    #expect(abs(try rate(.fixedHorizon) - 0.05) < 5 * (0.0475 / 2000).squareRoot())
  }

  @Test func `Early stops exaggerate and end sooner`() throws {
    let found = try Self.assessment(buyers: [20, 22], units: 3000).characteristics
    func method(_ method: AssessedMethod) throws -> OperatingCharacteristics.Method {
      try #require(found.methods.first { $0.method == method })
    }
    let peeking = try method(.peeking)
    let fixed = try method(.fixedHorizon)
    #expect(try #require(peeking.exaggeration.value) > 1.05)
    #expect(try #require(peeking.power.value) > (try #require(fixed.power.value)))
    #expect(try #require(peeking.stoppingTime.value) < 1)
    #expect(fixed.stoppingTime.value == 1)
    #expect(
      try #require(peeking.bias.value) > (try #require(fixed.bias.value)))
  }

  @Test func `Regret is what the wrong choices lose`() throws {
    let found = try Self.reassigned.get().characteristics
    let best = try #require(found.moneyPerUnit.max())
    for regret in found.regrets {
      let expected = zip(regret.chosen, found.moneyPerUnit).reduce(0.0) {
        $0 + ($1.0.value ?? 0) * (best - $1.1)
      }
      #expect(abs(try #require(regret.money.value) - expected) < 1e-9)
      #expect(abs(regret.chosen.reduce(0) { $0 + ($1.value ?? 0) } - 1) < 1e-12)
    }
  }

  @Test func `Each replicate is decided as the plan decides it`() throws {
    func rates(
      _ correction: Correction, _ alternative: Alternative = .twoSided, looks: PlannedLooks? = nil
    ) throws -> (error: Double, power: Double, shipped: Double) {
      let found = try Self.assessment(
        buyers: [20, 20, 24], replications: 120, draw: .resampled, decisions: 120,
        correction: correction, alternative: alternative, plannedLooks: looks
      ).characteristics
      let comparison = try #require(
        found.comparisons.first { $0.treatment == 2 && $0.metric == 1 })
      let planned = try #require(found.regrets.first)
      #expect(planned.method == nil)
      return (
        try #require(found.familyError.value), try #require(comparison.power.value),
        try #require(planned.chosen[2].value)
      )
    }
    let plain = try rates(.uncorrected)
    let strict = try rates(.bonferroni)
    let oneSided = try rates(.bonferroni, .greater)
    let opposite = try rates(.bonferroni, .less)
    let looks = try rates(
      .bonferroni, looks: PlannedLooks(count: 3, boundary: .spending(.pocock)))
    #expect(plain.error > strict.error)
    #expect(plain.power > strict.power)
    #expect(oneSided.power > strict.power)
    #expect(opposite.power == 0)
    #expect(opposite.shipped == 0)
    #expect(looks.power < plain.power)
    #expect(looks.power != strict.power)
    // What is shipped is what was found to be better.
    for found in [plain, strict, oneSided] { #expect(abs(found.shipped - found.power) < 0.05) }
    // Bonferroni keeps 5 % over the family: five errors of a share over 120 replicates.
    #expect(strict.error < 0.05 + 5 * (0.05 * 0.95 / 120).squareRoot())
  }

  @Test(arguments: Correction.allCases)
  func `One test alone has the level of its family's first step`(correction: Correction) throws {
    let plan = try Self.plan(correction: correction)
    let size = Double(plan.familySize)
    let level = plan.levelOfOneTest
    switch correction {
    case .uncorrected: #expect(level == 0.05)
    case .holm, .bonferroni, .hochberg, .hommel, .benjaminiHochberg:
      #expect(abs(level - 0.05 / size) < 1e-12)
    case .sidak, .holmSidak, .dunnett:
      #expect(level > 0.05 / size - 1e-12 && level < 0.05)
    case .benjaminiYekutieli: #expect(level < 0.05 / size)
    }
  }

  @Test func `The error of the truth is part of what depends on it`() throws {
    // A power of one half moves by about 0.4 with the estimates' own standard deviation.
    let estimates = (0..<2000).map { StandardNormal.upperQuantile((Double($0) + 0.5) / 2000) }
    func error(_ truth: Double, of sharing: Bool) throws -> Double {
      let batches = (0..<40).map { batch in
        [0, batch % 2 == 0 ? truth : -truth].map {
          [RollOutSums(numerator: Int64(($0 * 1e6).rounded()), denominator: 1_000_000)]
        }
      }
      let found = try Truth(alpha: 0.05, batches: batches)
      let measure = AssessedTruth(found, money: found, primary: 0, sharesUnits: sharing)
        .measure(1, 0, estimates: estimates)
      return try #require(
        measure.mean(of: estimates, estimate: { $0 }) { estimate, _ in estimate > 0 ? 1 : 0 }
          .standardError)
    }
    let alone = 0.5 / 2000.0.squareRoot()
    #expect(abs(try error(0, of: true) - alone) < 1e-4)
    // SE of the truth 2 √(40/39)/√40; the share moves by φ(0) = 0.3989 of it.
    let move = 0.398_942_280_4 * 2 / 39.0.squareRoot()
    let expected = (alone * alone + move * move).squareRoot()
    #expect(abs(try error(2, of: true) - expected) < 0.01 * expected)
    // Replicates of other units do not move with it.
    #expect(abs(try error(2, of: false) - alone) < 1e-4)
  }

  @Test func `The result does not depend on the number of threads`() throws {
    let one = try Self.assessment(buyers: [20, 20, 24], units: 500, replications: 100)
    for threads in [2, 3, 7] {
      let other = try Self.assessment(
        buyers: [20, 20, 24], units: 500, replications: 100, threads: threads)
      #expect(other.replicates == one.replicates)
    }
  }

  @Test func `A replicate's test is the plan's own test`() throws {
    let treated = Moments(count: 40, mean: 3, variance: 7)
    let control = Moments(count: 55, mean: 2.5, variance: 3)
    let welch = try #require(
      DifferenceTest.welch(treatment: treated, control: control, alpha: 0.05).value)
    let found = Assessment.test(
      kind: .mean, treatment: .mean(treated), control: .mean(control), alpha: 0.05)
    #expect(abs(found.estimate - welch.difference) < 1e-12)
    #expect(abs(found.standardError - welch.standardError) < 1e-12)
    #expect(abs(found.halfWidth - welch.interval.width / 2) < 1e-10)
    #expect(abs(found.pValue - welch.pValue) < 1e-12)
    let shares = Assessment.test(
      kind: .proportion, treatment: .proportion(successes: 30, count: 200),
      control: .proportion(successes: 18, count: 210), alpha: 0.05)
    let pooled = try #require(
      DifferenceTest.compare(
        treatment: .proportion(successes: 30, count: 200),
        control: .proportion(successes: 18, count: 210), alpha: 0.05
      ).value)
    #expect(abs(shares.pValue - pooled.pValue) < 1e-12)
    #expect(abs(shares.standardError - pooled.standardError) < 1e-12)
  }

  @Test(arguments: [300.0, 500, 2000, 1e5])
  func `The rapid t quantile agrees with the exact one`(freedom: Double) {
    let exact = StudentT.upperQuantile(0.025, degreesOfFreedom: freedom)
    let found = Assessment.criticalValue(alpha: 0.05, degreesOfFreedom: freedom)
    #expect(abs(found - exact) < 1e-10 * exact)
  }

  @Test func `What does not fit the plan is refused`() throws {
    let plan = try Self.plan()
    let outcomes = Self.outcomes(units: 100, buyers: [20, 20])
    #expect(throws: ArgumentError.self) {
      try Assessment.assess(
        plan: plan, metrics: Self.metrics(plan), outcomes: outcomes, options: AssessmentOptions())
    }
    #expect(throws: ArgumentError.self) {
      try Self.assessment(buyers: [20, 20], replications: 0)
    }
    #expect(throws: ArgumentError.self) {
      try Self.assessment(buyers: [20, 20], looks: 0)
    }
  }

  @Test func `Outcomes are summed exactly per arm`() {
    var outcomes = PotentialOutcomes(arms: 2, measures: 2)
    for unit in 0..<50 {
      outcomes.add(arrival: Double(unit), values: [1, 100, 0, Int64(unit)])
      outcomes.add(arrival: Double(unit), values: [0, 0, 0, 0])
    }
    outcomes.add(arrival: 1, values: [1])
    #expect(outcomes.count == 100)
    #expect(outcomes.distinct == 51)
    #expect(outcomes.total(measure: 1, arm: 0) == 5000)
    #expect(outcomes.total(measure: 1, arm: 1) == 1225)
  }
}
