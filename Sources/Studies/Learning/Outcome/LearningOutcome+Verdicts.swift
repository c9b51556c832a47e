import Scenarios

extension LearningOutcome {
  /// A point of a few-shot curve: a measure in one bin of customers.
  package struct CurvePoint: Sendable, Hashable {
    package var bin: Int
    package var first: Int
    package var last: Int
    package var estimate: LearningEstimate
  }

  /// How many customers of a new market a policy saves beside another that learns it alone.
  package struct CustomersSaved: Sendable, Hashable {
    /// Regret per customer of the other policy in its last bin, the level to reach.
    package var level: Double
    /// Customers after whom the policy's regret is at that level for good; nil where never.
    package var policyNeeds: Int?
    /// Customers after whom the other's is.
    package var otherNeeds: Int

    /// Customers saved, negative if the policy needs more; nil where it never gets there.
    package var saved: Int? { policyNeeds.map { otherNeeds - $0 } }
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

  /// Compares how soon two policies reach the regret that the other one has in the end.
  ///
  /// A policy is there from the first bin on whose regret per customer is at most the level, and
  /// so is the regret of that bin and all later ones together. Nil without customers.
  func customersSaved(by policy: Int, against other: Int) -> CustomersSaved? {
    let last = bins.indices.last { bin in
      total(policy: other, bins: bin..<(bin + 1)).customers > 0
    }
    guard let last,
      let level = LearningMeasure.regretContext.value(
        of: total(policy: other, bins: last..<(last + 1)), in: self)
    else { return nil }
    func needs(_ policy: Int) -> Int? {
      for bin in 0...last {
        let alone = total(policy: policy, bins: bin..<(bin + 1))
        let onward = total(policy: policy, bins: bin..<(last + 1))
        guard let regret = LearningMeasure.regretContext.value(of: alone, in: self),
          let later = LearningMeasure.regretContext.value(of: onward, in: self)
        else { continue }
        if regret <= level, later <= level { return firstCustomer(ofBin: bin) - 1 }
      }
      return nil
    }
    return CustomersSaved(
      level: level, policyNeeds: needs(policy),
      otherNeeds: needs(other) ?? firstCustomer(ofBin: last) - 1)
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
