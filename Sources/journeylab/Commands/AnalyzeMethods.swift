import ArgumentParser
import Experiments
import Support
import Terminal

/// Options of `analyze` for estimates beside those of the plan; ranks and quantiles hold columns.
struct AnalyzeMethods: ParsableArguments {
  @Option(
    help: """
      Also test by this method; may be given several times (the last three hold columns in \
      memory): \
      \(MethodOptions.Test.allCases.map(\.rawValue).joined(separator: ", ")).
      """)
  var test: [String] = []

  @Option(help: "Side of zero that the other methods test: two-sided, greater or less.")
  var alternative = "two-sided"

  @Option(
    name: .customLong("non-inferiority"),
    help: "Test that no treatment is worse than the control by this margin, such as 2%.")
  var nonInferiority: String?

  @Option(
    help: """
      Test that no treatment differs from the control by this margin, such as 2%, either way: two \
      one-sided tests.
      """)
  var equivalence: String?

  @Flag(help: "Give the chance to beat the control, the expected loss and a credible interval.")
  var bayes = false

  @Option(
    help: """
      Column that names clusters of rows that were assigned together, such as the customer of \
      each order: quantiles, means and proportions get errors over clusters.
      """)
  var cluster: String?

  @Option(help: "Shuffles or resamples of the permutation test and bootstrap.")
  var resamples = 2_000

  @Option(help: "Seed of shuffles and resamples.")
  var seed: UInt64 = 1

  func options(metrics: [MethodOptions.Metric], covariates: [String]) throws -> MethodOptions {
    var options = MethodOptions()
    options.metrics = metrics
    options.covariates = covariates
    for name in test {
      guard let found = MethodOptions.Test(rawValue: name) else {
        let allowed = MethodOptions.Test.allCases.map(\.rawValue).joined(separator: ", ")
        throw ArgumentError("--test", found: "\"\(name)\"", allowed: allowed)
      }
      options.tests.append(found)
    }
    switch alternative {
    case "two-sided": options.alternative = .twoSided
    case "greater": options.alternative = .greater
    case "less": options.alternative = .less
    default:
      throw ArgumentError(
        "--alternative", found: "\"\(alternative)\"", allowed: "two-sided, greater, less")
    }
    options.margin = try margin("--non-inferiority", nonInferiority)
    options.equivalence = try margin("--equivalence", equivalence)
    options.isBayesian = bayes
    options.cluster = cluster
    guard (2...1_000_000).contains(resamples) else {
      throw ArgumentError("--resamples", found: "\(resamples)", allowed: "2 to 1000000")
    }
    options.resamples = resamples
    options.seed = seed
    return options
  }

  private func margin(_ option: String, _ text: String?) throws -> Double? {
    guard let text else { return nil }
    let isPercent = text.hasSuffix("%")
    guard let value = Double(isPercent ? String(text.dropLast()) : text), value >= 0,
      value < (isPercent ? 100 : 1)
    else {
      throw ArgumentError(
        option, found: "\"\(text)\"", allowed: "a margin such as 2% or 0.02")
    }
    return isPercent ? value / 100 : value
  }
}
