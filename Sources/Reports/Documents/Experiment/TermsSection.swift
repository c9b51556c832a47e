import Scenarios
import Simulation
import Studies
import Support

/// What the metrics and the words of the test mean, and what the run is made of.
struct TermsSection {
  private let result: ExperimentResult

  init(_ result: ExperimentResult) { self.result = result }

  var definitions: Document.Section {
    let metrics = result.outcome.plan.metrics.map {
      Block.definition(term: $0.metric.name, Sentence($0.metric.meaning))
    }
    return Document.Section(
      "definitions", "Definitions", for: .pages, metrics + (result.analysis == nil ? [] : terms))
  }

  private var terms: [Block] {
    [
      .definition(
        term: "interval",
        """
        The values of the difference that the data do not contradict at the level of the test. It \
        leaves 0 out exactly where the test decides.
        """),
      .definition(
        term: "p-value",
        "How often chance alone would give a difference at least as large as the one that was seen."
      ),
      .definition(
        term: "in truth",
        """
        What the roll-out says: the same customers, all of them under one arm. Only a simulation \
        can know it.
        """),
      .definition(
        term: "guardrail",
        "A metric that must not get worse than a limit, or the arm is not shipped."
      ),
    ]
  }

  var run: Document.Section {
    let input = result.input
    let rows: [(String, Sentence)] = [
      ("customers in the experiment", .value(.count(result.customers))),
      ("replications behind the truth", .value(.count(result.outcome.replications))),
      ("steps of customers through stages", .value(.count(result.outcome.transitions))),
      ("seed", Sentence(String(input.seed))), ("digest of what went in", Sentence(input.digest)),
      ("scenario", Sentence(input.scenario)), ("program", Sentence("JourneyLab \(input.program)")),
      ("GNU Scientific Library", Sentence(input.origin.gsl)),
    ]
    return Document.Section(
      "run", "The run", for: .pages,
      [
        .table(
          Table(rows: rows, [.words("") { Sentence($0.0) }, .words("") { $0.1 }]))
      ])
  }
}
