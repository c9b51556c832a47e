/// What to analyse in a table with one row per unit.
public struct TableOptions: Sendable, Equatable {
  /// A relative limit on a metric, by name.
  public struct Guardrail: Sendable, Equatable {
    /// Name of the metric.
    public var metric: String
    /// Negative: it may not fall by more; positive: it may not rise by more.
    public var limit: Double

    /// Describes a guardrail.
    public init(metric: String, limit: Double) {
      self.metric = metric
      self.limit = limit
    }

    /// Reads a guardrail from text such as `margin=-2%` or `margin=-0.02`.
    /// - Throws: `PlanError` that shows the form.
    public init(parsing text: String) throws(PlanError) {
      let error = PlanError(
        argument: "guardrail", found: "\"\(text)\"",
        allowed: "METRIC=LIMIT, such as margin=-2% (no fall by more) or returns=5% (no rise)")
      guard let equals = text.lastIndex(of: "="), equals > text.startIndex else { throw error }
      var number = text[text.index(after: equals)...]
      let isPercent = number.hasSuffix("%")
      if isPercent { number.removeLast() }
      guard let value = Double(number), value.isFinite else { throw error }
      self.init(metric: String(text[..<equals]), limit: isPercent ? value / 100 : value)
    }
  }

  /// Column that names each row's arm.
  public var armColumn: String
  /// Metrics in the order of the results.
  public var metrics: [TableMetric]
  /// Name of the control, or nil for `control`, `A`, `a`, `baseline` or else the first by name.
  public var control: String?
  /// Column that identifies units, checked for duplicates; nil when rows need no check.
  public var unitColumn: String?
  /// Column that names each row's segment, or nil for none.
  public var segmentColumn: String?
  /// Column that holds each row's day, as a whole number or a date; nil for none.
  public var dayColumn: String?
  /// Columns with figures from before the experiment.
  public var covariates: [String]
  /// Planned share or weight of every arm by name; empty for equal shares.
  public var allocation: [String: Double]
  /// Name of the metric that decides, or nil for the first.
  public var primary: String?
  /// Limits that metrics must keep.
  public var guardrails: [Guardrail]
  /// Two-sided error rate.
  public var alpha: Double
  /// Correction over treatments × metrics.
  public var correction: Correction

  /// Describes an analysis; only the arms' column and the metrics are needed.
  public init(
    armColumn: String, metrics: [TableMetric], control: String? = nil, unitColumn: String? = nil,
    segmentColumn: String? = nil, dayColumn: String? = nil, covariates: [String] = [],
    allocation: [String: Double] = [:], primary: String? = nil,
    guardrails: [Guardrail] = [], alpha: Double = 0.05, correction: Correction = .holm
  ) {
    self.armColumn = armColumn
    self.metrics = metrics
    self.control = control
    self.unitColumn = unitColumn
    self.segmentColumn = segmentColumn
    self.dayColumn = dayColumn
    self.covariates = covariates
    self.allocation = allocation
    self.primary = primary
    self.guardrails = guardrails
    self.alpha = alpha
    self.correction = correction
  }
}
