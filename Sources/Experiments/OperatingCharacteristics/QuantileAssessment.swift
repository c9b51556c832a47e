import GSL
import Support

/// How the test of a quantile's difference fares over replicates of units drawn anew.
///
/// Each replicate counts units by distinct value and takes the outer interval of either arm (Deng,
/// Knoblich and Lu 2018), as `QuantileEstimate` does. The truth is the quantile's own difference.
package struct QuantileAssessment: Sendable, Equatable, Codable {
  /// One treatment against the control.
  package struct Result: Sendable, Equatable, Codable {
    package var treatmentName: String
    package var truth: Double
    /// Share of A/A replicates that reject.
    package var typeIError: MonteCarloEstimate
    package var power: MonteCarloEstimate
    /// Share of replicates whose interval contains the truth.
    package var coverage: MonteCarloEstimate
    package var bias: MonteCarloEstimate
  }

  package let probability: Double
  package let replications: Int
  package let results: [Result]

  /// Quantiles that are tried, the first at which values differ being taken.
  static let probabilities = [0.5, 0.9, 0.99]

  private struct Outcome {
    var estimate: Double
    var halfWidth: Double
  }

  /// Units by distinct value, arm by arm, in the actual experiment and in its A/A test.
  private struct Worlds {
    var actual: [[Double]]
    var null: [[Double]]
  }

  /// Assesses the first quantile of a metric at which values differ.
  /// - Returns: The characteristics; nil when values differ at none of the quantiles.
  /// - Throws: `CancellationError` when cancelled.
  package static func assess(
    plan: AnalysisPlan, metric: OutcomeMetric, outcomes: PotentialOutcomes, units: Int? = nil,
    options: AssessmentOptions, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> QuantileAssessment? {
    let table = QuantileTable(outcomes: outcomes, metric: metric)
    let z = StandardNormal.upperQuantile(plan.alpha / 2)
    let units = units ?? outcomes.count
    let expected = Double(units) * plan.arms[plan.control].share
    let wide = probabilities.first { probability in
      let figure = table.quantile(
        counts: table.population(arm: plan.control), probability: probability, z: z,
        units: expected)
      return (figure?.error ?? 0) > 0
    }
    guard let probability = wide else { return nil }
    let truths = plan.arms.indices.map { arm in
      table.quantile(counts: table.population(arm: arm), probability: probability, z: z)?.value
    }
    let count = options.replications
    let shares = plan.arms.map(\.share)
    let all = try ParallelPieces.map(
      count, threads: options.threads,
      room: {
        Worlds(actual: table.empty(arms: shares.count), null: table.empty(arms: shares.count))
      }
    ) { replicate, worlds in
      if isCancelled() { throw CancellationError() }
      table.draw(
        units, seed: options.seed, replicate: replicate, shares: shares, control: plan.control,
        actual: &worlds.actual, null: &worlds.null)
      return [worlds.actual, worlds.null].flatMap { world in
        let figures = world.map { table.quantile(counts: $0, probability: probability, z: z) }
        return plan.treatments.map { arm -> Outcome in
          guard let treated = figures[arm], let control = figures[plan.control] else {
            return Outcome(estimate: .nan, halfWidth: 0)
          }
          let square = treated.error * treated.error + control.error * control.error
          return Outcome(
            estimate: treated.value - control.value, halfWidth: z * square.squareRoot())
        }
      }
    }
    let results = plan.treatments.enumerated().map { index, arm -> Result in
      let truth = (truths[arm] ?? 0) - (truths[plan.control] ?? 0)
      let actual = all.map { $0[index] }.filter { $0.estimate.isFinite }
      let null = all.map { $0[plan.treatments.count + index] }.filter { $0.estimate.isFinite }
      return Result(
        treatmentName: plan.arms[arm].name, truth: truth,
        typeIError: MonteCarloEstimate(share: null.lazy.map { abs($0.estimate) > $0.halfWidth }),
        power: MonteCarloEstimate(share: actual.lazy.map { abs($0.estimate) > $0.halfWidth }),
        coverage: MonteCarloEstimate(
          share: actual.lazy.map { abs($0.estimate - truth) <= $0.halfWidth }),
        bias: MonteCarloEstimate(mean: actual.lazy.map { $0.estimate - truth }))
    }
    return QuantileAssessment(probability: probability, replications: count, results: results)
  }
}

/// The distinct values of a metric and each unit's place among them, by arm.
private struct QuantileTable: Sendable {
  private static let unitPlace = Place("assess", "quantile")

  private let values: [Double]
  /// Index of the value by row, then arm.
  private let places: [Int32]
  private let rowOfUnit: [Int32]
  private let arms: Int

  init(outcomes: PotentialOutcomes, metric: OutcomeMetric) {
    let figures = (0..<(outcomes.distinct * outcomes.arms)).map {
      outcomes.rows[$0 * outcomes.measures + metric.numerator]
    }
    let sorted = Set(figures).sorted()
    let order = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, Int32($0)) })
    values = sorted.map { Double($0) / metric.scale }
    places = figures.map { order[$0] ?? 0 }
    rowOfUnit = outcomes.rowOfUnit
    arms = outcomes.arms
  }

  func empty(arms: Int) -> [[Double]] {
    Array(repeating: Array(repeating: 0, count: values.count), count: arms)
  }

  /// Units by value if all were under one arm.
  func population(arm: Int) -> [Double] {
    var counts = [Double](repeating: 0, count: values.count)
    for row in rowOfUnit { counts[Int(places[Int(row) * arms + arm])] += 1 }
    return counts
  }

  /// Draws a Poisson number of units, each any of those there are, and assigns an arm to each.
  func draw(
    _ units: Int, seed: UInt64, replicate: Int, shares: [Double], control: Int,
    actual: inout [[Double]],
    null: inout [[Double]]
  ) {
    actual = empty(arms: arms)
    null = actual
    let key = RandomKey(seed: seed, replication: UInt32(truncatingIfNeeded: replicate))
    var stream = RandomStream(
      key: key, customer: 0, place: Self.unitPlace, purpose: .bootstrap)
    let drawn = (try? PoissonDistribution(mean: Double(units)))?.sample(using: &stream) ?? 0
    for _ in 0..<Int(drawn) {
      let row = Int(rowOfUnit[Int(stream.uniform(below: UInt64(rowOfUnit.count)))])
      var uniform = stream.uniform()
      var arm = 0
      while arm < arms - 1, uniform >= shares[arm] {
        uniform -= shares[arm]
        arm += 1
      }
      actual[arm][Int(places[row * arms + arm])] += 1
      null[arm][Int(places[row * arms + control])] += 1
    }
  }

  /// The type-7 quantile and its error by the outer interval; nil with fewer than two units.
  ///
  /// With `units`, the interval is that of so many units of the same distribution.
  func quantile(
    counts: [Double], probability: Double, z: Double, units: Double? = nil
  ) -> (value: Double, error: Double)? {
    let n = counts.reduce(0, +)
    guard n > 1 else { return nil }
    let half = z * (probability * (1 - probability) / (units ?? n)).squareRoot()
    let place = (n - 1) * probability + 1
    let found = ordered(
      counts,
      ranks: [
        max(1, (n * (probability - half)).rounded(.down)), place.rounded(.down),
        min(n, place.rounded(.down) + 1), min(n, max(1, (n * (probability + half)).rounded(.up))),
      ])
    let part = place - place.rounded(.down)
    return (found[1] + part * (found[2] - found[1]), (found[3] - found[0]) / (2 * z))
  }

  /// The order statistics at rising ranks, from 1.
  private func ordered(_ counts: [Double], ranks: [Double]) -> [Double] {
    var result: [Double] = []
    var below = 0.0
    for (index, count) in counts.enumerated() {
      below += count
      while result.count < ranks.count, ranks[result.count] <= below {
        result.append(values[index])
      }
      if result.count == ranks.count { break }
    }
    while result.count < ranks.count { result.append(values.last ?? 0) }
    return result
  }
}
