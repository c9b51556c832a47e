extension SampleScenario {
  /// A small file without a fault and without an experiment.
  package static let small = SampleScenario(
    name: "small.yaml",
    text: """
      journeylab: 1
      title: A small market
      market: {horizon: 30 days, arrivals: {rate: 10 / day}}
      catalogue:
        mug: {price: 14.90, cost: 5.10}
      shipping:
        standard: {fee: 4.95, promised: 3 days}
      journey:
        stages:
          look: {dwell: 1 h, next: {buy: 0, leave: 0}}
          buy: {effect: [add item, order], next: leave}
          leave: end

      """)
}
