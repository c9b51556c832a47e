import Experiments
package import Studies
import Support

extension Document {
  /// Designs of an experiment beside the roll-out, and which one to take.
  package init(_ result: DesignsResult) { self = DesignsDocument(result: result).document }
}

struct DesignsDocument {
  let result: DesignsResult

  private var plan: AnalysisPlan { result.experiment.plan }
  private var unit: DisplayUnit { result.experiment.primary.unit }

  var document: Document {
    Document(
      title: .title("Which design tells the truth?", of: result.experiment.title), facts: facts,
      sections: (isCompared ? plan.treatments.map(treatment) : []) + [
        Document.Section("advice", "Advice", reasons.map(Block.item))
      ],
      values: values)
  }

  private var isCompared: Bool { !result.findings.isEmpty }

  private var facts: Sentence {
    guard isCompared else { return "Nothing had to be run to answer this." }
    let markets = result.marketsPerArm
    return """
      \(.count(result.replications)) replications of a market of about \
      \(.count(result.customers)) customers. Split by market: \(markets * plan.arms.count) \
      markets, \(markets) per arm. Time blocks: \(result.blockDays) days, \
      \(result.washOutDays) washed out after another arm. ± is one Monte-Carlo standard error.
      """
  }

  private func treatment(_ arm: Int) -> Document.Section {
    let table = Table(
      "design", of: result.findings.filter { $0.treatment == arm },
      name: { Sentence($0.design.name) },
      columns: [
        ("bias", { .effect($0.bias.value, unit, margin: $0.bias.standardError) }),
        ("standard error", { .spread($0.spread, unit, margin: $0.spreadError) }),
        ("reported", { .spread($0.reportedError.value, unit) }),
        ("coverage", { .share($0.coverage) }),
        ("customers", { .count($0.customers) }),
        ("no estimate", { .count(result.replications - $0.bias.replicates) }),
      ])
    return Document.Section(
      "treatment_\(arm)",
      """
      \(plan.arms[arm].name): \(result.experiment.primary.name), true effect \
      \(.effect(result.truths[arm], unit)) when rolled out
      """, [.table(table)])
  }

  private var reasons: [Sentence] {
    guard !result.sharedResources.isEmpty else {
      return [
        "Customers share nothing, so no arm disturbs another: the split by customer is valid."
      ]
    }
    let shared: Sentence = """
      Customers share \(result.sharedResources.joined(separator: ", ")) in \
      \(result.sharedStages.joined(separator: ", ")): in a split by customer one arm \
      takes from the other.
      """
    let biased = result.biasedDesigns.map { design -> Sentence in
      switch design {
      case .blocks:
        """
        Split by time block: biased, because what is left on the shelf, and customers who come \
        back, go over into the next block.
        """
      case .customers, .markets, .stock: Sentence("\(design.name): biased.").capitalised
      }
    }
    let others = result.alternatives.map { "the \($0.name)" }
    let best: Sentence =
      others.isEmpty
      ? "it tells most per customer"
      : "none is seen to tell more per customer, \(.list(others)) about as much"
    let advice: Sentence =
      if let design = result.recommended {
        """
        Take the \(design.name): its arms keep apart what is shared, no bias was measured, and of \
        such designs \(best).
        """
      } else {
        """
        No design keeps the arms apart without bias and with honest intervals; use more or longer \
        markets.
        """
      }
    return [shared] + biased + [advice]
  }

  // MARK: - For programs

  private var values: JSON.Members {
    [
      "title": .text(result.experiment.title), "metric": .text(result.experiment.primary.name),
      "replications": .integer(Int64(result.replications)),
      "customers": .integer(Int64(result.customers)),
      "markets_per_arm": .integer(Int64(result.marketsPerArm)),
      "block_days": .integer(Int64(result.blockDays)),
      "wash_out_days": .integer(Int64(result.washOutDays)), "alpha": .number(plan.alpha),
      "shared": .array(result.sharedResources.map(JSON.text)),
      "shared_stages": .array(result.sharedStages.map(JSON.text)),
      "recommended": .optional(result.recommended?.rawValue),
      "alternatives": .array(result.alternatives.map { .text($0.rawValue) }),
      "reasons": .array(reasons.map { .text($0.text) }),
      "treatments": .array(plan.treatments.map(json)),
    ]
  }

  private func json(_ arm: Int) -> JSON {
    let truth = isCompared ? result.truths[arm] : nil
    return .object([
      "treatment": .text(plan.arms[arm].name), "truth": .optional(truth?.difference),
      "truth_se": .optional(truth?.standardError),
      "designs": .array(result.findings.filter { $0.treatment == arm }.map(json)),
    ])
  }

  private func json(_ found: DesignFinding) -> JSON {
    .object([
      "design": .text(found.design.rawValue), "customers": .integer(Int64(found.customers)),
      "bias": .estimate(found.bias), "se": .optional(found.spread),
      "se_mc_error": .optional(found.spreadError), "reported_se": .estimate(found.reportedError),
      "coverage": .estimate(found.coverage), "is_biased": .boolean(found.isBiased),
    ])
  }
}
