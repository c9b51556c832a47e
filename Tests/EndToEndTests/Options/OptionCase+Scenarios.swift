/// Options of the commands that start from a scenario.
extension OptionCase {
  private static let run = OptionGroup(
    command: "run", plain: ["sample.yaml", "--replications", "1"], file: "arms.csv")
  private static let whole = OptionGroup(command: "run", plain: ["sample.yaml"])
  private static let policies = OptionGroup(
    command: "run", plain: ["voucher.yaml", "--policies", "core", "-q"])

  static let ofRun: [OptionCase] = [
    OptionGroup(command: "run", plain: []).replacing(
      "scenario", ["sample.yaml"], by: ["answers.yaml", "--customers", "100"]),
    run.adding("seed", "--seed", "2"), run.adding("customers", "--customers", "100"),
    run.adding("set", "--set", "shipping.standard.free_from=20"),
    whole.keeping("threads", ["--threads", "1"], refused: ["--threads", "0"]),
    whole.adding("replications", "--replications", "3"),
    whole.adding("half-width", "--half-width", "40 %"), whole.adding("out", "--out", "there"),
    OptionGroup(command: "run", plain: ["sample.yaml"], file: "/events.csv")
      .adding("events", "--events"),
    OptionGroup(command: "run", plain: ["sample.yaml"], file: "/events.parquet")
      .adding("events", "--events", "parquet"),
    OptionGroup(command: "run", plain: ["sample.yaml"], file: "/customers.csv")
      .adding("customers-file", "--customers-file"),
    OptionGroup(command: "run", plain: ["sample.yaml"], file: "/sessions.csv")
      .adding("tables", "--tables"),
    OptionGroup(command: "run", plain: ["sample.yaml"], before: [["run", "sample.yaml"]])
      .adding("force", "--force"),
    whole.adding("format", "--format", "json"), whole.adding("quiet", "-q"),
    OptionGroup(command: "run", plain: ["sample.yaml", "--replications", "1"], file: "/seeds.csv")
      .adding("seeds", "--seeds", "2-3"),
    OptionGroup(
      command: "run", plain: ["voucher.yaml", "--policies", "core", "-q"], file: "/decisions.jsonl"
    ).adding("decisions", "--decisions"),
    policies.replacing("policies", [], by: ["--policies", "pooled"]),
    policies.adding("quick", "--quick"),
    OptionGroup(command: "run", plain: ["program.yaml", "--policies", "theirs", "-q"])
      .adding("allow-external", "--allow-external"),
  ]

  private static let simulate = OptionGroup(
    command: "simulate", plain: ["sample.yaml", "--out", "log"])

  static let ofSimulate: [OptionCase] = [
    OptionGroup(command: "simulate", plain: ["--out", "log"]).replacing(
      "scenario", ["sample.yaml"], by: ["answers.yaml", "--customers", "100"]),
    simulate.adding("seed", "--seed", "2"), simulate.adding("customers", "--customers", "100"),
    simulate.adding("set", "--set", "market.horizon=9 days"),
    simulate.keeping("threads", ["--threads", "1"], refused: ["--threads", "0"]),
    simulate.adding("arm", "--arm", "from 30"),
    OptionGroup(command: "simulate", plain: ["sample.yaml"]).replacing(
      "out", ["--out", "log"], by: ["--out", "other"]),
    simulate.adding("events", "--events", "parquet"),
    simulate.adding("customers-file", "--customers-file"),
    OptionGroup(
      command: "simulate", plain: ["sample.yaml", "--out", "log"],
      before: [["simulate", "sample.yaml", "--out", "log", "-q"]]
    ).adding("force", "--force"),
    simulate.keeping("quiet", ["--quiet"]),
  ]

  private static let replay = OptionGroup(command: "replay", plain: ["sample.yaml", "3"])

  static let ofReplay: [OptionCase] = [
    OptionGroup(command: "replay", plain: []).replacing(
      "scenario", ["sample.yaml", "3"], by: ["shop.yaml", "3"]),
    replay.replacing("customer", [], by: []).with(changed: ["sample.yaml", "4"]),
    replay.adding("seed", "--seed", "2"),
    replay.adding("customers", "--customers", "3"),
    replay.adding("set", "--set", "shipping.standard.fee=9"),
    replay.adding("format", "--format", "json"),
  ]

  private static let compare = OptionGroup(
    command: "compare", plain: [],
    before: [
      ["run", "sample.yaml", "-q", "--out", "one"],
      ["run", "sample.yaml", "-q", "--seed", "2", "--out", "two"],
    ])

  static let ofCompare: [OptionCase] = [
    compare.replacing("first", ["one", "two"], by: ["two", "two"]),
    compare.replacing("second", ["one", "two"], by: ["one", "one"]),
    compare.adding("format", "--format", "html", to: ["one", "two"]),
  ]

  private static let validate = OptionGroup(command: "validate", plain: ["sample.yaml"])

  static let ofValidate: [OptionCase] = [
    validate.adding("files", "shop.yaml"), validate.adding("set", "--set", "market.horizon=0 days"),
    OptionGroup(command: "schema", plain: []).adding("columns", "--columns"),
  ]

  func with(changed: [String]) -> OptionCase {
    var other = self
    other.changed = changed
    return other
  }
}
