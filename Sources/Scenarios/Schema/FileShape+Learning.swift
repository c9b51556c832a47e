import Support

extension FileShape {
  private static let name = Shape.scalar(.text(maximum: 60))

  private static let span = Bounds(lower: 0, upper: 876_000, excludesLower: true)

  static let learning = Shape.fields(
    of: "`learning`",
    [
      .required(
        "decisions", .named("decision point", .object(decision), isNeeded: true),
        "Where on the journey policies decide, by name."),
      .optional(
        "reward", .scalar(.word(RewardMeasure.allCases.map(\.rawValue))),
        "What policies are rewarded by, per customer; default conversion."),
      .optional(
        "update", .scalar(.update),
        "When policies learn: at intervals, or after so many decisions, e.g. "
          + "`100 decisions`; default 1 day."),
      .optional(
        "replications", .scalar(.whole(Bounds(lower: 1, upper: 1000))),
        "Draws of the whole family; default left to the run."),
      .optional(
        "policies",
        .named("policy", .oneOf([.scalar(.word(learners)), .object(policy)]), isNeeded: true),
        "The policies compared, by name: a learner, or a learner with options; default a table "
          + "of standard ones."),
    ])

  private static let decision = ObjectShape(
    noun: "decision point",
    fields: [
      .required("lever", name, "The lever of which an action is chosen."),
      .required("at", name, "The stage on whose entry it is chosen."),
      .optional("status quo", name, "The action of business as usual; default the lever's first."),
      .optional(
        "context", .list(.scalar(.text(maximum: 200)), count: 0...100),
        "What policies see of a customer: terms of what a business can observe."),
      .optional(
        "within", .scalar(.time(span)),
        "Time after the decision in which rewards count; default until the horizon."),
      .optional(
        "credit", .scalar(.word(CreditRule.allCases.map(\.rawValue))),
        "Which of a customer's decisions a reward belongs to; default last."),
      .optional("limits", limits, "What no policy may do here."),
      .optional(
        "available",
        .named(
          "action", by: .reference,
          .fields(
            of: "availability",
            [
              .optional(
                "from", .scalar(.time(Bounds(lower: 0, upper: 876_000))),
                "Time from the market's start; default 0 h."),
              .optional(
                "until", .scalar(.time(span)),
                "Time from the market's start; default the horizon."),
            ])),
        "When an action is added or withdrawn, by action; default always there."),
    ])

  private static let limits = Shape.fields(
    of: "`limits`",
    [
      .optional(
        "floor", .scalar(.number(Bounds(lower: -1e9, upper: 1e9))), "Least value of an action."),
      .optional(
        "frequency cap", .scalar(.whole(Bounds(lower: 0, upper: 1e6))),
        "Most often that one customer may meet an action other than the status quo."),
      .optional(
        "spread", .scalar(.number(Bounds(lower: 0, upper: 1e9))),
        "Greatest distance between the values that different segments are shown at the same "
          + "time: between two updates."),
      .optional(
        "budget", .scalar(.number(Bounds(lower: 0, upper: 1e12))),
        "Greatest sum of the values of actions taken in one market."),
      .optional(
        "keep", .scalar(.share(.unit)),
        "Share of the status quo's reward that must be kept at any time."),
    ])

  static let learners = Learner.allCases.map(\.rawValue)

  private static let policy = ObjectShape(
    noun: "policy",
    fields: [
      .optional(
        "learner", .scalar(.word(learners)), "How it learns; `external` where that is given.")
    ]
      + LearnerOption.all.map { option in
        .optional(
          option.name, .scalar(option.isWhole ? .whole(option.bounds) : .number(option.bounds)),
          option.doc)
      } + [
        .optional("forget", forget, "How old rewards lose their say; default not at all."),
        .optional(
          "delay", .scalar(.word(PolicySpec.DelayRule.allCases.map(\.rawValue))),
          "What a decision without a reward so far means; default exposure."),
        .optional(
          "start", .scalar(.text(maximum: 1000)),
          "A saved state to start from, relative to this file."),
        .optional("among", .list(name, count: 2...100), "Policies that a selector chooses among."),
        .optional("external", external, "A program that decides, speaking JSON lines."),
      ])

  private static let forget = Shape.fields(
    of: "`forget`",
    [
      .optional(
        "discount",
        .scalar(.number(Bounds(lower: 0, upper: 1, excludesLower: true, excludesUpper: true))),
        "Each reward makes earlier ones count less by this factor."),
      .optional(
        "window", .scalar(.whole(Bounds(lower: 1, upper: 1e9))),
        "Only so many latest rewards count."),
      .optional(
        "restart", .scalar(.number(Bounds(lower: 0, upper: 1e6, excludesLower: true))),
        "Rewards are dropped when the CUSUM of prediction errors passes this threshold."),
    ], exclusive: ["discount", "window", "restart"])

  private static let external = Shape.fields(
    of: "`external`",
    [
      .required(
        "command", .list(.scalar(.text(maximum: 1000)), count: 1...100),
        "The program and its arguments."),
      .optional("timeout", .scalar(.time(.positive)), "Time that it has for a batch; default 2 s."),
      .optional(
        "batch", .scalar(.whole(Bounds(lower: 1, upper: 100_000))),
        "Most decisions of one batch; default 128."),
      .optional(
        "standardised", .scalar(.yesNo),
        "Whether it gets context and rewards as (value − mean) / deviation, with these moments "
          + "told once; default no: as they are."),
    ])
}
