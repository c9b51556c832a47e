/// How good a planned test is, over many replicates of potential outcomes.
public struct OperatingCharacteristics: Sendable, Equatable {
  /// One treatment and metric, tested once at the planned end.
  public struct Comparison: Sendable, Equatable {
    /// Index of the arm.
    public var treatment: Int
    /// Index of the metric.
    public var metric: Int
    /// Name of the arm.
    public var treatmentName: String
    /// Name of the metric.
    public var metricName: String
    /// The true difference over all units.
    public var truth: Double
    /// The true relative change; nil for a baseline not above zero.
    public var lift: Double?
    /// Share of A/A replicates that reject.
    public var typeIError: MonteCarloFigure
    /// Share of replicates that reject.
    public var power: MonteCarloFigure
    /// Share of replicates whose interval contains the truth.
    public var coverage: MonteCarloFigure
    /// Share of A/A replicates whose interval contains zero.
    public var nullCoverage: MonteCarloFigure
    /// Mean of estimate less truth.
    public var bias: MonteCarloFigure
    /// Mean reported standard error over the standard deviation of the estimates; nil without.
    public var errorRatio: Double?
    /// Share of wrong signs among rejections (type-S error); without a value when truth is 0.
    public var signError: MonteCarloFigure
    /// Mean of |estimate/truth| among rejections (type-M error).
    public var exaggeration: MonteCarloFigure
    /// Replicates in which no test could be made.
    public var undefined: Int
  }

  /// One method on the primary metric of one treatment.
  public struct Method: Sendable, Equatable {
    /// The method.
    public var method: AssessedMethod
    /// Index of the arm.
    public var treatment: Int
    /// Name of the arm.
    public var treatmentName: String
    /// Share of A/A replicates that reject at any look.
    public var typeIError: MonteCarloFigure
    /// Share of replicates that reject at any look.
    public var power: MonteCarloFigure
    /// Share of replicates whose interval at the stop contains the truth.
    public var coverage: MonteCarloFigure
    /// Mean of estimate at the stop less truth.
    public var bias: MonteCarloFigure
    /// Share of wrong signs among rejections.
    public var signError: MonteCarloFigure
    /// Mean of |estimate/truth| among rejections.
    public var exaggeration: MonteCarloFigure
    /// Mean share of the planned units at the stop.
    public var stoppingTime: MonteCarloFigure
    /// The same in A/A replicates.
    public var nullStoppingTime: MonteCarloFigure
  }

  /// What a method's decisions cost.
  public struct Regret: Sendable, Equatable {
    /// The method.
    public var method: AssessedMethod
    /// Share of replicates in which each arm was chosen, by arm.
    public var chosen: [MonteCarloFigure]
    /// Money per unit lost against the best arm.
    public var money: MonteCarloFigure
  }

  /// The plan that is assessed.
  public let plan: AnalysisPlan
  /// Units of a replicate.
  public let units: Int
  /// Number of looks.
  public let looks: Int
  /// Number of replicates.
  public let replications: Int
  /// Treatment × metric.
  public let comparisons: [Comparison]
  /// Method × treatment, on the primary metric.
  public let methods: [Method]
  /// Method, on the primary metric; empty without money.
  public let regrets: [Regret]
  /// Share of A/A replicates in which the plan's correction rejects anything of its family.
  public let familyError: MonteCarloFigure
  /// Money per unit by arm if it were rolled out; empty when unknown.
  public let moneyPerUnit: [Double]

  /// Tables truths against replicates.
  /// - Parameters:
  ///   - plan: The plan.
  ///   - values: True value by arm, then metric.
  ///   - money: Money per unit by arm, or empty.
  ///   - replicates: The replicates.
  ///   - units: Units of a replicate.
  ///   - looks: Number of looks.
  ///   - applied: The methods that were made of the primary metric.
  public init(
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
    familyError = MonteCarloFigure(
      share: (0..<replicates.count).lazy.map { replicate in
        let pValues = plan.treatments.indices.flatMap { treatment in
          plan.metrics.indices.map {
            replicates.outcome(replicate, world: .null, treatment: treatment, metric: $0).pValue
          }
        }
        return plan.correction.adjust(pValues).contains { $0 < plan.alpha }
      })
  }
}
