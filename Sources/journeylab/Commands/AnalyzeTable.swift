import ArgumentParser
import Experiments
import Support

/// Options of `analyze` for how a table is read and which of its rows count.
struct AnalyzeTable: ParsableArguments {
  @Option(
    name: .customLong("leave-out"),
    help: """
      Arm whose rows do not count; may be given several times. A weight of 0 in --weights does the \
      same.
      """)
  var leaveOut: [String] = []

  @Option(
    help: """
      Rows with a missing cell (empty, NA, null, …) in a column that is used: refuse, or drop, \
      with the counts of each arm.
      """)
  var missing = "refuse"

  @Option(
    help: """
      How numbers are written, by example: \
      \(NumberForm.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")).
      """)
  var numbers = NumberForm.plain.rawValue

  @Flag(
    help: """
      Rows are events: gather them to one row per --unit. Numbers are summed (an empty cell adds \
      nothing), a proportion asks for any row with 1; "rows" counts rows and COLUMN=VALUE those with \
      that value, such as bought=proportion:event=purchase. Memory grows with the units.
      """)
  var events = false

  @Flag(
    help: """
      The arms were not assigned at random: adjust means and proportions for --covariate and \
      --segment, by regression and by weighting; no verdict. Holds these columns in memory.
      """)
  var observational = false

  /// Applies the options; `zeroWeights` are arms that a weight of 0 leaves out too.
  func apply(to options: inout TableOptions, zeroWeights: [String]) throws {
    options.leftOut = leaveOut + zeroWeights.filter { !leaveOut.contains($0) }
    switch missing {
    case "refuse": break
    case "drop": options.dropsMissing = true
    default: throw ArgumentError("--missing", found: "\"\(missing)\"", allowed: "refuse, drop")
    }
    guard let form = NumberForm(rawValue: numbers) else {
      throw ArgumentError(
        "--numbers", found: "\"\(numbers)\"",
        allowed: NumberForm.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", "))
    }
    options.numbers = form
    options.gathersEvents = events
  }
}
