extension SampleScenario {
  /// A shop with a threshold, returns, loops, two segments, correlated traits and three arms.
  package static let shop = SampleScenario(
    name: "shop.yaml",
    text: """
      journeylab: 1
      title: test shop
      market:
        horizon: 30 days
        arrivals: {customers: 3000, daily: evening, weekly: {sat: 2}}
        channels: {search: {share: 60 %, cost: 0.45}, email: {share: 40 %, cost: 0.02}}
      population:
        segments: {hunters: {share: 55 %}, regulars: {share: 45 %}}
        traits:
          sensitivity: {hunters: "lognormal(mean: 1.6, sd: 0.5)", regulars: "lognormal(mean: 1, sd: 0.3)"}
          trust: beta(mean: 0.65, sd: 0.15)
          urgency: beta(2, 3)
        correlations: {sensitivity ~ trust: -0.4}
        states: {satisfaction: {start: 0.5, min: 0, max: 1}}
      catalogue:
        mug: {price: 14.90, cost: 5.10, popularity: 5}
        teapot: {price: 38.00, cost: 17.50, popularity: 2}
      shipping:
        standard: {fee: 4.95, free_from: 35, cost: 4.10, return_cost: 3, promised: 3 days, actual: "gamma(mean: 3.2 days, sd: 1.1 days)"}
        express: {fee: 9.95, cost: 8.30, promised: 1 day, actual: "gamma(mean: 1.1 days, sd: 0.4 days)"}
      journey:
        start: look
        stages:
          look:
            choose: product
            dwell: gamma(mean: 9 min, sd: 8 min)
            next: {basket: {constant: 0.2, trust: 0.8, sensitivity * log(price): -0.2}, look: -0.6, leave: 0.4}
          basket:
            effect: add item
            dwell: gamma(mean: 6 min, sd: 6 min)
            next:
              basket: {constant: -1.1, near_free_shipping: 1.4}
              checkout: {constant: 0.4, sensitivity * shipping_fee: -0.1}
              leave: {constant: 0.1, segment(hunters): 0.2, channel(email): -0.3}
          checkout:
            choose: {shipping: {sensitivity * shipping_fee: -0.3, urgency * promised_days: -0.8}}
            voucher: 1.00
            dwell: exponential(mean: 3 min)
            next: {delivery: 1.6, leave: 0}
          delivery:
            effect: order
            dwell: delivery time
            next: {content: 2, back: {constant: -1, days_late: 0.5}}
          content:
            moves: {satisfaction: {constant: 0.1, days_late: -0.2}}
            dwell: gamma(mean: 5 days, sd: 4 days)
            next: {look: {satisfaction: 0.9, visits: -0.1}, leave: 0.3}
          back:
            effect: refund
            moves: {satisfaction: -0.3}
            next: leave
          leave: end
      experiment:
        arms:
          control: {}
          later: {shipping.standard.free_from: 50}
          never: {shipping.standard.free_from: never}
        allocation: {control: 50 %, later: 25 %, never: 25 %}
        primary: margin per customer
        metrics: [conversion, average order value, returns per order, days to purchase, cart abandonment, abandonment at checkout, reached content]
      """)
}
