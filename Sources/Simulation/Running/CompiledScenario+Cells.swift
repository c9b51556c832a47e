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
    // The share of arrivals before the experiment, as the inverse of their quantiles.
    var (lower, upper) = (0.0, 1.0)
    if plan.startHours > 0 {
      for _ in 0..<60 {
        let middle = (lower + upper) / 2
        if arrivals.time(atQuantile: middle) < plan.startHours {
          lower = middle
        } else {
          upper = middle
        }
      }
    }
    return (1...looks).map { look in
      arrivals.time(atQuantile: lower + (1 - lower) * Double(look) / Double(looks))
    }
  }
}
