import Support

extension FileShape {
  static let family = Shape.fields(
    of: "`family`",
    [
      .required("tasks", tasks, "How many markets there are, and how large they are."),
      .optional(
        "features", .named("feature", by: .identifier, .scalar(.distribution(.plain))),
        "What is known of a market before its first customer: a distribution over markets each."
      ),
      .optional(
        "vary", .named("variation", by: .change, variation),
        "What differs between markets: the path of a number, with the name of a parameter after "
          + "a space for a number within a distribution, and its law over markets in the unit "
          + "that the file writes there."),
    ])

  private static let tasks = Shape.fields(
    of: "`tasks`",
    [
      .required(
        "train", .scalar(.whole(Bounds(lower: 0, upper: 10_000))),
        "Markets to learn in before any is judged."),
      .required(
        "test", .scalar(.whole(Bounds(lower: 1, upper: 10_000))),
        "Markets on which policies are judged."),
      .optional(
        "customers", .scalar(.whole(Bounds(lower: 1, upper: 10_000_000))),
        "Customers of each market; default the scenario's own arrivals."),
    ])

  /// A distribution, or a sum of a `constant`, coefficients of features and a draw from a `law`.
  private static let variation = Shape.oneOf([
    .scalar(.distribution(.plain)),
    .named("part", by: .reference, .scalar(.distribution(.plain)), isNeeded: true),
  ])
}
