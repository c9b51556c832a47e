import Support

/// The form of the scenario file, format version 1.
enum FileShape {
  static let file = Shape.fields(
    of: "the scenario",
    [
      .required("journeylab", .scalar(.version), "Version of the file format: 1."),
      .required("title", .scalar(.text(maximum: 200)), "What reports call the scenario."),
      .optional(
        "teaches", .scalar(.text(maximum: 5000)), "What a reader learns from the scenario."),
      .optional(
        "extends", .scalar(.text(maximum: 1000)),
        "A scenario file, relative to this one, that this one changes: maps merge key by key, "
          + "everything else is replaced."),
      .required("market", market, "When, whence and how many customers come."),
      .optional("population", population, "Who the customers are."),
      .optional(
        "catalogue", .named("product", product, isNeeded: true),
        "The products on sale; one `item` at no price where left out."),
      .optional(
        "shop",
        .named("number", by: .identifier, .scalar(.number(Bounds(lower: -1e9, upper: 1e9)))),
        "Numbers of the shop by name, for formulas to read and arms to change, e.g. "
          + "`return_days: 30`."),
      .optional(
        "shipping", .named("shipping option", shippingOption),
        "The ways to get the goods to the customer."),
      .required("journey", journey, "The stages that customers move through."),
      .optional("levers", .named("lever", lever), "Decisions of the business, by name."),
      .optional("experiment", experiment, "What is compared, and on what."),
      .optional("family", family, "The family of markets that this one belongs to."),
      .optional("learning", learning, "Policies that learn on the journey, and their judging."),
      .optional("recording", recording, "What a run writes beside its summary."),
    ])

  static let coefficient = Shape.scalar(.number(Bounds(lower: -1e6, upper: 1e6)))

  /// A table of terms with their coefficients.
  static let formula = Shape.named("term", by: .term, coefficient)

  /// A table of terms, or a number that is the constant.
  static let formulaOrNumber = Shape.oneOf([coefficient, formula])

  private static let recording = Shape.fields(
    of: "`recording`",
    [
      .optional("events", .scalar(.yesNo), "Whether `events.csv` is written; default no."),
      .optional("customers", .scalar(.yesNo), "Whether `customers.csv` is written; default no."),
      .optional(
        "tables", .scalar(.yesNo),
        "Whether the business's own tables are written: `orders.csv`, `sessions.csv` and "
          + "`customers.csv`, with what a business observes; default no."),
      .optional(
        "decisions", .scalar(.yesNo),
        "Whether `decisions.jsonl` is written where policies learn; default no."),
    ])

  private static let lever = Shape.fields(
    of: "lever",
    [
      .required(
        "sets", .scalar(.text(maximum: 1000)),
        "The path that the lever changes, e.g. `shipping.standard.free_from`."),
      .required(
        "actions", .named("action", .anything, isNeeded: true),
        "The values that the path may take, by name."),
    ])
}
