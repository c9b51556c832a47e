import Support

extension FileShape {
  static let product = Shape.fields(
    of: "product",
    [
      .required("price", .scalar(.money), "What a customer pays for one."),
      .optional("cost", .scalar(.money), "What one costs the shop; default 0."),
      .optional(
        "popularity", .scalar(.number(Bounds(lower: 0, upper: 1e9, excludesLower: true))),
        "Weight in the choice of a product; default 1."),
      .optional("rival", .scalar(.money), "A rival's price for the same; default the own price."),
      .optional("stock", stock, "Stock that customers share; never runs out where left out."),
    ],
    others: ObjectShape.Others(
      noun: "number", shape: .scalar(.number(Bounds(lower: -1e9, upper: 1e9)))))

  private static let stock = Shape.fields(
    of: "`stock`",
    [
      .required(
        "initial", .scalar(.stockAmount),
        "Units at the start: a whole number, or e.g. `0.035 / customer`."),
      .optional("reorder", reorder, "When to order more; never where left out."),
    ])

  private static let reorder = Shape.fields(
    of: "`reorder`",
    [
      .optional(
        "every", .scalar(.time(Bounds(lower: 0, upper: 876_000, excludesLower: true))),
        "Order at this interval, e.g. `7 days`."),
      .optional(
        "below", .scalar(.stockAmount),
        "Order when stock and orders under way together are at or below this."),
      .required("quantity", .scalar(.stockAmount), "Units of one order."),
      .optional(
        "lead", .scalar(.distribution(.time)),
        "Time from order to shelf: a time or a distribution; default at once."),
    ], exclusive: ["every", "below"])

  static let shippingOption = Shape.fields(
    of: "shipping option",
    [
      .optional("fee", .scalar(.money), "What a customer pays; default 0."),
      .optional(
        "free_from", .scalar(.threshold),
        "Goods value from which the fee is waived, or `never`, the default."),
      .optional("cost", .scalar(.money), "What a parcel costs the shop; default 0."),
      .optional(
        "return_fee", .scalar(.money),
        "What is kept back from a refund that comes by this option; default 0."),
      .optional("return_cost", .scalar(.money), "What a parcel that comes back costs; default 0."),
      .optional(
        "promised", .scalar(.time(Bounds(lower: 0, upper: 876_000))),
        "Promised time, e.g. `3 days`; default 0 h."),
      .optional(
        "actual", .scalar(.distribution(.time)),
        "Actual time: a time or a distribution; default as promised."),
      .optional(
        "collected", .scalar(.yesNo), "Whether the customer collects the goods; default no."),
    ])
}
