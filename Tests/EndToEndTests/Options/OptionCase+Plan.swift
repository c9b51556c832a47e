/// Keys of a scenario's experiment and of what it records.
extension OptionCase {
  private static let plan = OptionGroup(
    command: "run", plain: ["shop.yaml", "--replications", "1", "-q"])

  private static func key(
    _ path: String, _ value: String, to others: [String] = [], file: String? = "comparisons.csv"
  ) -> OptionCase {
    var group = plan
    group.file = file
    return group.setting(path, value, to: others)
  }

  static let ofPlan: [OptionCase] = [
    key(
      "experiment.arms", "{control: {}, later: {shipping.standard.free_from: 60}}",
      to: ["experiment.allocation={control: 50 %, later: 50 %}"]),
    key("experiment.allocation", "{control: 20 %, later: 40 %, never: 40 %}"),
    key("experiment.primary", "conversion", file: "summary.txt"),
    key("experiment.metrics", "[items per customer]"),
    key("experiment.guardrails", "{conversion: {no worse than: -5 %}}", file: "summary.txt"),
    key(
      "experiment.guardrails.conversion.no worse than", "-90 %",
      to: ["experiment.guardrails={conversion: {no worse than: -5 %}}"], file: "summary.txt"),
    key("experiment.alpha", "20 %"),
    OptionGroup(command: "run", plain: ["shop.yaml", "-q"], file: "comparisons.csv")
      .setting("experiment.replications", "2", to: ["experiment.replications=1"]),
    key("experiment.warm_up", "9 days"),
    key("experiment.analysis.correction", "none"), key("experiment.analysis.family", "all"),
    key(
      "experiment.analysis.covariates", "[visits before]", to: ["experiment.warm_up=9 days"]),
    key("experiment.analysis.stratify", "segment"),
    key("experiment.analysis.hypothesis", "greater"),
    key("experiment.analysis.looks", "3", file: "summary.txt"),
    key(
      "experiment.analysis.spending", "pocock", to: ["experiment.analysis.looks=3"],
      file: "summary.txt"),
    key("experiment.analysis.bayes", "{prior sd: 10 %}", file: "summary.txt"),
    key(
      "experiment.analysis.bayes.prior mean", "20 %",
      to: ["experiment.analysis.bayes={prior sd: 10 %}"], file: "summary.txt"),
    key(
      "experiment.analysis.bayes.prior sd", "50 %",
      to: ["experiment.analysis.bayes={prior sd: 10 %}"], file: "summary.txt"),
    key("experiment.analysis.aa", "yes"), key("recording.events", "yes", file: "/events.csv"),
    key("recording.customers", "yes", file: "/customers.csv"),
    key("recording.tables", "yes", file: "/orders.csv"),
    OptionGroup(
      command: "run", plain: ["voucher.yaml", "--policies", "core", "-q"], file: "/decisions.jsonl"
    ).setting("recording.decisions", "yes"),
  ]
}
