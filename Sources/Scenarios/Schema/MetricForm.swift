import Support

/// A way to name a metric that is more than a fixed name.
package struct MetricForm: Sendable {
  /// The name with what varies in angle brackets.
  package let name: String
  package let meaning: String
  /// The regular expression (ECMA-262) that names match.
  let pattern: String

  private static let mean = "(\(Metric.ofEveryCustomer.map(\.name).joined(separator: "|")))"
  private static let percent = #"[0-9]+(\.[0-9]+)?\s*%"#

  package static let all = [
    MetricForm(
      name: "abandonment at <stage>",
      meaning:
        "Share of customers whose journey ended out of the stage, among those who reached it.",
      pattern: "abandonment at .+"),
    MetricForm(
      name: "reached <stage>", meaning: "Share of customers who reached the stage.",
      pattern: "reached .+"),
    MetricForm(
      name: "median of <metric per customer>",
      meaning: "The value below which half the customers lie; with `over non-zero`, half of those"
        + " whose value is not zero.",
      pattern: "median of \(mean)( over non-zero)?"),
    MetricForm(
      name: "90 % quantile of <metric per customer>",
      meaning: "The value below which that share of the customers lies; also `over non-zero`.",
      pattern: "\(percent) quantile of \(mean)( over non-zero)?"),
    MetricForm(
      name: "<metric per customer> capped at 200",
      meaning:
        "The mean of a value that is cut off at an amount, or at a quantile such as `99 %` or"
        + " `99 % of non-zero`.",
      pattern: "\(mean) capped at .+"),
    MetricForm(
      name: "<metric> within 30 days",
      meaning: "The metric over what customers do within that time of coming, or of the later start"
        + " of the experiment; of metrics that name no stage.",
      pattern: "(\(Metric.plain.map(\.name).joined(separator: "|"))) within .+"),
    MetricForm(
      name: "churned within 30 days",
      meaning: "Share of customers whose journey ended within that time of coming, or of the later"
        + " start of the experiment.",
      pattern: "churned within .+"),
    MetricForm(
      name: "retained after 30 days",
      meaning: "Share of customers whose journey still goes on after that time.",
      pattern: "retained after .+"),
    MetricForm(
      name: "time to purchase within 14 days",
      meaning: "Mean days to the first order, restricted to a time, else to the horizon.",
      pattern: "time to purchase( within .+)?"),
  ]

  /// Every fixed name with its meaning, and every form.
  static var schema: JSON {
    let fixed = Metric.plain.map { metric in
      JSON.object(["const": .text(metric.name), "description": .text(metric.meaning)])
    }
    let forms = all.map { form in
      JSON.object([
        "type": "string", "pattern": .text("^\(form.pattern)$"),
        "description": .text("\(form.name): \(form.meaning)"),
      ])
    }
    return .object(["anyOf": .array(fixed + forms)])
  }
}

/// The grammar of a formula's terms as regular expressions (ECMA-262).
enum TermForm {
  private static let power =
    #"[A-Za-z_][A-Za-z0-9_]*(\s*\^\s*-?[1-4])?"#
  private static let group =
    "(\(Vocabulary.groups.joined(separator: "|")))" + #"\s*\([^()]+\)"#
  private static let transform =
    "(\(Factor.Transform.written.map(\.rawValue).joined(separator: "|")))"
    + #"\s*\(\s*(P|G)(\s*[*/]\s*(P|G))*\s*\)"#

  /// What a term matches; whether its words are quantities of the scenario is beyond it.
  static let pattern: String = {
    let inner = transform.replacing("P", with: power).replacing("G", with: group)
    let factor = "(\(inner)|\(group)|\(power))"
    return #"^\s*"# + factor + #"(\s*[*/]\s*"# + factor + #")*\s*$"#
  }()
}

/// Quantities of formulas that name something of the scenario.
package enum QuantityForm {
  package static let all: [(name: String, meaning: String)] = [
    ("segment(<name>)", "1 for customers of the segment, else 0."),
    ("channel(<name>)", "1 for customers who came by the channel, else 0."),
    ("shipping(<name>)", "1 while the shipping option is chosen or considered, else 0."),
    ("product(<name>)", "1 while the product is looked at or considered, else 0."),
    ("<number of a product>", "That number of the product looked at or considered; 0 without one."),
    ("<number of the shop>", "That number under `shop`."),
    ("peak(<state>)", "The value of the state that was farthest from its start so far."),
    ("after(<time>)", "1 from that time of the experiment on, before it 0."),
  ]
}
