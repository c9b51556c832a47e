/// Options of the commands that judge a policy before its release, and of all that read a scenario.
extension OptionCase {
  private static let table = [
    "sent.csv", "--from", "csv", "--reward", "paid", "--probability", "chance",
  ]
  private static let imported = OptionGroup(
    command: "import", plain: table + ["--action", "sent"])

  static let ofImport: [OptionCase] = [
    OptionGroup(command: "import", plain: Array(table.dropFirst()) + ["--action", "sent"])
      .replacing("file", ["sent.csv"], by: ["two.csv"]),
    OptionGroup(command: "import", plain: ["sent.csv"]).replacing(
      "from", ["--from", "csv"], by: ["--from", "obp"]),
    OptionGroup(command: "import", plain: table).adding("action", "--action", "sent"),
    OptionGroup(
      command: "import",
      plain: ["sent.csv", "--from", "csv", "--action", "sent", "--probability", "chance"]
    ).adding("reward", "--reward", "paid"),
    OptionGroup(
      command: "import",
      plain: ["sent.csv", "--from", "csv", "--action", "sent", "--reward", "paid"]
    ).adding("probability", "--probability", "chance"),
    imported.adding("event", "--event", "mail"), imported.adding("time", "--time", "at"),
    imported.adding("customer", "--customer", "who"),
    imported.adding("position", "--position", "place"),
    imported.adding("policy", "--policy", "by"), imported.adding("context", "--context", "visits"),
    imported.adding("actions", "--actions", "none,gift,card"),
    imported.adding("output", "--output", "log.jsonl"),
  ]

  private static let small = ["--customers", "60", "--replications", "1"]
  private static let pair = [
    "voucher.yaml", "--running", "as usual", "--candidate", "core", "-q",
  ]
  private static let shadow = OptionGroup(command: "shadow", plain: pair + small)

  static let ofShadow: [OptionCase] = [
    OptionGroup(command: "shadow", plain: Array(pair.dropFirst()) + small).replacing(
      "scenario", ["voucher.yaml"], by: ["sample.yaml"]),
    OptionGroup(
      command: "shadow", plain: ["voucher.yaml", "--candidate", "core", "-q"] + small
    ).replacing("running", ["--running", "as usual"], by: ["--running", "core"]),
    OptionGroup(
      command: "shadow", plain: ["voucher.yaml", "--running", "as usual", "-q"] + small
    ).replacing("candidate", ["--candidate", "core"], by: ["--candidate", "as usual"]),
    shadow.adding("seed", "--seed", "2"),
    OptionGroup(command: "shadow", plain: pair + ["--replications", "1"]).replacing(
      "customers", ["--customers", "60"], by: ["--customers", "80"]),
    OptionGroup(command: "shadow", plain: pair + ["--customers", "60"]).replacing(
      "replications", ["--replications", "1"], by: ["--replications", "2"]),
    shadow.adding("set", "--set", "catalogue.mug.price=20"),
    shadow.keeping("threads", ["--threads", "1"], refused: ["--threads", "0"]),
    shadow.adding("format", "--format", "json"),
    OptionGroup(
      command: "shadow",
      plain: ["voucher.yaml", "--running", "core", "--candidate", "as usual"] + small
    ).keeping("quiet", ["--quiet"]),
    shadow.adding("shares", "--shares", "20 %,40 %"), shadow.adding("harm", "--harm=-9"),
    shadow.adding("card", "--card", "card.json"),
    OptionGroup(
      command: "shadow", plain: pair + small + ["--card", "card.json"],
      before: [["shadow"] + pair + small + ["--card", "card.json"]]
    ).adding("force", "--force"),
    OptionGroup(
      command: "shadow",
      plain: ["program.yaml", "--running", "as usual", "--candidate", "theirs", "-q"] + small
    ).adding("allow-external", "--allow-external"),
  ]

  /// A scenario that stands on one above its folder is read only where that is allowed.
  private static func above(_ command: String, _ others: [String] = []) -> OptionCase {
    OptionGroup(command: command, plain: ["below/child.yaml"] + others)
      .adding("extends-from", "--extends-from", ".")
  }

  static let ofExtending: [OptionCase] = [
    above("run", ["--replications", "1", "--customers", "50", "-q"]),
    above("simulate", ["--customers", "50", "--out", "log"]), above("replay", ["3"]),
    above("validate"), above("assess", ["--replications", "20", "--customers", "50"]),
    above("power", ["--customers", "50"]), above("designs", ["--customers", "50"]),
    above("sensitivity", ["--only", "nothing"]), above("uplift", ["--customers", "50"]),
    above("shadow", ["--running", "as usual", "--candidate", "core"]),
  ]
}
