/// Options of the commands that plan a test or look behind one.
extension OptionCase {
  private static let assess = OptionGroup(
    command: "assess", plain: ["sample.yaml", "--replications", "20"])

  static let ofAssess: [OptionCase] = [
    OptionGroup(command: "assess", plain: ["--replications", "20"]).replacing(
      "scenario", ["sample.yaml"], by: ["answers.yaml", "--customers", "100"]),
    assess.adding("seed", "--seed", "2"), assess.adding("customers", "--customers", "100"),
    assess.adding("set", "--set", "shipping.standard.fee=9"),
    assess.keeping("threads", ["--threads", "1"], refused: ["--threads", "0"]),
    OptionGroup(command: "assess", plain: ["sample.yaml"]).replacing(
      "replications", ["--replications", "20"], by: ["--replications", "25"]),
    assess.adding("looks", "--looks", "3"), assess.adding("draw", "--draw", "reassigned"),
    assess.adding("out", "--out", "r.csv"),
    OptionGroup(
      command: "assess", plain: ["sample.yaml", "--replications", "20", "--out", "r.csv"],
      before: [["assess", "sample.yaml", "--replications", "20", "--out", "r.csv"]]
    ).adding("force", "--force"),
    assess.adding("format", "--format", "json"), assess.keeping("quiet", ["--quiet"]),
  ]

  private static let formula = OptionGroup(command: "power", plain: ["--baseline", "0.03"])
  private static let power = OptionGroup(command: "power", plain: ["sample.yaml"])

  static let ofPower: [OptionCase] = [
    OptionGroup(command: "power", plain: []).replacing(
      "scenario", ["sample.yaml"], by: ["shop.yaml"]),
    power.adding("seed", "--seed", "2"), power.adding("customers", "--customers", "100"),
    power.adding("set", "--set", "shipping.standard.fee=9"),
    power.keeping("threads", ["--threads", "1"], refused: ["--threads", "0"]),
    OptionGroup(command: "power", plain: []).replacing(
      "baseline", ["--baseline", "0.03"], by: ["--baseline", "0.05"]),
    formula.adding("variance", "--variance", "2"), formula.adding("lift", "--lift", "7%"),
    formula.adding("power", "--power", "0.9"), formula.adding("alpha", "--alpha", "0.01"),
    formula.adding("share", "--share", "0.2"),
    formula.adding("units-per-day", "--units-per-day", "2000"),
    formula.adding("correlation", "--correlation", "0.5"),
    formula.adding("half-width", "--half-width", "0.001"),
    power.adding("simulate", "--simulate", "--replications", "20"),
    power.replacing(
      "replications", ["--simulate", "--replications", "20"],
      by: ["--simulate", "--replications", "25"]),
    formula.adding("out", "--out", "curve.csv"),
    OptionGroup(
      command: "power", plain: ["--baseline", "0.03", "--out", "curve.csv"],
      before: [["power", "--baseline", "0.03", "--out", "curve.csv"]]
    ).adding("force", "--force"),
    formula.adding("format", "--format", "json"), power.keeping("quiet", ["--quiet"]),
  ]

  private static let designs = OptionGroup(
    command: "designs",
    plain: ["stock.yaml", "--replications", "4", "--customers", "300", "--markets", "2"])

  static let ofDesigns: [OptionCase] = [
    OptionGroup(command: "designs", plain: ["--replications", "4", "--markets", "2"]).replacing(
      "scenario", ["stock.yaml", "--customers", "300"], by: ["shop.yaml", "--customers", "100"]),
    designs.adding("seed", "--seed", "2"),
    OptionGroup(
      command: "designs", plain: ["stock.yaml", "--replications", "4", "--markets", "2"]
    ).replacing("customers", ["--customers", "300"], by: ["--customers", "200"]),
    designs.adding("set", "--set", "catalogue.thing.price=30"),
    designs.keeping("threads", ["--threads", "1"], refused: ["--threads", "0"]),
    OptionGroup(
      command: "designs", plain: ["stock.yaml", "--customers", "300", "--markets", "2"]
    ).replacing("replications", ["--replications", "4"], by: ["--replications", "5"]),
    OptionGroup(
      command: "designs", plain: ["stock.yaml", "--customers", "300", "--replications", "4"]
    ).replacing("markets", ["--markets", "2"], by: ["--markets", "3"]),
    designs.adding("block", "--block", "4", to: ["--wash-out", "1"]),
    designs.replacing(
      "wash-out", ["--block", "4", "--wash-out", "0"], by: ["--block", "4", "--wash-out", "2"]),
    designs.adding("format", "--format", "json"), designs.keeping("quiet", ["--quiet"]),
  ]

  private static let sensitivity = OptionGroup(
    command: "sensitivity",
    plain: ["answers.yaml", "--customers", "200", "--only", "catalogue", "--range", "10"])

  static let ofSensitivity: [OptionCase] = [
    OptionGroup(
      command: "sensitivity", plain: ["--customers", "100", "--only", "catalogue", "--range", "10"]
    ).replacing("scenario", ["answers.yaml"], by: ["sample.yaml"]),
    sensitivity.adding("seed", "--seed", "2"),
    OptionGroup(
      command: "sensitivity", plain: ["answers.yaml", "--only", "catalogue", "--range", "10"]
    ).replacing("customers", ["--customers", "200"], by: ["--customers", "100"]),
    sensitivity.adding("set", "--set", "catalogue.thing.price=30"),
    sensitivity.keeping("threads", ["--threads", "1"], refused: ["--threads", "0"]),
    OptionGroup(
      command: "sensitivity",
      plain: ["answers.yaml", "--customers", "200", "--only", "catalogue"]
    ).replacing("range", ["--range", "10"], by: ["--range", "30"]),
    OptionGroup(
      command: "sensitivity", plain: ["answers.yaml", "--customers", "200", "--range", "10"]
    ).replacing("only", ["--only", "catalogue"], by: ["--only", "shipping"]),
    sensitivity.adding("morris", "--morris", "2"), sensitivity.adding("out", "--out", "moves"),
    OptionGroup(
      command: "sensitivity",
      plain: [
        "answers.yaml", "--customers", "200", "--only", "catalogue", "--range", "10", "--out",
        "moves",
      ],
      before: [
        [
          "sensitivity", "answers.yaml", "--customers", "200", "--only", "catalogue", "--range",
          "10", "--out", "moves",
        ]
      ]
    ).adding("force", "--force"),
    sensitivity.adding("format", "--format", "json"), sensitivity.keeping("quiet", ["--quiet"]),
  ]

  private static let uplift = OptionGroup(
    command: "uplift", plain: ["answers.yaml", "--customers", "300"])

  static let ofUplift: [OptionCase] = [
    OptionGroup(command: "uplift", plain: ["--customers", "300"]).replacing(
      "scenario", ["answers.yaml"], by: ["sample.yaml"]),
    uplift.adding("seed", "--seed", "2"),
    OptionGroup(command: "uplift", plain: ["answers.yaml"]).replacing(
      "customers", ["--customers", "300"], by: ["--customers", "200"]),
    uplift.adding("set", "--set", "catalogue.thing.price=30"),
    uplift.keeping("threads", ["--threads", "1"], refused: ["--threads", "0"]),
    uplift.adding("metric", "--metric", "conversion"), uplift.adding("folds", "--folds", "3"),
    uplift.adding("out", "--out", "gains.csv"),
    OptionGroup(
      command: "uplift", plain: ["answers.yaml", "--customers", "300", "--out", "gains.csv"],
      before: [["uplift", "answers.yaml", "--customers", "300", "--out", "gains.csv"]]
    ).adding("force", "--force"),
    uplift.adding("format", "--format", "json"), uplift.keeping("quiet", ["--quiet"]),
  ]
}
