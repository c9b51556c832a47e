/// How good a planned test is, over many replicates of potential outcomes.
package struct OperatingCharacteristics: Sendable, Equatable, Codable {
  /// One treatment and metric, as the plan decides them.
  package struct Comparison: Sendable, Equatable, Codable {
    /// Index of the arm.
    package var treatment: Int
    /// Index of the metric.
    package var metric: Int
    package var treatmentName: String
    package var metricName: String
    package var truth: Double
    /// Standard error of the truth.
    package var truthError: Double
    /// The true relative change; nil for a baseline not above zero.
    package var lift: Double?
    /// Share of A/A replicates in which the plan decides that the arms differ.
    package var typeIError: MonteCarloEstimate
    /// Share of replicates in which it does.
    package var power: MonteCarloEstimate
    /// Share of replicates whose interval, by itself and uncorrected, contains the truth.
    package var coverage: MonteCarloEstimate
    /// Share of A/A replicates whose interval contains zero.
    package var nullCoverage: MonteCarloEstimate
    package var bias: MonteCarloEstimate
    /// Mean reported standard error over the standard deviation of the estimates; nil without.
    package var errorRatio: Double?
    /// Share of wrong signs among rejections (type-S error); without a value where the truth has no
    /// direction, or none that can be told.
    package var signError: MonteCarloEstimate
    /// Mean of |estimate/truth| among rejections (type-M error).
    package var exaggeration: MonteCarloEstimate
    package var undefined: Int
  }

  package struct Method: Sendable, Equatable, Codable {
    package var method: AssessedMethod
    /// Index of the arm.
    package var treatment: Int
    package var treatmentName: String
    /// Share of A/A replicates that reject at any look.
    package var typeIError: MonteCarloEstimate
    /// Share of replicates that reject at any look.
    package var power: MonteCarloEstimate
    /// Share of replicates whose interval at the stop contains the truth.
    package var coverage: MonteCarloEstimate
    /// Mean of estimate at the stop less truth.
    package var bias: MonteCarloEstimate
    /// Share of wrong signs among rejections.
    package var signError: MonteCarloEstimate
    /// Mean of |estimate/truth| among rejections.
    package var exaggeration: MonteCarloEstimate
    /// Mean share of the planned units at the stop.
    package var stoppingTime: MonteCarloEstimate
    package var nullStoppingTime: MonteCarloEstimate
  }

  package struct Regret: Sendable, Equatable, Codable {
    /// Nil for the plan's own decisions, guardrails included.
    package var method: AssessedMethod?
    /// Share of replicates in which each arm was chosen, by arm.
    package var chosen: [MonteCarloEstimate]
    /// Money per unit lost against the best arm.
    package var money: MonteCarloEstimate
  }

  package let plan: AnalysisPlan
  package let units: Int
  package let looks: Int
  package let replications: Int
  /// Replicates of which the plan's own decision was made.
  package let decided: Int
  /// Treatment × metric.
  package let comparisons: [Comparison]
  /// Method × treatment, on the primary metric.
  package let methods: [Method]
  /// The plan's own decisions, then method by method; empty without money.
  package let regrets: [Regret]
  /// Share of A/A replicates in which the plan's correction rejects anything of its family.
  package let familyError: MonteCarloEstimate
  /// Money per unit by arm if it were rolled out; empty when unknown.
  package let moneyPerUnit: [Double]

  /// Characteristics over replicates.
  init(
    plan: AnalysisPlan, truth: AssessedTruth, replicates: Replicates, units: Int, looks: Int,
    methods applied: [AssessedMethod]
  ) {
    self.plan = plan
    self.units = units
    self.looks = looks
    replications = replicates.count
    decided = replicates.decisions.count
    moneyPerUnit = truth.money
    var comparisons: [Comparison] = []
    var methods: [Method] = []
    for (index, arm) in plan.treatments.enumerated() {
      for metric in plan.metrics.indices {
        comparisons.append(
          Self.compare(plan, truth, replicates, index: index, arm: arm, metric: metric))
      }
      for method in applied {
        methods.append(
          Self.assess(plan, truth, replicates, method, index: index, arm: arm, looks: looks))
      }
    }
    self.comparisons = comparisons
    self.methods = methods
    regrets =
      truth.money.isEmpty
      ? []
      : [Self.planned(plan, truth, replicates)]
        + applied.map { Self.regret(plan, truth, replicates, $0) }
    familyError = MonteCarloEstimate(
      share: replicates.decisions.lazy.map { worlds in
        worlds[1].isRejected.contains { row in plan.familyMetrics.contains { row[$0] } }
      })
  }
}
