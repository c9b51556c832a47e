extension SampleScenario {
  /// A shop whose tills can be checked from the log of events: one way of shipping, a voucher that
  /// may be above the goods, returns that cost, things that are put back.
  package static let till = SampleScenario(
    name: "till.yaml",
    text: """
      journeylab: 1
      title: What does the till say?
      market:
        horizon: 40 days
        currency: EUR
        arrivals: {customers: 300}
        channels: {search: {share: 60 %, cost: 0.45}, email: {share: 40 %, cost: 0.02}}
      catalogue:
        sticker: {price: 2.00, cost: 0.40, popularity: 3}
        mug: {price: 14.90, cost: 5.10, popularity: 5}
        teapot: {price: 38.00, cost: 17.50, popularity: 2}
      shipping:
        standard:
          fee: 4.95
          free_from: 35
          cost: 4.10
          return_cost: 3
          promised: 3 days
          actual: "gamma(mean: 3.2 days, sd: 1.1 days)"
      journey:
        start: look
        stages:
          look: {choose: product, dwell: 9 min, next: {basket: 1, leave: 0}}
          basket:
            effect: add item
            dwell: 6 min
            next: {look: 0.2, doubt: -0.5, checkout: 0.8, leave: -0.5}
          doubt: {effect: remove item, dwell: 2 min, next: {look: 1, leave: 0}}
          checkout: {voucher: 3.00, dwell: 3 min, next: {delivery: 1.6, leave: 0}}
          delivery: {effect: order, dwell: delivery time, next: {content: 1, back: 0.5}}
          content: {dwell: 5 days, next: {look: 0.9, leave: 0.3}}
          back: {effect: refund, dwell: 1 h, next: {look: -1, leave: 0}}
          leave: end
      experiment:
        arms:
          control: {}
          later: {shipping.standard.free_from: 50}
          gift: {journey.stages.checkout.voucher: 6.00}
        primary: margin per customer
        metrics:
          - conversion
          - average order value
          - basket value
          - returns per order
          - revenue per customer
          - orders per customer
          - items per customer

      """)
}
