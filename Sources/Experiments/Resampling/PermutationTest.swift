import GSL
import Support

/// A test that shuffles which units belong to which arm.
///
/// Exact for the hypothesis that the arm changes nothing for any unit. The observed assignment
/// counts as one of the shuffles, so p is never zero (Phipson and Smyth 2010,
/// doi:10.2202/1544-6115.1585).
struct PermutationTest: Sendable, Equatable {
  var difference: Double
  /// Two-sided p-value: share of assignments with as great an absolute difference.
  var pValue: Double
  /// Share of assignments with as great a difference.
  var greaterPValue: Double
  /// Share of assignments with as small a difference.
  var lessPValue: Double
  var shuffles: Int

  /// Strata are of each unit, the control's first; units move within strata only.
  /// - Throws: `ArgumentError` for an empty arm, no shuffles, or strata of another number.
  init(
    treatment: [Double], control: [Double], shuffles: Int, key: RandomKey,
    strata: [Int]? = nil, place: Place = Place("analysis", "permutation")
  ) throws(ArgumentError) {
    guard !treatment.isEmpty, !control.isEmpty else {
      throw ArgumentError(
        "arms", found: "\(control.count) and \(treatment.count) units",
        allowed: "at least one in each")
    }
    guard shuffles > 0 else {
      throw ArgumentError("shuffles", found: "\(shuffles)", allowed: "1 or more")
    }
    let values = control + treatment
    let groups = try Self.groups(strata, count: values.count)
    let isTreated = values.indices.map { $0 >= control.count }
    let total = CompensatedSum(values).value
    let (n0, n1) = (Double(control.count), Double(treatment.count))
    func difference(_ sum: Double) -> Double { sum / n1 - (total - sum) / n0 }
    let observed = difference(CompensatedSum(treatment).value)
    // Equal assignments may sum in another order: such rounding must not count as a difference.
    let slack = 1e-12 * CompensatedSum(values.map { abs($0) }).value * (1 / n0 + 1 / n1)
    var (both, above, below) = (1, 1, 1)
    for shuffle in 0..<shuffles {
      var stream = RandomStream(
        key: key, customer: UInt64(shuffle), place: place, purpose: .bootstrap)
      var sum = CompensatedSum()
      for group in groups {
        var units = group
        let chosen = group.count { isTreated[$0] }
        for index in 0..<chosen {
          let other = index + Int(stream.uniform(below: UInt64(units.count - index)))
          units.swapAt(index, other)
          sum.add(values[units[index]])
        }
      }
      let found = difference(sum.value)
      if abs(found) >= abs(observed) - slack { both += 1 }
      if found >= observed - slack { above += 1 }
      if found <= observed + slack { below += 1 }
    }
    let drawn = Double(shuffles + 1)
    self.difference = observed
    self.shuffles = shuffles
    pValue = Double(both) / drawn
    greaterPValue = Double(above) / drawn
    lessPValue = Double(below) / drawn
  }

  private static func groups(_ strata: [Int]?, count: Int) throws(ArgumentError) -> [[Int]] {
    guard let strata else { return [Array(0..<count)] }
    guard strata.count == count else {
      throw ArgumentError(
        "strata", found: "\(strata.count)", allowed: "\(count), one for each unit")
    }
    var members: [Int: [Int]] = [:]
    for (unit, stratum) in strata.enumerated() { members[stratum, default: []].append(unit) }
    return members.keys.sorted().compactMap { members[$0] }
  }
}
