import Scenarios

extension CompiledScenario {
  /// The cells of a run with so many independent parts of its roll-outs.
  package func cells(batches: Int = 1) -> CellLayout {
    CellLayout(
      arms: arms.count, segments: scenario.population.segments.count,
      channels: scenario.market.channels.count, batches: batches, days: scenario.market.days,
      lookEnds: lookEnds)
  }

  /// Hours at which the looks end, with equal shares of the arrivals of the experiment between them.
  ///
  /// Customers of a warm-up enter when it ends, so that the first look counts them too.
  private var lookEnds: [Double] {
    let looks = plan.looks
    guard looks > 0 else { return [] }
    let before = arrivals.share(before: plan.startHours)
    return (1...looks).map { look in
      arrivals.time(ofShare: before + (1 - before) * Double(look) / Double(looks))
    }
  }
}
