extension SampleScenario {
  /// A small family of markets with a voucher for those who leave their basket.
  package static let vouchers = SampleScenario(
    name: "voucher.yaml",
    text: """
      journeylab: 1
      title: Which voucher brings them back?
      market:
        horizon: 20 days
        currency: EUR
        arrivals: {customers: 60}
        channels:
          search: {share: 60 %, cost: 0.30}
          email: {share: 40 %}
      catalogue:
        mug: {price: 14.90, cost: 5.10}
      shipping:
        standard: {fee: 0, cost: 2.00, promised: 3 days}
      journey:
        stages:
          basket:
            effect: add item
            dwell: 10 min
            next: {left: 0, order: -1}
          left:
            dwell: exponential(mean: 1 day)
            next: {order: {constant: -1, voucher: 0.4}, leave: 0}
          order: {effect: order, dwell: 1 h, next: leave}
          leave: end
      levers:
        voucher:
          sets: journey.stages.left.voucher
          actions: {none: 0, small: 2.00, large: 5.00}
      family:
        tasks: {train: 2, test: 1, customers: 60}
        features: {income: "normal(0, 1)"}
        vary:
          journey.stages.left.next.order.constant: {constant: -1, income: 0.5, law: "normal(0, 0.5)"}
      learning:
        decisions:
          voucher: {lever: voucher, at: left, context: ["channel(email)"]}
        reward: margin
        replications: 2
        policies:
          core: hierarchical
          agnostic: agnostic
          pooled: pooled
          as usual: status quo
          oracle: oracle

      """)
}
