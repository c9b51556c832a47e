/// Options of the commands that read tables, logs and saved policies.
extension OptionCase {
  private static let analyze = OptionGroup(
    command: "analyze", plain: ["ab.csv", "--arm", "arm", "--metric", "revenue=mean:revenue"])
  private static let two = OptionGroup(
    command: "analyze",
    plain: analyze.plain + ["--metric", "conversion=proportion:converted"])

  private static func table(_ name: String) -> OptionGroup {
    OptionGroup(command: "analyze", plain: [name, "--arm", "arm", "--metric", "x=mean:x"])
  }

  static let ofAnalyze: [OptionCase] = [
    OptionGroup(command: "analyze", plain: ["--arm", "arm", "--metric", "x=mean:x"]).replacing(
      "file", ["two.csv"], by: ["events.csv"]),
    OptionGroup(command: "analyze", plain: ["ab.csv", "--metric", "x=mean:items"]).replacing(
      "arm", ["--arm", "arm"], by: ["--arm", "segment"]),
    analyze.adding("metric", "--metric", "items=mean:items"),
    analyze.adding("control", "--control", "price_cut"),
    analyze.adding("unit", "--unit", "segment"), analyze.adding("segment", "--segment", "segment"),
    analyze.adding("day", "--day", "day"),
    analyze.adding("covariate", "--covariate", "pre_revenue"),
    analyze.adding("looks", "--looks", "3"),
    analyze.adding("boundary", "--boundary", "pocock", to: ["--looks", "3"]),
    OptionGroup(
      command: "analyze",
      plain: ["heads.csv", "--arm", "arm", "--metric", "c=proportion:clicked/shown"]
    ).adding("test-column", "--test-column", "test"),
    analyze.adding("weights", "--weights", "control=2,free_ship=1,price_cut=1"),
    two.adding("primary", "--primary", "conversion"),
    two.adding("guardrail", "--guardrail", "conversion=-1%"),
    analyze.adding("lower-is-better", "--lower-is-better", "revenue"),
    analyze.adding("alpha", "--alpha", "0.2"), two.adding("correction", "--correction", "none"),
    analyze.adding("details", "--details", "figures.csv"),
    analyze.adding("format", "--format", "json"),
    analyze.adding("leave-out", "--leave-out", "price_cut"),
    table("gaps.csv").adding("missing", "--missing", "drop"),
    table("comma.csv").adding("numbers", "--numbers", "1234,5"),
    table("events.csv").adding("events", "--events", "--unit", "user"),
    analyze.adding("observational", "--observational", to: ["--covariate", "pre_revenue"]),
    analyze.adding("test", "--test", "student"),
    analyze.adding("alternative", "--alternative", "less", to: ["--test", "student"]),
    analyze.adding("non-inferiority", "--non-inferiority", "5%"),
    analyze.adding("equivalence", "--equivalence", "5%"), analyze.adding("bayes", "--bayes"),
    analyze.adding("cluster", "--cluster", "customer_id"),
    table("two.csv").replacing(
      "resamples", ["--test", "bootstrap", "--resamples", "50"],
      by: ["--test", "bootstrap", "--resamples", "60"]),
    table("two.csv").adding(
      "seed", "--seed", "2", to: ["--test", "bootstrap", "--resamples", "50"]),
  ]

  private static let evaluate = OptionGroup(
    command: "evaluate", plain: ["decisions.jsonl", "--of", "core", "--policy", "action:1"])

  static let ofLogs: [OptionCase] = [
    OptionGroup(command: "evaluate", plain: ["--policy", "action:1"]).replacing(
      "log", ["decisions.jsonl"], by: ["two.csv"]),
    evaluate.replacing("of", [], by: ["--of", "pooled"]),
    evaluate.adding("decision", "--decision", "nothing"),
    evaluate.adding("market", "--market", "0"),
    evaluate.replacing("policy", [], by: ["--policy", "uniform"]),
    evaluate.adding("clip", "--clip", "1.5"), evaluate.adding("switch-at", "--switch-at", "1.5"),
    evaluate.adding("shrinkage", "--shrinkage", "1"),
    evaluate.adding("sub-gaussian", "--sub-gaussian", "0.5"),
    evaluate.adding("alpha", "--alpha", "0.2"), evaluate.adding("format", "--format", "json"),
    OptionGroup(command: "export", plain: ["--to", "vw"]).replacing(
      "log", ["decisions.jsonl"], by: ["two.csv"]),
    export.adding("of", "--of", "core"), export.adding("decision", "--decision", "nothing"),
    export.adding("market", "--market", "0"),
    OptionGroup(command: "export", plain: ["decisions.jsonl"]).replacing(
      "to", ["--to", "vw"], by: ["--to", "dsjson"]),
    export.adding("output", "--output", "log.vw"),
    OptionGroup(command: "explain", plain: []).replacing(
      "snapshot", ["core.json"], by: ["two.csv"]),
    explain.adding("market", "--market", "0"), explain.adding("decision", "--decision", "nothing"),
    explain.adding("context", "--context", "channel(email)=1"),
    explain.adding("action", "--action", "large"), explain.adding("format", "--format", "json"),
  ]

  private static let export = OptionGroup(
    command: "export", plain: ["decisions.jsonl", "--to", "vw"])
  private static let explain = OptionGroup(command: "explain", plain: ["core.json"])
}
