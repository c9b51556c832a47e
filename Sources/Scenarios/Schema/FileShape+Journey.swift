extension FileShape {
  static let journey = Shape.fields(
    of: "`journey`",
    [
      .optional("start", .scalar(.text(maximum: 60)), "The first stage; default the first."),
      .required(
        "stages",
        .named("stage", .oneOf([.scalar(.word(["end"])), .object(stage)]), isNeeded: true),
        "The stages by name: what happens there and where it leads, or `end`."),
    ])

  private static let stage = ObjectShape(
    noun: "stage",
    fields: [
      .optional("end", .scalar(.yesNo), "Whether journeys end here; default no."),
      .optional(
        "touchpoint", .scalar(.text(maximum: 60)),
        "What web analytics call a visit here; default the stage's name."),
      .optional(
        "choose", choose,
        "What the customer chooses on entry: `product`, `shipping`, or both, each with the utility "
          + "of an alternative where given."),
      .optional(
        "effect",
        .oneOf([
          .scalar(.word(effects)), .list(.scalar(.word(effects)), count: 1...20),
        ]), "What happens on entry, after the choices."),
      .optional(
        "refund", .scalar(.word(RefundPart.allCases.map(\.rawValue))),
        "How much of the last order is given back on entry: all of the `order` with its fee, `half` "
          + "of its goods, or its `last item`; once for each order."),
      .optional(
        "quantity", formulaOrNumber,
        "How many `add item` puts into the basket: a formula or a number, rounded, at least 1; "
          + "default 1."),
      .optional("voucher", .scalar(.money), "A voucher given on entry, for the next order."),
      .optional(
        "cost", .scalar(.money),
        "What a visit costs the shop, e.g. a message that is sent; default 0."),
      .optional(
        "moves", .named("state", by: .reference, formulaOrNumber),
        "Changes of state on entry: per state a formula, or a number."),
      .optional(
        "dwell",
        .oneOf([
          .scalar(.dwell),
          .fields(
            of: "`dwell`",
            [
              .required("time", .scalar(.distribution(.time)), "A time or a distribution."),
              .optional("scale", formulaOrNumber, "The time is multiplied by exp of this."),
            ]),
        ]), "Time spent before moving on: a time, a distribution, or `delivery time`."),
      .optional(
        "next",
        .oneOf([
          .scalar(.text(maximum: 60)),
          .named("edge", by: .reference, formulaOrNumber, isNeeded: true),
        ]), "Where it leads: a stage, or per stage the utility of going there."),
    ])

  private static let effects = Effect.allCases.map(\.rawValue)

  private static let subjects = StageChoice.Subject.allCases.map(\.rawValue)

  private static let choose = Shape.oneOf([
    .scalar(.word(subjects)),
    .list(.scalar(.word(subjects)), count: 1...2),
    .fields(
      of: "`choose`",
      subjects.map {
        .optional($0, formula, "Utility of one \($0 == "product" ? "product" : "option").")
      }),
  ])
}
