public import MetaLearning

/// All that the evaluation of learning policies has to say, ready to be written.
public struct LearningReport: Sendable {
  /// What went in.
  public let input: RunInput
  /// What the scenario is called.
  public let title: String
  /// What the evaluation counted.
  public let outcome: LearningOutcome
  /// Level of all intervals.
  let confidence = 0.95
  /// Who is compared with whom.
  let roles: LearningRoles
  /// Units of figures in texts.
  let units: LearningUnits

  /// Wraps what an evaluation found.
  public init(input: RunInput, title: String, outcome: LearningOutcome) {
    self.input = input
    self.title = title
    self.outcome = outcome
    roles = LearningRoles(outcome)
    units = LearningUnits(outcome)
  }

  /// Most customers of one market who met a decision.
  var customersPerMarket: Int {
    let last = outcome.bins.indices.last { bin in
      outcome.policies.indices.contains { policy in
        outcome.total(policy: policy, bins: bin..<(bin + 1)).customers > 0
      }
    }
    return last.map { outcome.bins[$0] } ?? 0
  }

  /// Customers of a bin, as `11-20`.
  func label(ofBins bins: Range<Int>) -> String {
    let first = outcome.firstCustomer(ofBin: bins.lowerBound)
    let last = outcome.bins[bins.upperBound - 1]
    return first == last
      ? Figures.count(first) : "\(Figures.count(first))-\(Figures.count(last))"
  }

  /// What the intervals count as independent, in words.
  var clusters: String {
    let replications = outcome.replications
    let markets = outcome.testMarkets.count
    if replications > 1 { return "\(Figures.count(replications)) replications" }
    return markets > 1 ? "\(Figures.count(markets)) markets" : "one market, so none is known"
  }
}
