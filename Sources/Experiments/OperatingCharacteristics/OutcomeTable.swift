/// Potential outcomes in the order in which a test looks at them, ready to be summed.
///
/// Rows of which a replicate has many copies within a look become one entry that is drawn as a
/// whole; all other units are entries of their own.
struct OutcomeTable: Sendable {
  /// From this number of copies in a replicate on a row is drawn by counts.
  static let leastCopies = 24

  /// The entries of one look.
  struct Look: Sendable {
    var units: Range<Int>
    var groups: Range<Int>
    /// Units that arrived in this look.
    var arrivals: Int
  }

  let arms: Int
  let features: OutcomeFeatures
  private(set) var looks: [Look] = []
  /// Numbers of the units that are entries of their own.
  private(set) var unitNumbers: [UInt64] = []
  /// Features by entry, arm and term.
  private(set) var unitFeatures: [Double] = []
  private(set) var groupCopies: [Int] = []
  private(set) var groupFeatures: [Double] = []
  private(set) var values: [[Double]] = []
  let count: Int
  /// Units of a replicate per unit of the table, at most 1.
  let share: Double

  /// Orders units of which a replicate has so many.
  init(
    outcomes: PotentialOutcomes, metrics: [OutcomeMetric], features: OutcomeFeatures,
    looks count: Int, units: Int? = nil
  ) {
    share = Double(units ?? outcomes.count) / Double(max(1, outcomes.count))
    let leastCopies = Int((Double(Self.leastCopies) / share).rounded(.up))
    arms = outcomes.arms
    self.features = features
    self.count = outcomes.count
    let order = outcomes.arrivals.indices.sorted {
      (outcomes.arrivals[$0], $0) < (outcomes.arrivals[$1], $1)
    }
    var copies = [Int](repeating: 0, count: outcomes.distinct)
    for look in 0..<count {
      let slice = order[(look * order.count / count)..<((look + 1) * order.count / count)]
      let (firstUnit, firstGroup) = (unitNumbers.count, groupCopies.count)
      for unit in slice { copies[Int(outcomes.rowOfUnit[unit])] += 1 }
      for unit in slice {
        let row = Int(outcomes.rowOfUnit[unit])
        if copies[row] >= leastCopies {
          groupCopies.append(copies[row])
          append(row, of: outcomes, to: &groupFeatures)
          copies[row] = -1
        } else if copies[row] >= 0 {
          unitNumbers.append(UInt64(unit))
          append(row, of: outcomes, to: &unitFeatures)
        }
      }
      for unit in slice { copies[Int(outcomes.rowOfUnit[unit])] = 0 }
      looks.append(
        Look(
          units: firstUnit..<unitNumbers.count, groups: firstGroup..<groupCopies.count,
          arrivals: slice.count))
    }
    values = (0..<arms).map { arm in
      var sums = [Double](repeating: 0, count: features.width)
      for entry in unitNumbers.indices {
        for term in sums.indices {
          sums[term] += unitFeatures[(entry * arms + arm) * features.width + term]
        }
      }
      for group in groupCopies.indices {
        for term in sums.indices {
          sums[term] +=
            Double(groupCopies[group])
            * groupFeatures[(group * arms + arm) * features.width + term]
        }
      }
      return metrics.indices.map {
        features.figure(metric: $0, count: Double(outcomes.count), sums: sums, at: 0).value
      }
    }
  }

  private func append(_ row: Int, of outcomes: PotentialOutcomes, to target: inout [Double]) {
    for arm in 0..<arms {
      features.append(
        row: outcomes.rows, from: (row * arms + arm) * outcomes.measures, to: &target)
    }
  }
}
