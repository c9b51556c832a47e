package import Support

/// A table whose units chose their arms, or were chosen: differences adjusted for what is known.
///
/// Holds the columns of metrics and covariates in memory. Each treatment is compared with the
/// control over the units of both.
package struct ObservationalAnalysis: Sendable, Equatable {
  /// One treatment against the control on one metric.
  package struct Effect: Sendable, Equatable {
    package var metric: Int
    package var treatment: Int
    /// The difference as it lies there.
    package var raw: Estimate<EffectEstimate>
    /// By regression on the covariates and their products with the treatment.
    package var regression: Estimate<EffectEstimate>
    /// By weighting and regression together.
    package var weighted: Estimate<EffectEstimate>
    /// P-value of `weighted`, corrected over treatments and metrics.
    package var adjustedPValue: Double?
    /// Strength of an unmeasured cause that would explain the estimate, or its interval, away.
    package var unmeasured: UnmeasuredCause?
  }

  /// How alike a treatment and the control are in a covariate, in standard deviations.
  package struct Balance: Sendable, Equatable {
    package var covariate: String
    package var before: Double
    package var after: Double
  }

  /// How far a treatment and the control have units that are alike.
  package struct Overlap: Sendable, Equatable {
    package var treatment: Int
    package var balance: [Balance]
    /// Units that the weights leave in the control and the treatment, as if independent.
    package var effectiveUnits: [Double]
    /// Units whose chance of their arm was limited.
    package var limited: Int
  }

  package let table: TableAnalysis
  package let effects: [Effect]
  /// Nil where the covariates tell the arms apart or repeat each other.
  package let overlaps: [Overlap?]

  package init(_ input: TableInput, table: TableAnalysis) throws(ArgumentError) {
    try self.init(reader: input.reader(), table: table)
  }

  init(reader: CSVReader, table: TableAnalysis) throws(ArgumentError) {
    guard !table.options.covariates.isEmpty || table.options.segmentColumn != nil else {
      throw ArgumentError(
        "--observational", found: "nothing to adjust for",
        allowed: "--covariate or --segment with what was known before")
    }
    let units = try ObservedUnits(reader: reader, table: table)
    var effects: [Effect] = []
    var overlaps: [Overlap?] = []
    for treatment in table.plan.treatments {
      let pair = Pair(units, treatment: treatment, control: table.plan.control)
      let propensity = PropensityModel.fit(
        isTreated: pair.isTreated, covariates: pair.covariates.map(\.values))
      overlaps.append(propensity.value.map { pair.overlap($0, treatment: treatment) })
      for metric in table.plan.metrics.indices {
        effects.append(
          try pair.effect(
            table, metric: metric, treatment: treatment, outcomes: units.outcomes,
            propensity: propensity))
      }
    }
    let tested = effects.indices.filter { effects[$0].weighted.value != nil }
    let adjusted = table.options.correction.adjust(
      tested.compactMap { effects[$0].weighted.value?.pValue() })
    for (index, p) in zip(tested, adjusted) { effects[index].adjustedPValue = p }
    self.table = table
    self.effects = effects
    self.overlaps = overlaps
  }
}

/// The units of a treatment and the control.
private struct Pair {
  var units: [Int]
  var isTreated: [Bool]
  var covariates: [(name: String, values: [Double])]

  init(_ all: ObservedUnits, treatment: Int, control: Int) {
    let units = all.arm.indices.filter { [treatment, control].contains(all.arm[$0]) }
    self.units = units
    isTreated = units.map { all.arm[$0] == treatment }
    // A segment that neither arm has says nothing here.
    covariates = all.covariates.map { column in (column.name, units.map { column.values[$0] }) }
      .filter { column in column.1.contains { $0 != column.1.first } }
  }

  func effect(
    _ table: TableAnalysis, metric: Int, treatment: Int, outcomes: [String: [Double]],
    propensity: Estimate<PropensityModel>
  ) throws(ArgumentError) -> ObservationalAnalysis.Effect {
    let source = table.options.metrics[metric].source
    guard let column = source.column, let values = outcomes[column] else {
      throw ArgumentError(
        "metric \"\(table.plan.metrics[metric].name)\"", found: "no value of single units",
        allowed: "NAME=proportion:COLUMN or NAME=mean:COLUMN with --observational")
    }
    let outcome = units.map { values[$0] }
    func sample(_ arm: Bool) throws(ArgumentError) -> CovariateSample {
      let chosen = outcome.indices.filter { isTreated[$0] == arm }
      return try CovariateSample(
        outcome: chosen.map { outcome[$0] },
        covariates: covariates.map { column in chosen.map { column.values[$0] } })
    }
    let (control, treated) = (try sample(false), try sample(true))
    let raw = EffectEstimate.welch(
      treatment: Moments(of: treated.outcome), control: Moments(of: control.outcome))
    let fit = try RegressionAdjustment.fit(treatment: treated, control: control, model: .interacted)
    var regression: Estimate<EffectEstimate>
    switch fit {
    case .defined(let model): regression = model.estimate()
    case .undefined(let reason): regression = .undefined(reason)
    }
    var effect = ObservationalAnalysis.Effect(
      metric: metric, treatment: treatment, raw: raw, regression: regression,
      weighted: .undefined(propensity.reason ?? .notFinite))
    guard let scores = propensity.value else { return effect }
    let weighted = try DoublyRobustEffect.estimate(
      outcome: outcome, isTreated: isTreated, covariates: covariates.map(\.values),
      propensity: scores)
    effect.weighted = weighted.map(\.effect)
    effect.unmeasured = weighted.value.flatMap {
      UnmeasuredCause(
        $0, kind: source.kind, deviation: Moments(of: outcome).variance.squareRoot(),
        alpha: table.plan.alpha)
    }
    return effect
  }

  func overlap(
    _ propensity: PropensityModel, treatment: Int
  ) -> ObservationalAnalysis.Overlap {
    let weights = zip(isTreated, propensity.scores).map { $0 ? 1 / $1 : 1 / (1 - $1) }
    func mean(_ values: [Double], arm: Bool, isWeighted: Bool) -> Double {
      var (sum, total) = (0.0, 0.0)
      for unit in values.indices where isTreated[unit] == arm {
        let weight = isWeighted ? weights[unit] : 1
        sum += weight * values[unit]
        total += weight
      }
      return total > 0 ? sum / total : 0
    }
    let balance = covariates.map { column in
      let spreads = [false, true].map { arm in
        Moments(of: zip(column.values, isTreated).filter { $0.1 == arm }.map(\.0)).variance
      }
      let scale = ((spreads[0] + spreads[1]) / 2).squareRoot()
      func distance(_ isWeighted: Bool) -> Double {
        let gap =
          mean(column.values, arm: true, isWeighted: isWeighted)
          - mean(column.values, arm: false, isWeighted: isWeighted)
        return scale > 0 ? gap / scale : 0
      }
      return ObservationalAnalysis.Balance(
        covariate: column.name, before: distance(false), after: distance(true))
    }
    let effective = [false, true].map { arm in
      let own = zip(weights, isTreated).filter { $0.1 == arm }.map(\.0)
      let squares = own.reduce(0) { $0 + $1 * $1 }
      let sum = own.reduce(0, +)
      return squares > 0 ? sum * sum / squares : 0
    }
    return ObservationalAnalysis.Overlap(
      treatment: treatment, balance: balance, effectiveUnits: effective,
      limited: propensity.limited)
  }
}
