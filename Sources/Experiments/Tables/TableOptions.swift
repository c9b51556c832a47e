package import Support

/// What to analyse in a table with one row per unit.
package struct TableOptions: Sendable, Equatable {
  /// A relative limit on a metric, by name.
  package struct Guardrail: Sendable, Equatable {
    /// Name of the metric.
    package var metric: String
    /// Negative: it may not fall by more; positive: it may not rise by more.
    package var limit: Double

    package init(metric: String, limit: Double) {
      self.metric = metric
      self.limit = limit
    }

    /// Reads a guardrail from text such as `margin=-2%` or `margin=-0.02`.
    package init(parsing text: String) throws(ArgumentError) {
      let error = ArgumentError(
        "guardrail", found: "\"\(text)\"",
        allowed: "METRIC=LIMIT, such as margin=-2% (no fall by more) or returns=5% (no rise)")
      guard let equals = text.lastIndex(of: "="), equals > text.startIndex else { throw error }
      var number = text[text.index(after: equals)...]
      let isPercent = number.hasSuffix("%")
      if isPercent { number.removeLast() }
      guard let value = Double(number), value.isFinite else { throw error }
      self.init(metric: String(text[..<equals]), limit: isPercent ? value / 100 : value)
    }
  }

  package var armColumn: String
  package var metrics: [TableMetric]
  /// Name of the control, or nil for `control`, `A`, `a`, `baseline` or else the first by name.
  package var control: String?
  /// Column that identifies units, checked for duplicates; nil when rows need no check.
  package var unitColumn: String?
  /// Column that names each row's segment, or nil for none.
  package var segmentColumn: String?
  /// Column that names clusters of rows that were assigned together; nil for independent rows.
  package var clusterColumn: String?
  /// Column that holds each row's day, as a whole number or a date; nil for none.
  package var dayColumn: String?
  /// Columns with values from before the experiment.
  package var covariates: [String]
  /// Planned share or weight of every arm by name; empty for equal shares.
  package var allocation: [String: Double]
  /// Name of the metric that decides, or nil for the first.
  package var primary: String?
  package var guardrails: [Guardrail]
  package var alpha: Double
  package var correction: Correction
  /// The tests that the correction covers; others are exploratory.
  package var correctedTests = CorrectedTests.primary

  /// Describes an analysis; only the arms' column and the metrics are needed.
  package init(
    armColumn: String, metrics: [TableMetric], control: String? = nil, unitColumn: String? = nil,
    segmentColumn: String? = nil, clusterColumn: String? = nil, dayColumn: String? = nil,
    covariates: [String] = [],
    allocation: [String: Double] = [:], primary: String? = nil,
    guardrails: [Guardrail] = [], alpha: Double = 0.05, correction: Correction = .dunnett
  ) {
    self.armColumn = armColumn
    self.metrics = metrics
    self.control = control
    self.unitColumn = unitColumn
    self.segmentColumn = segmentColumn
    self.clusterColumn = clusterColumn
    self.dayColumn = dayColumn
    self.covariates = covariates
    self.allocation = allocation
    self.primary = primary
    self.guardrails = guardrails
    self.alpha = alpha
    self.correction = correction
  }
}
