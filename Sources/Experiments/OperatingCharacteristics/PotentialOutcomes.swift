/// What every unit would do under every arm, as columns.
///
/// Units of equal outcomes share a row, so that memory grows with the units by twelve bytes and
/// with distinct outcomes by their measures.
package struct PotentialOutcomes: Sendable {
  package let arms: Int
  /// Number of measures per arm.
  package let measures: Int
  /// Distinct rows, arm-major, one after the other.
  private(set) var rows: [Int64] = []
  /// Index of each unit's row.
  private(set) var rowOfUnit: [Int32] = []
  private(set) var arrivals: [Double] = []
  private var known: [[Int64]: Int32] = [:]

  package init(arms: Int, measures: Int) {
    self.arms = arms
    self.measures = measures
  }

  package var count: Int { rowOfUnit.count }
  package var distinct: Int { known.count }

  /// Values are the measures under every arm, arm-major; units of another shape are left out.
  package mutating func add(arrival: Double, values: [Int64]) {
    guard values.count == arms * measures else { return }
    arrivals.append(arrival)
    if let row = known[values] {
      rowOfUnit.append(row)
    } else {
      let row = Int32(known.count)
      known[values] = row
      rows += values
      rowOfUnit.append(row)
    }
  }

  /// The first units alone.
  package func prefix(_ count: Int) -> PotentialOutcomes {
    var result = self
    result.rowOfUnit = Array(rowOfUnit.prefix(count))
    result.arrivals = Array(arrivals.prefix(count))
    return result
  }

  /// The same units with a further measure, the last one, in each row.
  package func appending(_ value: (ArraySlice<Int64>) -> Int64) -> PotentialOutcomes {
    var result = PotentialOutcomes(arms: arms, measures: measures + 1)
    result.rowOfUnit = rowOfUnit
    result.arrivals = arrivals
    result.rows.reserveCapacity(rows.count / max(1, measures) * (measures + 1))
    for row in 0..<distinct {
      let first = result.rows.count
      for arm in 0..<arms {
        let start = (row * arms + arm) * measures
        let own = rows[start..<(start + measures)]
        result.rows += own
        result.rows.append(value(own))
      }
      result.known[Array(result.rows[first...])] = Int32(row)
    }
    return result
  }

  package func total(measure: Int, arm: Int) -> Double {
    var copies = [Double](repeating: 0, count: distinct)
    for row in rowOfUnit { copies[Int(row)] += 1 }
    var sum = 0.0
    for row in copies.indices {
      sum += copies[row] * Double(rows[(row * arms + arm) * measures + measure])
    }
    return sum
  }

  package func sample(of metric: OutcomeMetric, arm: Int) -> MetricSample {
    var joint = JointMomentsAccumulator()
    var successes = 0
    for unit in rowOfUnit {
      let start = (Int(unit) * arms + arm) * measures
      let top = rows[start + metric.numerator]
      let bottom = metric.denominator.map { rows[start + $0] } ?? 1
      successes += top == 0 ? 0 : 1
      joint.add(numerator: Double(top) / metric.scale, denominator: Double(bottom))
    }
    switch metric.metric.kind {
    case .proportion: return .proportion(successes: successes, count: count)
    case .mean: return .mean(joint.moments.numerator)
    case .ratio: return .ratio(joint.moments)
    case .estimate: return .missing(count: count, reason: .notFinite)
    }
  }

  /// The ratio around which a metric is linearised; 0 where it has none.
  func ratio(of metric: OutcomeMetric, arm: Int) -> Double {
    guard let denominator = metric.denominator else { return 0 }
    let below = total(measure: denominator, arm: arm)
    return below == 0 ? 0 : total(measure: metric.numerator, arm: arm) / below
  }

  /// Correlation of a metric's outcomes of the same units under two arms; nil without spread.
  ///
  /// Common random numbers make it high: the effect's simulation error shrinks by √(1 - r). A
  /// ratio is linearised around its value: (numerator - ratio × denominator).
  package func correlation(
    of metric: OutcomeMetric, between first: Int, and second: Int
  ) -> Double? {
    let ratios = (ratio(of: metric, arm: first), ratio(of: metric, arm: second))
    func value(_ unit: Int32, _ arm: Int, _ ratio: Double) -> Double {
      let start = (Int(unit) * arms + arm) * measures
      let below = metric.denominator.map { Double(rows[start + $0]) } ?? 0
      return Double(rows[start + metric.numerator]) - ratio * below
    }
    var joint = JointMomentsAccumulator()
    for unit in rowOfUnit {
      joint.add(
        numerator: value(unit, first, ratios.0), denominator: value(unit, second, ratios.1))
    }
    let moments = joint.moments
    let spread = (moments.numerator.variance * moments.denominator.variance).squareRoot()
    return spread > 0 ? moments.covariance / spread : nil
  }
}
