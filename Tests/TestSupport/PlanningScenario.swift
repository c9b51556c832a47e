/// Small markets whose test is planned, assessed and questioned.
package enum PlanningScenario {
  /// Half of the customers answer the arm, the other half do not; nobody shares anything.
  package static let separate = text(stock: "")

  /// The same where customers share too little stock.
  package static let shared = text(
    stock: ", stock: {initial: 20, reorder: {every: 5 days, quantity: 10}}")

  /// The same with nothing to compare.
  package static let singleArm = separate.replacing(
    "    louder: {\"journey.stages.visit.next.basket.segment(eager)\": 2}\n", with: "")

  private static func text(stock: String) -> String {
    """
    journeylab: 1
    title: Who answers?
    market:
      horizon: 20 days
      currency: EUR
      arrivals: {rate: 200 / day}
    population:
      segments: {eager: {share: 50 %}, deaf: {share: 50 %}}
    catalogue: {thing: {price: 10, cost: 4\(stock)}}
    shipping:
      post: {fee: 0, cost: 1, promised: 1 day, actual: "uniform(1 h, 2 h)"}
    journey:
      start: visit
      stages:
        visit:
          dwell: 1 min
          next: {basket: {constant: -1, segment(eager): 0}, leave: 0}
        basket: {effect: add item, dwell: 1 min, next: {order: 30, leave: 0}}
        order: {effect: order, dwell: 1 min, next: leave}
        leave: end
    experiment:
      arms:
        control: {}
        louder: {"journey.stages.visit.next.basket.segment(eager)": 2}
      primary: margin per customer
      metrics: [conversion]

    """
  }
}
