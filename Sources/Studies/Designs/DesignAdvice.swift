import Experiments

/// Which design to take, read from what the stages share and from what was measured.
package struct DesignAdvice: Sendable {
  /// The design to take; nil when none holds.
  package let design: ExperimentDesign?
  /// Why, in sentences.
  package let reasons: [String]

  /// Judges the designs of a comparison.
  ///
  /// A design is sound when its arms keep apart what is shared. Of the sound ones without
  /// measured bias, and whose intervals cover what they promise, the one with the least variance
  /// per customer is taken.
  package init(_ comparison: DesignComparison) {
    let level = 1 - comparison.planned.plan.alpha
    let shared = comparison.sharedResources
    let sound = ExperimentDesign.allCases.filter { design in
      let results = comparison.results.filter { $0.design == design }
      return design.isValid(sharing: shared) && !results.isEmpty
        && results.allSatisfy { !$0.isBiased && !$0.coversTooLittle(level: level) }
    }
    func cost(_ design: ExperimentDesign) -> Double {
      comparison.results.filter { $0.design == design }.compactMap(\.costOfPrecision).max()
        ?? .infinity
    }
    var reasons: [String] = []
    guard !shared.isEmpty else {
      design = .customers
      self.reasons = [
        "Customers share nothing, so no arm disturbs another: the split by customer is valid."
      ]
      return
    }
    reasons.append(
      "Customers share \(shared.joined(separator: ", ")) in"
        + " \(comparison.sharedStages.joined(separator: ", ")): in a split by customer one arm"
        + " takes from the other.")
    for design in ExperimentDesign.allCases {
      let results = comparison.results.filter { $0.design == design }
      guard results.contains(where: \.isBiased) else { continue }
      reasons.append(
        design == .blocks
          ? "Split by time block: biased, as what is left on the shelf, and customers who come"
            + " back, go over into the next block."
          : "\(design.name.prefix(1).uppercased() + design.name.dropFirst()): biased.")
    }
    design = sound.min { cost($0) < cost($1) }
    if let design {
      reasons.append(
        "Take the \(design.name): its arms keep apart what is shared, no bias was measured, and"
          + " of such designs it tells most per customer.")
    } else {
      reasons.append(
        "No design keeps the arms apart without bias and with honest intervals; use more or"
          + " longer markets.")
    }
    self.reasons = reasons
  }
}
