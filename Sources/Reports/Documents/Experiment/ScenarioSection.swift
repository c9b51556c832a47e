import Scenarios
import Simulation
import Support

/// What a scenario assumes, in words: the market, its customers, what is sold, and the arms.
struct ScenarioSection {
  private let scenario: Scenario

  init(_ scenario: Scenario) { self.scenario = scenario }

  /// The lesson of the scenario, if it names one, and what it assumes.
  var sections: [Document.Section] {
    [Document.Section("lesson", "", for: .pages, lesson), section]
  }

  var lesson: [Block] {
    guard let teaches = scenario.teaches, !teaches.isEmpty else { return [] }
    return [.sentence(.lesson, "The lesson. \(teaches)")]
  }

  private var money: DisplayUnit {
    .money(currency: scenario.market.currency.code, decimals: scenario.market.currency.decimals)
  }

  private func amount(_ money: Money) -> StatedValue {
    .amount(
      Double(money.minorUnits) / Double(scenario.market.currency.minorPerMajor), self.money)
  }

  var section: Document.Section {
    Document.Section(
      "assumptions", "What was assumed", for: .pages,
      [.note(market), .note(channels), .note(population), .note(journey)] + products + shipping
        + traits + arms)
  }

  private var market: Sentence {
    let days = scenario.market.horizonHours / 24
    let size: Sentence =
      switch scenario.market.arrivals.size {
      case .ratePerHour(let rate): "\(.number(rate * 24)) customers a day on average"
      case .customers(let count): "\(.count(count)) customers"
      }
    return """
      The market is simulated for \(.number(days)) days from \
      \(TimeStamp(start: scenario.market.start).date(day: 0)), with \(size), more on some days and \
      at some hours than at others.
      """
  }

  private var channels: Sentence {
    let parts = scenario.market.channels.map { channel -> Sentence in
      let cost: Sentence =
        channel.cost == .zero ? "" : " at \(amount(channel.cost)) each"
      return "\(.share(channel.share, decimals: 0)) by \(channel.name)\(cost)"
    }
    return parts.count > 1 ? "They come \(Sentence.list(parts))." : ""
  }

  private var population: Sentence {
    let segments = scenario.population.segments
    guard segments.count > 1 else { return "" }
    let parts = segments.map { segment -> Sentence in
      "\(.share(segment.share, decimals: 0)) \(segment.name)"
    }
    return "Of the customers \(Sentence.list(parts))."
  }

  private var journey: Sentence {
    let stages = scenario.journey.stages
    let ends = stages.filter(\.isEnd).map(\.name)
    return """
      They move through \(.count(stages.count)) stages from \
      \(stages[scenario.journey.start].name) to \(Sentence.list(ends)); at each, what they know, \
      feel and are shown decides how likely each way on is.
      """
  }

  private var products: [Block] {
    [
      .heading("What is sold"),
      .table(
        Table(
          rows: scenario.products,
          [
            .words("product") { Sentence($0.name) }, .values("price") { amount($0.price) },
            .values("unit cost") { amount($0.unitCost) },
            .values("popularity") { .setting($0.popularity) },
          ])),
    ]
  }

  private var shipping: [Block] {
    guard !scenario.shipping.isEmpty else { return [] }
    return [
      .heading("How it is sent"),
      .table(
        Table(
          rows: scenario.shipping,
          [
            .words("option") { Sentence($0.name) }, .values("fee") { amount($0.fee) },
            .init("free from") { $0.freeFrom.map { .value(amount($0)) } ?? "never" },
            .values("cost") { amount($0.cost) },
            .values("promised, days") { .number($0.promisedHours / 24) },
          ])),
    ]
  }

  private var traits: [Block] {
    let segments = scenario.population.segments
    let rows = scenario.population.traits.flatMap { trait in
      // A trait that all segments share is told once.
      Set(trait.distributions.map(\.words)).count == 1
        ? [(trait.name, "all", trait.distributions.first)]
        : zip(segments, trait.distributions).map { (trait.name, $0.name, Optional($1)) }
    }
    guard !rows.isEmpty else { return [] }
    return [
      .heading("How customers differ"),
      .table(
        Table(
          rows: rows,
          [
            .words("trait") { Sentence($0.0) }, .words("segment") { Sentence($0.1) },
            .words("distribution") { $0.2?.sentence ?? .missing },
          ])),
    ]
  }

  private var arms: [Block] {
    let arms = scenario.experiment.arms
    guard arms.count > 1 else { return [] }
    let rows = arms.flatMap { arm in
      arm.changes.isEmpty
        ? [(arm, Arm.Change?.none)] : arm.changes.map { (arm, Optional($0)) }
    }
    return [
      .heading("What the arms change"),
      .table(
        Table(
          rows: rows,
          [
            .words("arm") { Sentence($0.0.name) },
            .values("share") { .share($0.0.share, decimals: 0) },
            .words("changes") { Sentence($0.1?.path ?? "nothing") },
            .words("to") { Sentence($0.1?.value ?? "") },
          ])),
    ]
  }
}

extension DistributionSpec {
  /// The family and its parameters in the base unit of their place.
  var sentence: Sentence {
    let parts = parameters.map { "\($0.name) \(.setting($0.value))" as Sentence }
    return parts.isEmpty ? Sentence(family) : "\(family): \(parts.joined(separator: ", "))"
  }

  var words: String {
    sentence.text + components.map { $0.distribution.words }.joined()
      + points.map { "\($0.value):\($0.weight)" }.joined()
  }
}
