import Scenarios

extension LearningOutcome {
  /// A point of a few-shot curve: a measure in one bin of customers.
  package struct CurvePoint: Sendable, Hashable {
    package var bin: Int
    package var first: Int
    package var last: Int
    package var estimate: LearningEstimate
  }

  /// A bin in which a policy earns less than another, beyond doubt.
  struct Loss: Sendable, Hashable {
    var winner: Int
    var bin: Int
    /// Reward per customer of the policy less that of the winner; its interval lies below 0.
    var difference: LearningEstimate
  }

  package func curve(_ measure: LearningMeasure, policy: Int) -> [CurvePoint] {
    bins.indices.compactMap { bin in
      estimate(measure, policy: policy, bins: bin..<(bin + 1)).map {
        CurvePoint(bin: bin, first: firstCustomer(ofBin: bin), last: bins[bin], estimate: $0)
      }
    }
  }

  /// Bins in which another policy earns more than this one with an interval wholly against it.
  ///
  /// Policies that know the truth in hindsight are left out. Intervals are not corrected for their
  /// number.
  func losses(of policy: Int) -> [Loss] {
    var losses: [Loss] = []
    for other in policies.indices where other != policy {
      guard ![.oracle, .bestAction].contains(policies[other].learner) else { continue }
      for bin in bins.indices {
        guard
          let difference = difference(
            .reward, policy: policy, minus: other, bins: bin..<(bin + 1)),
          let upper = difference.upper, upper < 0
        else { continue }
        losses.append(Loss(winner: other, bin: bin, difference: difference))
      }
    }
    return losses
  }

  /// Margin that a policy's learning costs in one market of the judgement, in major units.
  ///
  /// What the best action of each observed context would have brought there beyond the policy, a
  /// mean over markets and replications; nil without such markets.
  package func moneyLost(by policy: Int) -> Double? {
    let count = testMarkets.count * replications
    guard count > 0 else { return nil }
    return Double(total(policy: policy).marginLostContext) / minorUnitsPerMajor / Double(count)
  }
}
