import Support

extension FileShape {
  static let experiment = Shape.fields(
    of: "`experiment`",
    [
      .optional(
        "arms", .named("arm", .named("change", by: .change, .anything), isNeeded: true),
        "The strategies compared, the control first: each a map from a path to its new value, "
          + "or from a lever to one of its actions; `alike: yes` lets an arm do the same as another."
      ),
      .optional(
        "allocation", .named("arm", by: .reference, .scalar(.share(.unit))),
        "Share of customers per arm, summing to 1; default equal."),
      .optional(
        "primary", .scalar(.metric), "The metric that decides; default conversion."),
      .optional(
        "metrics", .list(.scalar(.metric), count: 1...100),
        "The metrics reported; the primary and the guardrails are always among them."),
      .optional(
        "guardrails",
        .named(
          "guardrail", by: .metric,
          .fields(
            of: "guardrail",
            [
              .required(
                "no worse than", .scalar(.share(Bounds(lower: -1, upper: 10))),
                "The largest relative change for the worse: negative for a metric of which "
                  + "more is better, positive for one of which less is better.")
            ])),
        "What must not get worse."),
      .optional(
        "alpha",
        .scalar(.share(Bounds(lower: 0, upper: 0.5, excludesLower: true, excludesUpper: true))),
        "Error rate; default 5 %."),
      .optional(
        "replications", .scalar(.whole(Bounds(lower: 1, upper: 1_000_000))),
        "Replications of the whole market for the truth; default left to the run."),
      .optional(
        "warm_up", .scalar(.time(Bounds(lower: 0, upper: 876_000, excludesLower: true))),
        "Time before the experiment in which every customer lives under the control."),
      .optional("analysis", analysis, "How the metrics are tested."),
    ])

  private static let analysis = Shape.fields(
    of: "`analysis`",
    [
      .optional(
        "correction", .scalar(.word(CorrectionRule.allCases.map(\.rawValue))),
        "Correction of p-values for there being several; default dunnett."),
      .optional(
        "family", .scalar(.word(TestsRule.allCases.map(\.rawValue))),
        "The tests that the correction covers, each for every treatment; default primary."),
      .optional(
        "covariates", wordOrList(Tally.covariates.map(\.nameBefore)),
        "Figures of the warm-up by which means and ratios are adjusted (CUPED)."),
      .optional(
        "stratify", wordOrList(Stratum.allCases.map(\.rawValue)),
        "Parts of the customers by whose shares effects are weighted (post-stratification)."),
      .optional(
        "hypothesis", .scalar(.word(Hypothesis.allCases.map(\.rawValue))),
        "Which side of zero the primary metric's effect is tested against; default two-sided."),
      .optional(
        "looks", .scalar(.whole(Bounds(lower: 2, upper: 200))),
        "How often the primary metric is looked at, the end included; default once."),
      .optional(
        "spending", .scalar(.text(maximum: 60)),
        "What a look may conclude: \(SpendingRule.forms); default obrien-fleming."),
      .optional(
        "bayes",
        .fields(
          of: "`bayes`",
          [
            .optional(
              "prior mean", .scalar(.share(Bounds(lower: -1, upper: 10))),
              "Mean of the normal prior of the lift; default 0."),
            .required(
              "prior sd", .scalar(.share(Bounds(lower: 0, upper: 10, excludesLower: true))),
              "Standard deviation of the prior of the lift, e.g. `10 %`."),
          ]), "A Bayesian reading of the primary metric's lift."),
      .optional(
        "aa", .scalar(.yesNo),
        "Whether all arms live under the control, to see what a healthy test shows; default no."),
    ])

  private static func wordOrList(_ words: [String]) -> Shape {
    .oneOf([
      .scalar(.word(words)), .list(.scalar(.word(words)), count: 1...words.count),
    ])
  }
}
