import Studies

extension LearningReport {
  /// Units of numbers in texts.
  var units: LearningUnits { LearningUnits(outcome) }

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
