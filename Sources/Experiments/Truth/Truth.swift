import GSL
package import Support

/// What happens when each arm is rolled out to everybody, known because the world is simulated.
package struct Truth: Sendable, Equatable, Codable {
  package let control: Int
  /// Roll-out value by arm, then metric, pooled over batches; nil where a denominator is zero.
  package private(set) var values: [[Double?]]
  /// Effect by arm, then metric; nil for the control and where a value is missing.
  package private(set) var effects: [[TrueEffect?]] = []
  /// The values of each batch, which is a replication of the market or a block of its units.
  package private(set) var batchValues: [[[Double?]]]
  /// One less the confidence of intervals.
  private let alpha: Double

  /// Pools batches of roll-outs and measures their Monte-Carlo error by batch means.
  ///
  /// Sums are by batch, arm and metric, of batches of equal size and common random numbers; scales
  /// by metric are empty when sums need no scaling.
  /// - Throws: `ArgumentError` when batches differ in shape or a scale is not positive.
  package init(
    control: Int = 0, alpha: Double, batches: [[[RollOutSums]]], scales: [RollOutScale] = []
  ) throws(ArgumentError) {
    let (arms, metrics) = try Self.shape(batches, control: control, scales: scales)
    func values(_ batches: [[[RollOutSums]]]) -> [[Double?]] {
      (0..<arms).map { arm in
        (0..<metrics).map { metric in
          Self.pooled(
            batches.map { $0[arm][metric] },
            factor: scales.isEmpty ? 1 : scales[metric].denominator / scales[metric].numerator)
        }
      }
    }
    self.control = control
    self.alpha = alpha
    self.values = values(batches)
    batchValues = batches.map { values([$0]) }
    effects = (0..<arms).map { arm in (0..<metrics).map { effect(arm, $0) } }
  }

  /// Number of batches (replications or blocks of units) behind it.
  package var batches: Int { batchValues.count }

  /// Replaces values that sums do not give, such as quantiles, with their own roll-outs.
  ///
  /// Values are over all batches by arm; batches hold them by batch, then arm.
  package func replacing(metric: Int, values: [Double?], batches: [[Double?]]) -> Truth {
    var result = self
    for arm in values.indices {
      result.values[arm][metric] = values[arm]
      for batch in batches.indices { result.batchValues[batch][arm][metric] = batches[batch][arm] }
    }
    for arm in values.indices { result.effects[arm][metric] = result.effect(arm, metric) }
    return result
  }

  /// An arm's own value with its error; nil where it has none.
  package func level(of arm: Int, metric: Int) -> TrueLevel? {
    values[arm][metric].map { value in
      TrueLevel(value: value, batches: batchValues.compactMap { $0[arm][metric] }, alpha: alpha)
    }
  }

  /// The effect of rolling one arm out instead of another; nil where a value is missing.
  ///
  /// The effect is the difference of pooled values; batches in which a denominator is zero enter
  /// the pooled values but not the error.
  package func effect(of arm: Int, against other: Int, metric: Int) -> TrueEffect? {
    guard let treated = values[arm][metric], let baseline = values[other][metric] else {
      return nil
    }
    return TrueEffect(
      treatment: treated, control: baseline,
      batches: batchValues.compactMap { batch in
        guard let treated = batch[arm][metric], let baseline = batch[other][metric] else {
          return nil
        }
        return (treated, baseline)
      }, alpha: alpha)
  }

  private func effect(_ arm: Int, _ metric: Int) -> TrueEffect? {
    arm == control ? nil : effect(of: arm, against: control, metric: metric)
  }

  private static func pooled(_ sums: [RollOutSums], factor: Double) -> Double? {
    let numerator = sums.reduce(Int128(0)) { $0 + Int128($1.numerator) }
    let denominator = sums.reduce(Int128(0)) { $0 + Int128($1.denominator) }
    return denominator == 0 ? nil : Double(numerator) / Double(denominator) * factor
  }

  private static func shape(
    _ batches: [[[RollOutSums]]], control: Int, scales: [RollOutScale]
  ) throws(ArgumentError) -> (arms: Int, metrics: Int) {
    guard let first = batches.first, let metrics = first.first?.count else {
      throw ArgumentError("batches", found: "none", allowed: "at least one batch of one arm")
    }
    for (index, batch) in batches.enumerated()
    where batch.count != first.count || batch.contains(where: { $0.count != metrics }) {
      throw ArgumentError(
        "batches[\(index)]", found: "another shape",
        allowed: "\(first.count) arms of \(metrics) metrics")
    }
    guard first.indices.contains(control) else {
      throw ArgumentError("control", found: "\(control)", allowed: "0 to \(first.count - 1)")
    }
    guard scales.isEmpty || scales.count == metrics else {
      throw ArgumentError(
        "scales", found: "\(scales.count)", allowed: "none or one per metric (\(metrics))")
    }
    for (index, scale) in scales.enumerated()
    where !(scale.numerator > 0 && scale.denominator > 0) {
      throw ArgumentError(
        "scales[\(index)]", found: "\(scale.numerator) and \(scale.denominator)",
        allowed: "positive numbers")
    }
    return (first.count, metrics)
  }
}
