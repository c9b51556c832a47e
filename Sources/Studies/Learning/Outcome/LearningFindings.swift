import Scenarios

/// What the comparison of the core with the others comes to.
package struct LearningFindings {
  /// Consecutive bins in which another policy earns more beyond doubt.
  package struct LossRun {
    package var winner: Int
    package var bins: Range<Int>
    /// Reward per customer of the core less that of the winner.
    package var difference: LearningEstimate
  }

  package struct BestActions {
    package var point: Int
    /// Indices of actions with their share of the markets, the most frequent first.
    package var shares: [ActionShare]
  }

  package struct ActionShare {
    package var action: Int
    package var share: Double
  }

  private let outcome: LearningOutcome

  package let core: Int

  /// Looks at an outcome; nil where all policies are baselines.
  package init?(_ outcome: LearningOutcome) {
    guard let core = outcome.roles.core else { return nil }
    self.core = core
    self.outcome = outcome
  }

  package var saved: LearningOutcome.CustomersSaved? {
    outcome.roles.agnostic.flatMap { outcome.customersSaved(by: core, against: $0) }
  }

  /// Margin that a policy loses in one new market, in major units.
  package func moneyLost(by policy: Int) -> LearningEstimate? {
    outcome.perMarket(outcome.lostMargin, policy: policy)
  }

  /// Margin that the core loses less that another loses, in one new market.
  package func moneyLost(beyond other: Int) -> LearningEstimate? {
    outcome.perMarket(
      outcome.lostMargin, policy: core, minus: other)
  }

  /// Reward per customer of the core less another's over all customers of new markets.
  package func gain(over other: Int) -> LearningEstimate? {
    outcome.difference(.reward, policy: core, minus: other)
  }

  /// Where the core loses, runs of bins joined.
  package var losses: [LossRun] {
    var runs: [LossRun] = []
    for loss in outcome.losses(of: core) {
      if let last = runs.last, last.winner == loss.winner, last.bins.upperBound == loss.bin {
        runs[runs.count - 1].bins = last.bins.lowerBound..<(loss.bin + 1)
      } else {
        runs.append(
          LossRun(
            winner: loss.winner, bins: loss.bin..<(loss.bin + 1), difference: loss.difference))
      }
    }
    return runs.map { run in
      var run = run
      if run.bins.count > 1 {
        run.difference =
          outcome.difference(
            .reward, policy: core, minus: run.winner, bins: run.bins) ?? run.difference
      }
      return run
    }
  }

  /// The better of the agnostic and the pooled policy, and how much more reward it brings.
  package var better: (policy: Int, worse: Int, gain: LearningEstimate)? {
    guard let agnostic = outcome.roles.agnostic, let pooled = outcome.roles.pooled,
      let gain = outcome.difference(.reward, policy: agnostic, minus: pooled)
    else { return nil }
    return gain.mean >= 0 ? (agnostic, pooled, gain) : (pooled, agnostic, gain.negated)
  }

  /// Regret of the core over that of the better of the agnostic and the pooled policy.
  package var regretBesideTheBetter: Double? {
    guard let better, let least = regret(better.policy), let own = regret(core), least > 0
    else { return nil }
    return own / least
  }

  private func regret(_ policy: Int) -> Double? {
    outcome.estimate(.regretContext, policy: policy)?.mean
  }

  /// The policies that the core is set beside in words: the agnostic and the pooled one, else
  /// the first others of the run that know nothing in hindsight.
  package var rivals: [Int] {
    let known = [outcome.roles.agnostic, outcome.roles.pooled].compactMap { $0 }
    let others = outcome.policies.indices.filter {
      ![.oracle, .bestAction].contains(outcome.policies[$0].learner)
    }
    return (known.isEmpty ? Array(others.filter { $0 != core }.prefix(3)) : known)
      .filter { $0 != core }
  }
}

extension LearningOutcome {
  package var bestActions: [LearningFindings.BestActions] {
    points.indices.compactMap { point in
      var counts = [Int](repeating: 0, count: points[point].actions.count)
      for market in testMarkets {
        for replication in 0..<replications {
          guard let truth = truth(market: market, replication: replication),
            truth.bestActions.indices.contains(point),
            counts.indices.contains(truth.bestActions[point])
          else { continue }
          counts[truth.bestActions[point]] += 1
        }
      }
      let total = counts.reduce(0, +)
      guard total > 0 else { return nil }
      let shares = counts.indices.filter { counts[$0] > 0 }
        .map {
          LearningFindings.ActionShare(
            action: $0, share: Double(counts[$0]) / Double(total))
        }
        .sorted { ($1.share, $0.action) < ($0.share, $1.action) }
      return LearningFindings.BestActions(point: point, shares: shares)
    }
  }
}
