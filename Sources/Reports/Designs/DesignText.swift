import Experiments
package import Studies
import Support

/// A comparison of designs in plain words and tables under 100 columns.
package struct DesignText {
  private let found: DesignComparison
  private var unit: DisplayUnit { found.planned.plan.metrics[found.planned.plan.primary].unit }

  /// Wraps a comparison.
  package init(_ comparison: DesignComparison) {
    found = comparison
  }

  /// The whole text, each line ended.
  package var text: String {
    ([heading] + found.planned.plan.treatments.map(table) + [advice])
      .map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private var heading: [String] {
    let options = found.options
    let arms = found.planned.plan.arms.count
    return ["Which design tells the truth?  \(found.title)"]
      + TextTable.paragraph(
        "\(Figures.count(options.replications)) replications of a market of about"
          + " \(Figures.count(found.customers)) customers. Split by market:"
          + " \(options.marketsPerArm * arms) markets, \(options.marketsPerArm) per arm. Time"
          + " blocks: \(found.blockDays) days, \(found.washOutDays) washed out after another arm."
          + " ± is one Monte-Carlo standard error.", lead: "  ", indent: 2)
  }

  private func table(_ treatment: Int) -> [String] {
    let plan = found.planned.plan
    let truth = found.truths[treatment]
    var table = TextTable(
      "design",
      ["bias", "standard error", "reported", "coverage", "customers", "no estimate"])
    for result in found.results where result.treatment == treatment {
      table.add([
        result.design.name,
        signed(result.bias.value) + error(result.bias.standardError),
        plain(result.spread) + error(result.spreadError),
        plain(result.reportedError.value),
        result.coverage.value.map {
          Figures.percent($0, decimals: 1)
            + (result.coverage.standardError.map { " ±\(Figures.fixed($0 * 100, decimals: 1))" }
              ?? "")
        } ?? Figures.missing,
        Figures.count(result.customers),
        Figures.count(found.options.replications - result.bias.replicates),
      ])
    }
    return [
      "\(plan.arms[treatment].name): \(plan.metrics[plan.primary].name), true effect"
        + " \(signed(truth?.difference))\(error(truth?.standardError)) when rolled out"
    ] + table.lines
  }

  private var advice: [String] {
    ["Advice"]
      + DesignAdvice(found).reasons.flatMap { TextTable.paragraph($0, lead: "  -", indent: 4) }
  }

  private func signed(_ value: Double?) -> String {
    guard let value else { return Figures.missing }
    return (value > 0 ? "+" : "") + plain(value)
  }

  /// Effects are small beside their metrics: two more digits than values have.
  private func plain(_ value: Double?) -> String {
    guard let value else { return Figures.missing }
    switch unit {
    case .percent: return Figures.fixed(value * 100, decimals: 3)
    case .money(_, let decimals): return Figures.fixed(value, decimals: decimals + 1)
    case .number, .named: return Figures.fixed(value, decimals: 5)
    }
  }

  private func error(_ value: Double?) -> String {
    value.map { " ±\(plain($0))" } ?? ""
  }
}
