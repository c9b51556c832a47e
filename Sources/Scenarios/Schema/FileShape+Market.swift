import Support

extension FileShape {
  /// Names of the days, as the weekly pattern has them.
  static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  private static let weight = Shape.scalar(.number(Bounds(lower: 0, upper: 1e9)))

  static let market = Shape.fields(
    of: "`market`",
    [
      .required(
        "horizon", .scalar(.time(Bounds(lower: 0, upper: 876_000, excludesLower: true))),
        "Length of the simulated period, e.g. `60 days`."),
      .optional("currency", .scalar(.currency), "ISO 4217 code of the currency; default EUR."),
      .optional("start", .scalar(.date), "First day of the period; default 2026-01-05, a Monday."),
      .required("arrivals", arrivals, "How many customers come, and when."),
      .optional(
        "channels", .named("channel", channel, isNeeded: true),
        "Where customers come from; shares sum to 1; default one, `direct`."),
    ])

  private static let arrivals = Shape.fields(
    of: "`arrivals`",
    [
      .optional("rate", .scalar(.rate), "Mean number of customers per time, e.g. `500 / day`."),
      .optional(
        "customers", .scalar(.whole(Bounds(lower: 1, upper: 4e9))),
        "Exact number of customers."),
      .optional(
        "until", .scalar(.time(Bounds(lower: 0, upper: 876_000, excludesLower: true))),
        "Time from the market's start up to which customers come; default the horizon. Who has come "
          + "is followed to the horizon."),
      .optional(
        "weekly",
        .oneOf([
          .fields(
            of: "`weekly`",
            days.map {
              .optional($0, weight, "Relative intensity on this day; default 1.")
            }),
          .list(weight, count: 7...7),
        ]), "Relative intensity by day of the week, from Monday."),
      .optional(
        "daily", .oneOf([.scalar(.word(DailyPattern.allNames)), .list(weight, count: 24...24)]),
        "Relative intensity by hour of the day: a named pattern or 24 weights."),
    ], exclusive: ["rate", "customers"])

  private static let channel = Shape.fields(
    of: "channel",
    [
      .required("share", .scalar(.share(.unit)), "Share of the customers who arrive."),
      .optional("cost", .scalar(.money), "Cost to the shop of one arrival; default 0."),
    ])

  static let population = Shape.fields(
    of: "`population`",
    [
      .optional(
        "segments",
        .named(
          "segment",
          .fields(
            of: "segment", [.required("share", .scalar(.share(.unit)), "Share of the customers.")]),
          isNeeded: true),
        "Parts of the population; shares sum to 1; default one, `everyone`."),
      .optional(
        "traits",
        .named(
          "trait", by: .identifier,
          .oneOf([
            .scalar(.distribution(.plain)),
            .named("segment", by: .reference, .scalar(.distribution(.plain))),
          ])),
        "Properties of a customer that stay as they are: a distribution, or one per segment."),
      .optional(
        "observed", .list(.scalar(.text(maximum: 60)), count: 1...1000),
        "Traits that the business knows of each customer: columns without `true_`, and allowed in "
          + "the context of decisions."),
      .optional(
        "correlations",
        .named(
          "correlation", by: .pair,
          .scalar(.number(Bounds(lower: -1, upper: 1, excludesLower: true, excludesUpper: true)))),
        "Rank correlations of traits, `a ~ b: 0.3`, through a Gaussian copula."),
      .optional(
        "states",
        .named(
          "state", by: .identifier,
          .oneOf([
            .scalar(.number(stateRange)),
            .fields(
              of: "state",
              [
                .required("start", .scalar(.number(stateRange)), "Value at arrival."),
                .optional("min", .scalar(.number(stateRange)), "Least value."),
                .optional("max", .scalar(.number(stateRange)), "Greatest value."),
                .optional(
                  "fades", .scalar(.time(Bounds(lower: 0, upper: 876_000, excludesLower: true))),
                  "Time in which half the way back to the start is gone; never where left out."),
              ]),
          ])),
        "State of a customer that stages move: a start, or a start with limits."),
    ])

  private static let stateRange = Bounds(lower: -1e9, upper: 1e9)
}
