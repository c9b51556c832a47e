import Foundation
import GSL

/// How replicates of an experiment are drawn from potential outcomes.
package enum ReplicateDraw: String, Sendable, Equatable, CaseIterable, Codable {
  /// The same units, assigned anew: what re-randomisation does.
  ///
  /// Intervals then cover the effect on these units at least as often as they promise, and more
  /// often the more the effect differs between units.
  case reassigned
  /// Units drawn anew from the same population, with replacement, and assigned.
  ///
  /// The world that the intervals are made for; coverage is not flattered by the same units
  /// being in every replicate.
  case resampled
}

/// Sums over arms of several replicates at once, filled look by look.
///
/// Each unit's arm is a keyed draw of (seed, replicate, unit), purpose assignment. A row with at
/// least `OutcomeTable.leastCopies` copies in a look is drawn by its counts per arm: multinomial
/// for the same units, independent Poisson for units drawn anew. Units drawn anew are a Poisson
/// number, each any of the table's: with a table of many markets a replicate is a new market.
struct AssignmentSums: Sendable {
  private static let unitPlace = Place("assess", "unit")
  private static let groupPlace = Place("assess", "group")

  private let table: OutcomeTable
  private let draw: ReplicateDraw
  private let control: Int
  private let shares: [Double]
  private let bounds: [Double]
  private let arms: Int
  private let width: Int
  private var keys: [RandomKey] = []
  private(set) var counts: [Double] = []
  /// Sums by replicate, arm and term, of outcomes under the assigned arm.
  private(set) var actual: [Double] = []
  /// The same of outcomes under the control, whatever the assigned arm: an A/A test.
  private(set) var null: [Double] = []

  init(table: OutcomeTable, shares: [Double], control: Int, draw: ReplicateDraw) {
    self.table = table
    self.draw = draw
    self.control = control
    self.shares = shares
    arms = table.arms
    width = table.features.width
    var sum = 0.0
    bounds = shares.dropLast().map { share in
      sum += share
      return sum
    }
  }

  mutating func begin(seed: UInt64, replicates: Range<Int>) {
    keys = replicates.map { RandomKey(seed: seed, replication: UInt32(truncatingIfNeeded: $0)) }
    counts = [Double](repeating: 0, count: keys.count * arms)
    actual = [Double](repeating: 0, count: keys.count * arms * width)
    null = actual
  }

  mutating func add(look: Int) {
    let range = table.looks[look]
    switch draw {
    case .reassigned:
      for entry in range.units {
        for replicate in keys.indices { assignUnit(entry, replicate) }
      }
    case .resampled:
      for replicate in keys.indices { drawUnits(range.units, look: look, replicate) }
    }
    for group in range.groups {
      for replicate in keys.indices { addGroup(group, replicate) }
    }
  }

  @inline(__always)
  private func arm(_ uniform: Double) -> Int {
    var arm = 0
    for bound in bounds where uniform >= bound { arm += 1 }
    return arm
  }

  @inline(__always)
  private mutating func assignUnit(_ entry: Int, _ replicate: Int) {
    var stream = RandomStream(
      key: keys[replicate], customer: table.unitNumbers[entry], place: Self.unitPlace,
      purpose: .bootstrap)
    addUnit(entry, replicate, arm: arm(stream.uniform()))
  }

  /// Draws a Poisson number of the units of a look, each any of them, and assigns them.
  private mutating func drawUnits(_ units: Range<Int>, look: Int, _ replicate: Int) {
    var stream = RandomStream(
      key: keys[replicate], customer: UInt64(look), place: Self.unitPlace, purpose: .bootstrap)
    let mean = Double(units.count) * table.share
    let drawn = (try? PoissonDistribution(mean: mean))?.sample(using: &stream) ?? 0
    for _ in 0..<Int(drawn) {
      let entry = units.lowerBound + Int(stream.uniform(below: UInt64(units.count)))
      addUnit(entry, replicate, arm: arm(stream.uniform()))
    }
  }

  @inline(__always)
  private mutating func addUnit(_ entry: Int, _ replicate: Int, arm: Int) {
    counts[replicate * arms + arm] += 1
    let own = (entry * arms + arm) * width
    let base = (entry * arms + control) * width
    let target = (replicate * arms + arm) * width
    for term in 0..<width {
      actual[target + term] += table.unitFeatures[own + term]
      null[target + term] += table.unitFeatures[base + term]
    }
  }

  private mutating func addGroup(_ group: Int, _ replicate: Int) {
    var stream = RandomStream(
      key: keys[replicate], customer: UInt64(group), place: Self.groupPlace, purpose: .bootstrap)
    let copies = table.groupCopies[group]
    var left = copies
    var shareLeft = 1.0
    for arm in 0..<arms {
      var drawn = 0.0
      switch draw {
      case .reassigned:
        if arm == arms - 1 {
          drawn = Double(left)
        } else if left > 0 {
          let chance = min(1, shares[arm] / shareLeft)
          drawn =
            (try? BinomialDistribution(n: Double(left), p: chance))?.sample(using: &stream) ?? 0
        }
        left -= Int(drawn)
        shareLeft -= shares[arm]
      case .resampled:
        drawn =
          (try? PoissonDistribution(mean: Double(copies) * table.share * shares[arm]))?.sample(
            using: &stream) ?? 0
      }
      counts[replicate * arms + arm] += drawn
      let own = (group * arms + arm) * width
      let base = (group * arms + control) * width
      let target = (replicate * arms + arm) * width
      for term in 0..<width {
        actual[target + term] += drawn * table.groupFeatures[own + term]
        null[target + term] += drawn * table.groupFeatures[base + term]
      }
    }
  }
}
