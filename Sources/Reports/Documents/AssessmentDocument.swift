import Experiments
import Scenarios
package import Studies
import Support

extension Document {
  /// The operating characteristics of a planned test.
  package init(_ result: AssessmentResult) {
    self = AssessmentDocument(result: result).document
  }
}

/// Says how good a planned test is.
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
        "\(count) samples of customers drawn anew, with replacement, from what these would do"
      case nil:
        "\(count) fresh replications, because customers share \(.list(result.sharedResources))"
      }
    return """
      \(.count(found.units)) customers, \(drawn); \(found.looks) looks where a method looks; \
      error rate \(.share(plan.alpha, decimals: 1)), two-sided. ± is one Monte-Carlo standard \
      error. Type-I errors are of A/A tests: every outcome is the control's.
      """
  }

  private func name(_ comparison: OperatingCharacteristics.Comparison) -> Sentence {
    "\(comparison.treatmentName): \(comparison.metricName)"
  }

  private var planned: Document.Section {
    var table = Table(
      "treatment: metric",
      ["true effect", "true lift", "power", "type-I error", "coverage", "A/A coverage"])
    for comparison in found.comparisons {
      table.add(
        name(comparison),
        [
          .difference(comparison.truth, plan.metrics[comparison.metric].unit),
          .change(comparison.lift), .share(comparison.power), .share(comparison.typeIError),
          .share(comparison.coverage), .share(comparison.nullCoverage),
        ])
    }
    return Document.Section(
      "planned_end", "One look at the planned end",
      [
        .table(table),
        .note(
          "Any rejection in an A/A family (\(plan.correction.name)): \(.share(found.familyError))"),
      ])
  }

  private var draws: Document.Section {
    var table = Table(
      "treatment: metric",
      ["coverage, customers drawn anew", "the same customers", "power", "the same customers"])
    for (anew, same) in zip(found.comparisons, result.reassigned?.comparisons ?? []) {
      table.add(
        name(anew),
        [.share(anew.coverage), .share(same.coverage), .share(anew.power), .share(same.power)])
    }
    let note: Sentence = """
      With the same customers in every replicate an interval covers the effect on them more often \
      than it promises where the effect differs between customers; the promise is for customers \
      drawn anew.
      """
    return Document.Section(
      "draws", "Customers drawn anew beside the same customers assigned anew",
      result.reassigned == nil ? [] : [.table(table), .note(note)])
  }

  private var estimates: Document.Section {
    var table = Table(
      "treatment: metric",
      ["bias", "reported over real error", "wrong sign", "exaggeration", "no test"])
    for comparison in found.comparisons {
      table.add(
        name(comparison),
        [
          .difference(comparison.bias, plan.metrics[comparison.metric].unit),
          .fixed(comparison.errorRatio, decimals: 3), .share(comparison.signError),
          .factor(comparison.exaggeration), .count(comparison.undefined),
        ])
    }
    return Document.Section(
      "estimates", "Estimates; sign and size among significant ones", [.table(table)])
  }

  private var methods: Document.Section {
    var table = Table("treatment: method", ["type-I error", "power", "coverage", "bias"])
    for method in found.methods {
      table.add(
        name(method),
        [
          .share(method.typeIError), .share(method.power), .share(method.coverage),
          .difference(method.bias, unit),
        ])
    }
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

  /// What the further methods are made of.
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
      "Methods that look do so \(found.looks) times; the others end with the planned units.")
    return parts.joined(separator: " ")
  }

  private var quantile: Document.Section {
    guard let found = result.quantile else { return Document.Section("quantile", "", []) }
    var table = Table(
      "treatment", ["true difference", "type-I error", "power", "coverage", "bias"])
    for treatment in found.results {
      table.add(
        Sentence(treatment.treatmentName),
        [
          .difference(treatment.truth, unit), .share(treatment.typeIError),
          .share(treatment.power), .share(treatment.coverage), .difference(treatment.bias, unit),
        ])
    }
    return Document.Section(
      "quantile",
      """
      \(.share(found.probability, decimals: 0)) quantile of a customer's value, \
      \(.count(found.replications)) samples
      """, [.table(table)])
  }

  private var stops: Document.Section {
    var table = Table(
      "treatment: method", ["wrong sign", "exaggeration", "units at the end", "in A/A tests"])
    for method in found.methods {
      table.add(
        name(method),
        [
          .share(method.signError), .factor(method.exaggeration), .share(method.stoppingTime),
          .share(method.nullStoppingTime),
        ])
    }
    return Document.Section(
      "stops", "Sign and size when significant; when the test ends, of the planned units",
      [.table(table)])
  }

  private var decisions: Document.Section {
    let currency = result.experiment.money.currency
    var table = Table(
      "method", plan.arms.map { "chosen: \($0.name)" } + ["regret per 1,000 customers"])
    for regret in found.regrets {
      let chosen = regret.chosen.map { StatedValue.share($0) }
      let money = StatedValue.fixed(
        regret.money.value.map { $0 * 1000 }, decimals: currency.decimals,
        margin: regret.money.standardError.map { $0 * 1000 })
      table.add(Sentence(name(regret.method)), chosen + [money])
    }
    let margins = zip(plan.arms, found.moneyPerUnit).map { arm, money -> Sentence in
      "\(arm.name) \(.fixed(money, decimals: currency.decimals + 2))"
    }
    let note: Sentence = """
      True margin per customer: \(margins.joined(separator: ", ")). The arm with the greatest \
      significant gain is chosen, else the control; guardrails are left aside.
      """
    return Document.Section(
      "decisions", "Decisions by \(result.experiment.primary.name), regret in \(currency.code)",
      found.regrets.isEmpty ? [] : [.table(table), .note(note)])
  }
}
