import Support

extension LearningOutcome {
  /// Bounds of bins for markets with up to so many customers: 10, 20, 50, 100, 200, 500, and so on.
  static func bins(customers: Int) -> [Int] {
    var bounds: [Int] = []
    var step = 10
    while step < customers {
      for bound in [step, 2 * step, 5 * step] where bound < customers { bounds.append(bound) }
      let (next, overflow) = step.multipliedReportingOverflow(by: 10)
      if overflow { break }
      step = next
    }
    return bounds + [max(customers, 1)]
  }

  package var customersPerMarket: Int {
    let last = bins.indices.last { bin in
      policies.indices.contains { policy in
        total(policy: policy, bins: bin..<(bin + 1)).customers > 0
      }
    }
    return last.map { bins[$0] } ?? 0
  }

  /// A number that differs, as a rule, when any exact sum differs.
  package var fingerprint: UInt64 {
    let sums = cells.flatMap {
      [$0.customers, $0.decisions, $0.reward, $0.revenue, $0.margin, $0.explorations]
    }
    let digest = SHA256.hexadecimal(of: sums.map(String.init).joined(separator: " "))
    return UInt64(digest.prefix(16), radix: 16) ?? 0
  }

  /// Leaves out the last bins without customers, and ends the last one where customers end.
  mutating func trimBins() {
    let count = bins.count
    var last = 0
    var largest = 1
    for policy in policies.indices {
      for market in markets.indices {
        for replication in 0..<replications {
          var customers = 0
          for bin in 0..<count {
            let sums = sums(policy: policy, market: market, bin: bin, replication: replication)
            customers += Int(sums.customers)
            if sums.customers > 0 { last = max(last, bin) }
          }
          largest = max(largest, customers)
        }
      }
    }
    let kept = last + 1
    cells = cells.indices.filter { $0 / replications % count < kept }.map { cells[$0] }
    bins = Array(bins[..<kept])
    bins[last] = largest
  }
}
