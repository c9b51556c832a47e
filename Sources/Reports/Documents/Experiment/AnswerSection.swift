import Experiments
import Scenarios
import Studies
import Support

/// The first screen of an experiment's page: what to do, what it is worth, and whether it is so.
struct AnswerSection {
  private let result: ExperimentResult
  private let analysis: Analysis
  private let money: MonthlyMoney?

  /// Nil with a single arm, of which there is nothing to decide.
  init?(_ result: ExperimentResult) {
    guard let analysis = result.analysis else { return nil }
    self.result = result
    self.analysis = analysis
    money = MonthlyMoney(result)
  }

  private var primary: PlannedMetric { result.metrics[result.primary] }
  private func name(_ arm: Int) -> String { result.armNames[arm] }

  var section: Document.Section {
    var blocks: [Block] = [.sentence(.answer, answer)]
    if !truth.isEmpty { blocks.append(.sentence(.truth, truth)) }
    blocks.append(.cards(cards))
    blocks.append(.figure(result.figures(analysis).figure(metric: result.primary)))
    blocks += ScenarioSection(result.scenario).lesson
    blocks.append(.fold("How to read this", [.note(reading)]))
    return Document.Section("answer", "", for: .pages, blocks)
  }

  // MARK: - The answer

  private var advice: Advice { Advice(analysis: analysis, worth: worth) }

  var answer: Sentence {
    if let distrust = advice.distrust { return distrust }
    return result.sharedResources.isEmpty ? advice.sentence : rollOut
  }

  /// Where the arms share what they sell, the roll-out decides, not the split.
  private var rollOut: Sentence {
    let shared = result.sharedResources.joined(separator: " and ")
    let start: Sentence = "The split is not valid, because the arms share \(shared)."
    guard let outlook = Outlook(result) else { return start }
    if !outlook.rivals.isEmpty {
      return """
        \(start) By the roll-out \(name(outlook.best)) looks best, not told apart from \
        \(.list(outlook.rivals.map(name))).
        """
    }
    guard outlook.best != analysis.plan.control else {
      return "\(start) By the roll-out no arm is better than \(name(outlook.best))."
    }
    let effect = result.truth.effects[outlook.best][result.primary]
    return """
      \(start) By the roll-out \(name(outlook.best)) is best: \
      \(.signedAmount(effect?.difference, primary.unit)) \(primary.per).
      """
  }

  /// What an arm brings: a month's money with its interval, and the primary metric.
  private func worth(_ arm: Int) -> Sentence {
    let comparison = analysis.comparison(treatment: arm, metric: result.primary)
    let own: Sentence =
      "\(.signedAmount(comparison?.difference, primary.unit)) \(primary.per)"
    guard let money, let month = money.difference(of: arm), month.estimate != nil else {
      return "\(own) \(.interval(comparison?.interval, primary.unit))"
    }
    let sum: Sentence = "\(.rough(month.estimate, money.unit, month.interval)) a month"
    return money.metric == result.primary
      ? "about \(own), \(sum) at this traffic"
      : "\(own), \(sum) of \(Self.money(result.metrics[money.metric])) at this traffic"
  }

  private static func money(_ metric: PlannedMetric) -> String {
    metric.name.hasPrefix("margin") ? "margin" : "revenue"
  }

  // MARK: - The truth

  /// What the roll-out says of the arm that the answer names.
  var truth: Sentence {
    guard let arm = advice.named,
      let comparison = analysis.comparison(treatment: arm, metric: result.primary),
      let found = comparison.truth
    else { return "" }
    var month: Sentence = ""
    if let money, let truth = money.difference(of: arm)?.truth {
      month = ", \(.rough(truth, money.unit)) a month"
      if money.metric != result.primary {
        month += " of \(Self.money(result.metrics[money.metric]))"
      }
    }
    let effect: Sentence = """
      In truth \(name(arm)) brings \
      \(.signedAmount(found.effect.difference, primary.unit)) \(primary.per)\(month): \
      known, because the market is simulated.
      """
    guard let bias = found.bias else { return effect }
    let chance = found.exceedsChance ? "more than chance explains" : "within chance"
    return """
      \(effect) The test came out \(.size(abs(bias), primary.unit)) too \
      \(bias > 0 ? "high" : "low"), which is \(chance).
      """
  }

  // MARK: - Cards and strips

  private var cards: [Block.Card] {
    result.armNames.indices.map { arm in
      let verdict = analysis.verdicts.first { $0.treatment == arm }
      var card = Block.Card(
        name: name(arm), verdict: verdict?.action.text ?? "compared with",
        reason: verdict?.reason ?? "")
      card.arm = arm
      card.facts = facts(arm)
      let month = money?.difference(of: arm)
      if let money, arm == analysis.plan.control || month?.estimate != nil {
        let isControl = arm == analysis.plan.control
        card.value = .value(
          isControl ? .sum(money.control, money.unit) : .rough(month?.estimate, money.unit))
        let kind = Self.money(result.metrics[money.metric])
        card.unit =
          isControl ? "\(kind) a month" : "\(kind) a month, against \(name(result.control))"
      } else if let comparison = analysis.comparison(treatment: arm, metric: result.primary) {
        card.value = .value(.signedAmount(comparison.difference, primary.unit))
        card.unit = Sentence(primary.name)
      }
      return card
    }
  }

  private func facts(_ arm: Int) -> [Block.Fact] {
    var facts: [Block.Fact] = []
    if let month = money?.difference(of: arm), let money, let interval = month.interval {
      let low: Sentence = "\(.rough(interval.lower, money.bare))"
      facts.append(
        Block.Fact(
          ("\(.setting(1 - result.scenario.experiment.alpha, .percent)) interval" as Sentence).text,
          "\(low) to \(.rough(interval.upper, money.bare))"))
      facts.append(Block.Fact("in truth", .value(.rough(month.truth, money.bare))))
    }
    let shown = [result.primary] + result.metrics.indices.filter { $0 != result.primary }.prefix(1)
    for metric in shown {
      let unit = result.metrics[metric].unit
      facts.append(
        Block.Fact(
          result.metrics[metric].name, .value(.level(result.data.samples[arm][metric].value, unit)))
      )
    }
    facts.append(Block.Fact("customers", .value(.count(result.data.counts[arm]))))
    return facts
  }

  private var reading: Sentence {
    """
    Each mark is the difference from \(name(result.control)) that the test found, each bar its \
    interval; where a bar leaves the line at 0 aside, the arm is told apart. The upright stroke \
    with a diamond is the truth: every arm rolled out to the same customers, which only a \
    simulation can do. Money a month is the difference per customer times the customers of 30 days.
    """
  }
}

extension ExperimentResult {
  var control: Int { analysis?.plan.control ?? 0 }

  /// Pictures of the analysis, with the truth beside it.
  func figures(_ analysis: Analysis) -> ComparisonFigures {
    ComparisonFigures(analysis: analysis, truth: truth)
  }
}

extension MonthlyMoney {
  /// The unit where the currency is named beside it.
  var bare: DisplayUnit { .money(currency: "", decimals: decimals) }
}
