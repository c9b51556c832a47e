/// Estimates of a table beside those of its plan, from columns held in memory.
///
/// They stand outside the family whose p-values are corrected.
public struct TableMethods: Sendable, Equatable {
  /// One treatment against the control on one metric by one method.
  public struct Row: Sendable, Equatable {
    /// Name of the metric.
    public var metricName: String
    /// How its values are written.
    public var unit: DisplayUnit
    /// Name of the treatment.
    public var treatmentName: String
    /// The method.
    public var method: String
    /// Treatment less control; nil where undefined.
    public var estimate: Double?
    /// Interval of the difference, if the method has one.
    public var interval: Interval?
    /// P-value, if the method has one.
    public var pValue: Double?
    /// What else the method says, or why there is no estimate.
    public var note: String?
  }

  /// What was asked.
  public let options: MethodOptions
  /// The estimates by metric, treatment and method.
  public let rows: [Row]

  /// Reads the columns of a file that was analysed and estimates by every method.
  /// - Throws: `TableError` or `PlanError` for what cannot be read or estimated.
  public init(path: String, table: TableAnalysis, options: MethodOptions) throws {
    try self.init(reader: CSVReader(path: path), table: table, options: options)
  }

  /// Estimates from what a reader has not read yet.
  public init(reader: CSVReader, table: TableAnalysis, options: MethodOptions) throws {
    var names: [String] = options.covariates + options.metrics.map(\.column)
    for metric in table.options.metrics {
      switch metric.source {
      case .proportion(let column), .mean(let column): names.append(column)
      case .ratio(let numerator, let denominator): names += [numerator, denominator]
      case .counted:
        throw PlanError(
          argument: "metric \"\(metric.name)\"", found: "rows that count groups of units",
          allowed: "one row per unit for other methods")
      }
    }
    let plan = table.plan
    let columns = try UnitColumns(
      reader: reader, names: names, armColumn: table.options.armColumn,
      arms: plan.arms.map(\.name))
    var rows: [Row] = []
    for (index, metric) in table.options.metrics.enumerated() {
      for arm in plan.treatments {
        let pair = MethodPair(
          row: Row(
            metricName: metric.name, unit: plan.metrics[index].unit,
            treatmentName: plan.arms[arm].name, method: ""),
          kind: metric.source.kind, higherIsBetter: metric.higherIsBetter,
          treatment: columns.outcome(metric.source, arm: arm),
          control: columns.outcome(metric.source, arm: plan.control), alpha: plan.alpha)
        rows += try pair.rows(
          options: options,
          covariates: (
            treatment: options.covariates.map { columns.column($0, arm: arm) },
            control: options.covariates.map { columns.column($0, arm: plan.control) }
          ))
      }
    }
    for metric in options.metrics {
      for arm in plan.treatments {
        let everyone = plan.arms.indices.map { columns.column(metric.column, arm: $0) }
        rows += try Self.rows(
          metric, treatment: everyone[arm], control: everyone[plan.control], everyone: everyone,
          row: Row(
            metricName: metric.name, unit: .number, treatmentName: plan.arms[arm].name, method: ""),
          options: options, alpha: plan.alpha)
      }
    }
    self.options = options
    self.rows = rows
  }

  private static func rows(
    _ metric: MethodOptions.Metric, treatment: [Double], control: [Double], everyone: [[Double]],
    row: Row, options: MethodOptions, alpha: Double
  ) throws(PlanError) -> [Row] {
    var row = row
    switch metric.source {
    case .quantile(let share):
      row.method = "quantile \(share)"
      let treated = QuantileEstimate.estimate(treatment, probability: share, alpha: alpha)
      let baseline = QuantileEstimate.estimate(control, probability: share, alpha: alpha)
      guard let first = treated.value, let second = baseline.value else {
        row.note = (treated.reason ?? baseline.reason)?.sentence
        return [row]
      }
      row.estimate = first.value - second.value
      row.set(
        QuantileEstimate.difference(treatment: first, control: second), alpha: alpha,
        alternative: options.alternative)
      return [row]
    case .capped(let rule, let scope):
      let capping = try Capping(over: everyone.flatMap { $0 }, rule: rule, scope: scope)
      let affected = everyone.reduce(0) { $0 + capping.affected($1) }
      row.method = "Welch t, capped"
      row.set(
        EffectEstimate.welch(
          treatment: Moments(of: capping.apply(treatment)),
          control: Moments(of: capping.apply(control))),
        alpha: alpha, alternative: options.alternative)
      guard row.estimate != nil else { return [row] }
      let how =
        switch rule {
        case .value: "fixed beforehand"
        case .quantile(let share):
          "quantile \(share) of \(scope == .allUnits ? "all" : "non-zero") units of all arms"
        }
      row.note =
        "capped at \(Wording.significant(capping.upper)), \(how); changes \(affected)"
        + " unit\(affected == 1 ? "" : "s") in all arms"
      return [row]
    }
  }
}

extension TableMethods.Row {
  /// Takes over an effect, or the reason why there is none.
  mutating func set(
    _ found: Estimate<EffectEstimate>, alpha: Double, alternative: Alternative
  ) {
    guard let effect = found.value else {
      note = found.reason?.sentence
      return
    }
    estimate = effect.effect
    interval = effect.interval(alpha: alpha, alternative)
    pValue = effect.pValue(alternative)
  }
}
