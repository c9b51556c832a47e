package import Support

/// Estimates of a table beside those of its plan, from columns held in memory.
///
/// They stand outside the family whose p-values are corrected.
package struct TableMethods: Sendable, Equatable {
  /// One treatment against the control on one metric by one method.
  package struct Row: Sendable, Equatable {
    package var metricName: String
    package var unit: DisplayUnit
    package var treatmentName: String
    package var method: String
    /// Treatment less control; nil where undefined.
    package var estimate: Double?
    package var interval: Interval?
    package var pValue: Double?
    /// What else the method says, or why there is no estimate.
    package var note: Sentence?
  }

  package let options: MethodOptions
  package let rows: [Row]

  /// Reads the columns of a file that was analysed and estimates by every method.
  /// - Throws: `ArgumentError` for what cannot be read or estimated.
  package init(_ input: TableInput, table: TableAnalysis, options: MethodOptions) throws {
    try self.init(reader: input.reader(), table: table, options: options)
  }

  init(reader: CSVReader, table: TableAnalysis, options: MethodOptions) throws {
    let asked = try Columns(table: table, options: options)
    let plan = table.plan
    let columns = try UnitColumns(
      reader: reader, names: asked.names, held: asked.held, clusterColumn: options.cluster,
      armColumn: table.options.armColumn, arms: plan.arms.map(\.name))
    var rows: [Row] = []
    for (index, metric) in table.options.metrics.enumerated() {
      for arm in plan.treatments {
        let column = metric.source.column
        let row = Row(
          metricName: metric.name, unit: plan.metrics[index].unit,
          treatmentName: plan.arms[arm].name, method: "")
        let pair = MethodPair(
          row: row, kind: metric.source.kind, higherIsBetter: metric.higherIsBetter,
          treatment: columns.sample(metric.source, covariates: options.covariates, arm: arm),
          control: columns.sample(
            metric.source, covariates: options.covariates, arm: plan.control),
          whole: (
            column.map { columns.column($0, arm: arm) } ?? [],
            column.map { columns.column($0, arm: plan.control) } ?? []
          ), planned: table.data.pair(treatment: arm, control: plan.control, metric: index),
          alpha: plan.alpha)
        rows += try pair.rows(options: options)
        if options.cluster != nil, let column {
          rows.append(
            Self.clustered(
              row, treatment: columns.clustered(column, arm: arm),
              control: columns.clustered(column, arm: plan.control), options: options,
              alpha: plan.alpha))
        }
      }
    }
    for metric in options.metrics {
      for arm in plan.treatments {
        let row = Row(
          metricName: metric.name, unit: .number, treatmentName: plan.arms[arm].name, method: "")
        if case .survival(let event, let horizon) = metric.source {
          rows += SurvivalRows(
            row: row, horizon: horizon,
            times: plan.arms.indices.map {
              TimeCount.counted(
                times: columns.column(metric.column, arm: $0),
                events: columns.column(event, arm: $0))
            }, alternative: options.alternative, alpha: plan.alpha
          ).rows(treatment: arm, control: plan.control)
          continue
        }
        if case .quantile(let share) = metric.source {
          rows.append(
            Self.quantile(
              share, row, options: options, alpha: plan.alpha,
              estimates: [arm, plan.control].map { arm in
                options.cluster == nil
                  ? QuantileEstimate.estimate(
                    columns.column(metric.column, arm: arm), probability: share, alpha: plan.alpha)
                  : QuantileEstimate.estimate(
                    clustered: columns.clustered(metric.column, arm: arm), probability: share,
                    alpha: plan.alpha)
              }))
          continue
        }
        let everyone = plan.arms.indices.map { columns.column(metric.column, arm: $0) }
        rows += try Self.capped(
          metric, treatment: everyone[arm], control: everyone[plan.control], everyone: everyone,
          row: row, options: options, alpha: plan.alpha)
      }
    }
    self.options = options
    self.rows = rows
  }

  private static func quantile(
    _ share: Double, _ row: Row, options: MethodOptions, alpha: Double,
    estimates: [Estimate<QuantileEstimate>]
  ) -> Row {
    var row = row
    row.method = "quantile \(share)" + (options.cluster == nil ? "" : ", clustered")
    guard let first = estimates[0].value, let second = estimates[1].value else {
      row.note = estimates.lazy.compactMap(\.reason).first?.sentence
      return row
    }
    row.estimate = first.value - second.value
    row.set(
      QuantileEstimate.difference(treatment: first, control: second), alpha: alpha,
      alternative: options.alternative)
    return row
  }

  private static func clustered(
    _ row: Row, treatment: [ClusteredValue], control: [ClusteredValue], options: MethodOptions,
    alpha: Double
  ) -> Row {
    var row = row
    row.method = "clustered"
    let found = ClusteredDifference.estimate(treatment: treatment, control: control)
    guard let difference = found.value else {
      row.note = found.reason?.sentence
      return row
    }
    row.set(.defined(difference.estimate), alpha: alpha, alternative: options.alternative)
    row.note = """
      \(.count(difference.treatmentClusters)) against \(.count(difference.controlClusters)) \
      clusters, variance \(.number(difference.designEffect)) times that of independent rows
      """
    return row
  }

  private static func capped(
    _ metric: MethodOptions.Metric, treatment: [Double], control: [Double], everyone: [[Double]],
    row: Row, options: MethodOptions, alpha: Double
  ) throws(ArgumentError) -> [Row] {
    var row = row
    switch metric.source {
    case .quantile, .survival: return []
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
      let how: Sentence =
        switch rule {
        case .value: "fixed beforehand"
        case .quantile(let share):
          "quantile \(.setting(share)) of \(scope == .allUnits ? "all" : "non-zero") units of all arms"
        }
      row.note = """
        capped at \(.number(capping.upper)), \(how); changes \(.count(affected)) \
        unit\(affected == 1 ? "" : "s") in all arms
        """
      return [row]
    }
  }
}

extension TableMethods {
  /// What has to be read for the methods asked for.
  private struct Columns {
    /// Columns of which moments are enough.
    var names: [String]
    /// Columns that have to be in memory.
    var held: [HeldColumn]

    init(table: TableAnalysis, options: MethodOptions) throws(ArgumentError) {
      let ranks: [MethodOptions.Test] = [.mannWhitney, .permutation, .bootstrap]
      let needsColumns = options.cluster != nil || options.tests.contains(where: ranks.contains)
      var names = options.covariates
      var held = options.metrics.flatMap(HeldColumn.columns(of:))
      for metric in table.options.metrics {
        switch metric.source {
        case .proportion(let column), .mean(let column):
          names.append(column)
          if needsColumns { held.append(HeldColumn(name: column)) }
        case .ratio(let numerator, let denominator): names += [numerator, denominator]
        case .counted:
          throw ArgumentError(
            "metric \"\(metric.name)\"", found: "rows that count groups of units",
            allowed: "one row per unit for other methods")
        }
      }
      self.names = Self.distinct(names)
      self.held = Self.distinct(held)
    }

    private static func distinct<Element: Hashable>(_ names: [Element]) -> [Element] {
      var seen: Set<Element> = []
      return names.filter { seen.insert($0).inserted }
    }
  }
}

extension TableMetric.Source {
  /// The single column of a proportion or a mean.
  var column: String? {
    switch self {
    case .proportion(let column), .mean(let column): column
    case .counted, .ratio: nil
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
