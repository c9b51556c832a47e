package import Support

/// What to analyse in a table with one row per unit, or per event of a unit.
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
  package var numbers = NumberForm.plain
  /// Arms whose rows do not count.
  package var leftOut: [String] = []
  /// Whether a row with a missing cell in a named column is dropped; otherwise it is a fault.
  package var dropsMissing = false
  /// Whether rows are events of the units in `unitColumn`, to be gathered to a row per unit.
  package var gathersEvents = false
  /// Columns that other methods read: numbers, and names such as those of clusters.
  package var furtherColumns = FurtherColumns()

  package struct FurtherColumns: Sendable, Equatable {
    package var numbers: [String] = []
    package var names: [String] = []

    package init(numbers: [String] = [], names: [String] = []) {
      self.numbers = numbers
      self.names = names
    }
  }
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

extension TableOptions {
  /// Columns that hold a name or a value of the unit itself, the same in each of its rows.
  var unitColumns: [String] {
    [segmentColumn, clusterColumn, dayColumn].compactMap { $0 } + furtherColumns.names + covariates
  }

  /// Columns of numbers that metrics are made of.
  var metricColumns: [String] {
    metrics.flatMap(\.source.columns) + furtherColumns.numbers
  }

  /// Columns in which no cell may be missing; an event adds nothing to a metric it does not have.
  var neededColumns: [String] {
    let needed = [unitColumn].compactMap { $0 } + unitColumns + (gathersEvents ? [] : metricColumns)
    var seen: Set<String> = []
    return needed.filter { seen.insert($0).inserted }
  }
}
