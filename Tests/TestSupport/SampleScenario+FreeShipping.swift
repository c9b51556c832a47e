extension SampleScenario {
  /// A small market that touches most of the format: two arms, a loop, a basket, a return.
  package static let freeShipping = SampleScenario(
    name: "sample.yaml",
    text: """
      journeylab: 1
      title: Does free shipping from 30 pay?
      market:
        horizon: 30 days
        currency: EUR
        arrivals:
          customers: 400
        channels:
          search: {share: 60 %, cost: 0.30}
          "=email": {share: 40 %, cost: 0}
      population:
        segments:
          hunters: {share: 50 %}
          regulars: {share: 50 %}
        traits:
          price_sensitivity: {hunters: "lognormal(mean: 1.6, sd: 0.5)", regulars: "beta(2, 5)"}
        states:
          satisfaction: {start: 0.5, min: 0, max: 1}
      catalogue:
        mug: {price: 14.90, cost: 5.10}
      shipping:
        standard:
          fee: 4.95
          free_from: never
          cost: 4.10
          promised: 3 days
          actual: "gamma(mean: 3.2 days, sd: 1.1 days)"
      journey:
        start: visit
        stages:
          visit:
            touchpoint: product page
            dwell: exponential(mean: 20 min)
            next:
              basket: {constant: -0.4}
              leave: 0
          basket:
            effect: add item
            dwell: exponential(mean: 5 min)
            next:
              basket: {constant: -1, near_free_shipping: 1.5}
              delivery: {constant: 0.5, price_sensitivity * shipping_fee: -0.2}
              leave: 0
          delivery:
            choose: shipping
            effect: order
            moves: {satisfaction: 0.1}
            dwell: delivery time
            next: {parcel back: {constant: -2, days_late: 0.3}, leave: 0}
          parcel back:
            effect: refund
            next: leave
          leave: end
      experiment:
        arms:
          control: {}
          from 30: {shipping.standard.free_from: 30}
        primary: revenue per customer
        guardrails:
          conversion: {no worse than: -10 %}
        replications: 2

      """)
}
