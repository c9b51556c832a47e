import Experiments
import Scenarios
package import Studies
import Support

extension Document {
  /// The operating characteristics of a planned test.
  package init(_ result: AssessmentResult) { self = AssessmentDocument(result: result).document }
}

struct AssessmentDocument {
  let result: AssessmentResult

  var found: OperatingCharacteristics { result.assessment.characteristics }
  var plan: AnalysisPlan { found.plan }
  var unit: DisplayUnit { result.experiment.primary.unit }

  var document: Document {
    Document(
      title: .title("How good is this test?", of: result.experiment.title), facts: facts,
      sections: [
        planned, draws, estimates, methods, quantile, stops, decisions,
        Document.Section(
          "notes", "Notes", AssessmentNotes(result: result).sentences.map(Block.item)),
      ],
      values: values)
  }

  private var facts: Sentence {
    let count = StatedValue.count(found.replications)
    let drawn: Sentence =
      switch result.draw {
      case .reassigned: "\(count) re-randomisations of the same potential outcomes"
      case .resampled:
        "\(count) experiments on customers drawn from those of all replications of the truth"
      case nil:
        "\(count) fresh replications, because customers share \(.list(result.sharedResources))"
      }
    return """
      \(.count(found.units)) customers, \(drawn); \(found.looks) looks where a method looks; \
      error rate \(.share(plan.alpha, decimals: 1)), \(side), \(plan.correction.name). ± is one \
      standard error, of the replicates and of the truth together. Type-I errors are of A/A tests: \
      every outcome is the control's.
      """
  }

  private var side: String { plan.alternative == .twoSided ? "two-sided" : "one-sided" }

  private func name(_ comparison: OperatingCharacteristics.Comparison) -> Sentence {
    "\(comparison.treatmentName): \(comparison.metricName)"
  }

  private func unit(of comparison: OperatingCharacteristics.Comparison) -> DisplayUnit {
    plan.metrics[comparison.metric].unit
  }

  private var planned: Document.Section {
    let table = Table(
      "treatment: metric", of: found.comparisons, name: name,
      columns: [
        ("true effect", { .difference($0.truth, unit(of: $0), margin: $0.truthError) }),
        ("true lift", { .change($0.lift) }),
        ("power", { .share($0.power) }),
        ("type-I error", { .share($0.typeIError) }),
        ("coverage", { .share($0.coverage) }),
        ("A/A coverage", { .share($0.nullCoverage) }),
      ])
    return Document.Section(
      "planned_end", "What the plan decides",
      [
        .table(table),
        .note(
          """
          Power and type-I error are those of the plan's own decisions, in \(.count(found.decided)) \
          of the replicates; coverage is that of single, uncorrected intervals. Any rejection in an \
          A/A family (\(plan.correction.name)): \(.share(found.familyError))
          """),
      ])
  }

  private var draws: Document.Section {
    guard let reassigned = result.reassigned else { return Document.Section("draws", "", []) }
    let table = Table(
      "treatment: metric", of: zip(found.comparisons, reassigned.comparisons), name: { name($0.0) },
      columns: [
        ("coverage, customers drawn anew", { .share($0.0.coverage) }),
        ("the same customers", { .share($0.1.coverage) }),
        ("power", { .share($0.0.power) }),
        ("the same customers", { .share($0.1.power) }),
      ])
    let note: Sentence = """
      With the same customers in every replicate an interval covers the effect on them more often \
      than it promises where the effect differs between customers; the promise is for customers \
      drawn anew.
      """
    return Document.Section(
      "draws", "Customers drawn anew beside the same customers assigned anew",
      [.table(table), .note(note)])
  }

  private var estimates: Document.Section {
    let table = Table(
      "treatment: metric", of: found.comparisons, name: name,
      columns: [
        ("bias", { .difference($0.bias, unit(of: $0)) }),
        ("reported over real error", { .fixed($0.errorRatio, decimals: 3) }),
        ("wrong sign", { .share($0.signError) }),
        ("exaggeration", { .factor($0.exaggeration) }),
        ("no test", { .count($0.undefined) }),
      ])
    return Document.Section(
      "estimates", "Estimates; sign and size among significant ones", [.table(table)])
  }

  private var methods: Document.Section {
    let table = Table(
      "treatment: method", of: found.methods, name: name,
      columns: [
        ("type-I error", { .share($0.typeIError) }),
        ("power", { .share($0.power) }),
        ("coverage", { .share($0.coverage) }),
        ("bias", { .difference($0.bias, unit) }),
      ])
    return Document.Section(
      "methods", "\(result.experiment.primary.name): methods side by side",
      [.table(table), .note(aboutMethods)])
  }

  func name(_ method: OperatingCharacteristics.Method) -> Sentence {
    "\(method.treatmentName): \(name(method.method))"
  }

  /// The method's name; the fixed horizon goes by its test.
  func name(_ method: AssessedMethod) -> String {
    guard method == .fixedHorizon else { return method.name }
    return result.experiment.primary.kind == .proportion ? "pooled z" : "Welch"
  }

  private var aboutMethods: Sentence {
    var parts: [Sentence] = []
    if found.methods.contains(where: { $0.method == .adjusted }) {
      parts.append(
        "CUPED adjusts by what past data of the customer's segment and channel would predict.")
    }
    if let cap = result.cap {
      parts.append(
        """
        The capped mean caps at \(.level(cap, unit)), the \
        \(.share(AssessmentResult.capQuantile, decimals: 0)) quantile; its bias and coverage are \
        against the effect that is not capped.
        """)
    }
    parts.append(
      """
      Every method tests at the level that the plan leaves for one treatment, \
      \(.share(plan.levelOfOneTest, decimals: 2)). Methods that look do so \(found.looks) times; \
      the others end with the planned units.
      """)
    return parts.joined(separator: " ")
  }

  private var quantile: Document.Section {
    guard let found = result.quantile else { return Document.Section("quantile", "", []) }
    let table = Table(
      "treatment", of: found.results, name: { Sentence($0.treatmentName) },
      columns: [
        ("true difference", { .difference($0.truth, unit) }),
        ("type-I error", { .share($0.typeIError) }),
        ("power", { .share($0.power) }),
        ("coverage", { .share($0.coverage) }),
        ("bias", { .difference($0.bias, unit) }),
      ])
    return Document.Section(
      "quantile",
      """
      \(.share(found.probability, decimals: 0)) quantile of a customer's value, \
      \(.count(found.replications)) samples
      """, [.table(table)])
  }

  private var stops: Document.Section {
    let table = Table(
      "treatment: method", of: found.methods, name: name,
      columns: [
        ("wrong sign", { .share($0.signError) }),
        ("exaggeration", { .factor($0.exaggeration) }),
        ("units at the end", { .share($0.stoppingTime) }),
        ("in A/A tests", { .share($0.nullStoppingTime) }),
      ])
    return Document.Section(
      "stops", "Sign and size when significant; when the test ends, of the planned units",
      [.table(table)])
  }

  private var decisions: Document.Section {
    let currency = result.experiment.money.currency
    let chosen = plan.arms.indices.map { arm in
      (
        heading: "chosen: \(plan.arms[arm].name)",
        value: { (regret: OperatingCharacteristics.Regret) in StatedValue.share(regret.chosen[arm])
        }
      )
    }
    let table = Table(
      "method", of: found.regrets, name: { $0.method.map { Sentence(name($0)) } ?? "as planned" },
      columns: chosen + [
        (
          "regret per 1,000 customers",
          {
            .fixed(
              $0.money.value.map { $0 * 1000 }, decimals: currency.decimals,
              margin: $0.money.standardError.map { $0 * 1000 })
          }
        )
      ])
    let margins = zip(plan.arms, found.moneyPerUnit).map { arm, money -> Sentence in
      "\(arm.name) \(.fixed(money, decimals: currency.decimals + 2))"
    }
    let note: Sentence = """
      True margin per customer: \(margins.joined(separator: ", ")). As planned: what `run` says to \
      ship, guardrails included. A method alone chooses the arm with the greatest significant gain, \
      else the control.
      """
    return Document.Section(
      "decisions", "Decisions by \(result.experiment.primary.name), regret in \(currency.code)",
      found.regrets.isEmpty ? [] : [.table(table), .note(note)])
  }
}
