extension SampleScenario {
  /// A shop in which everything happens that costs or brings money.
  package static let books = SampleScenario(
    name: "books.yaml",
    text: """
      journeylab: 1
      title: Do the books agree?
      market:
        horizon: 30 days
        arrivals: {customers: 400}
        channels: {search: {share: 60 %, cost: 0.45}, email: {share: 40 %, cost: 0.02}}
      population:
        segments: {hunters: {share: 40 %}, regulars: {share: 60 %}}
        traits: {thrift: "normal(0, 1)"}
      catalogue:
        sticker: {price: 2.00, cost: 0.40, popularity: 3}
        mug: {price: 14.90, cost: 5.10, popularity: 5, stock: {initial: 60}}
        teapot: {price: 38.00, cost: 17.50, popularity: 2}
      shipping:
        post: {fee: 4.95, free_from: 35, cost: 4.10, return_cost: 3, promised: 3 days, actual: "gamma(mean: 3.2 days, sd: 1.1 days)"}
        pick up: {fee: 1.00, cost: 0.60, promised: 1 day, collected: yes}
      journey:
        stages:
          landing: {dwell: 1 min, next: {look: 2, leave: 0}}
          look: {choose: product, dwell: 9 min, next: {basket: {constant: 1, thrift: -0.2}, leave: 0}}
          basket:
            effect: add item
            dwell: 6 min
            next: {look: 0.2, doubt: -0.5, give up: -0.5, checkout: 0.8, leave: -0.5}
          doubt: {effect: remove item, dwell: 2 min, next: {look: 1, leave: 0}}
          give up: {effect: empty basket, dwell: 1 h, next: {look: 0, leave: 0}}
          checkout:
            choose: shipping
            voucher: 3.00
            cost: 0.20
            dwell: 3 min
            next: {delivery: 1.6, leave: 0}
          delivery: {effect: order, dwell: delivery time, next: {content: 1, back: 0.5}}
          content: {cost: 0.35, dwell: 5 days, next: {landing: 0.9, leave: 0.3}}
          back: {effect: refund, dwell: 1 h, next: {look: -1, leave: 0}}
          leave: end
      experiment:
        arms:
          control: {}
          later: {shipping.post.free_from: 50, journey.stages.content.cost: 0.10}
          gift: {journey.stages.checkout.voucher: 6.00}
        primary: margin per customer
        metrics: [revenue per customer]

      """)
}
