/// How good a planned test is, over many replicates of potential outcomes.
package struct OperatingCharacteristics: Sendable, Equatable, Codable {
  /// One treatment and metric, tested once at the planned end.
  package struct Comparison: Sendable, Equatable, Codable {
    /// Index of the arm.
    package var treatment: Int
    /// Index of the metric.
    package var metric: Int
    package var treatmentName: String
    package var metricName: String
    package var truth: Double
    /// The true relative change; nil for a baseline not above zero.
    package var lift: Double?
    /// Share of A/A replicates that reject.
    package var typeIError: MonteCarloEstimate
    package var power: MonteCarloEstimate
    /// Share of replicates whose interval contains the truth.
    package var coverage: MonteCarloEstimate
    /// Share of A/A replicates whose interval contains zero.
    package var nullCoverage: MonteCarloEstimate
    package var bias: MonteCarloEstimate
    /// Mean reported standard error over the standard deviation of the estimates; nil without.
    package var errorRatio: Double?
    /// Share of wrong signs among rejections (type-S error); without a value when truth is 0.
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
    package var method: AssessedMethod
    /// Share of replicates in which each arm was chosen, by arm.
    package var chosen: [MonteCarloEstimate]
    /// Money per unit lost against the best arm.
    package var money: MonteCarloEstimate
  }

  package let plan: AnalysisPlan
  package let units: Int
  package let looks: Int
  package let replications: Int
  /// Treatment × metric.
  package let comparisons: [Comparison]
  /// Method × treatment, on the primary metric.
  package let methods: [Method]
  /// Method, on the primary metric; empty without money.
  package let regrets: [Regret]
  /// Share of A/A replicates in which the plan's correction rejects anything of its family.
  package let familyError: MonteCarloEstimate
  /// Money per unit by arm if it were rolled out; empty when unknown.
  package let moneyPerUnit: [Double]

  /// `values` are by arm, then metric; `money` is per unit by arm, or empty.
  init(
    plan: AnalysisPlan, values: [[Double]], money: [Double], replicates: Replicates, units: Int,
    looks: Int, methods applied: [AssessedMethod]
  ) {
    self.plan = plan
    self.units = units
    self.looks = looks
    replications = replicates.count
    moneyPerUnit = money
    var comparisons: [Comparison] = []
    var methods: [Method] = []
    for (index, arm) in plan.treatments.enumerated() {
      for metric in plan.metrics.indices {
        comparisons.append(
          Self.compare(plan, values, replicates, index: index, arm: arm, metric: metric))
      }
      for method in applied {
        methods.append(
          Self.assess(plan, values, replicates, method, index: index, arm: arm, looks: looks))
      }
    }
    self.comparisons = comparisons
    self.methods = methods
    regrets =
      money.isEmpty
      ? []
      : applied.map {
        Self.regret(plan, money, replicates, $0)
      }
    familyError = MonteCarloEstimate(
      share: (0..<replicates.count).lazy.map { replicate in
        let pValues = plan.treatments.indices.flatMap { treatment in
          plan.metrics.indices.map {
            replicates.outcome(replicate, world: .null, treatment: treatment, metric: $0).pValue
          }
        }
        return plan.correction.withoutControl.adjust(pValues).contains { $0 < plan.alpha }
      })
  }
}
