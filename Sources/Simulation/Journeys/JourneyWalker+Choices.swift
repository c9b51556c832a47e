import GSL
import Scenarios

extension JourneyWalker {
  /// Chooses a product or a shipping option on entry.
  mutating func choose<Observer: JourneyObserver>(
    _ index: Int, world: borrowing World, observer: inout Observer
  ) {
    let choice = model.choices[index]
    let stage = customer.stage
    switch choice.subject {
    case .product:
      let stream = stream(of: stage, visit: visits[stage], .product)
      if choice.isPlain {
        customer.product = popularProduct(stream)
      } else {
        customer.product = alternative(
          of: model.products.count, choice, stream, world: world,
          consider: { $0.customer.product = $1 },
          base: { $0.model.products[$1].logPopularity })
      }
      observer.chose(index, alternative: customer.product, customer)
    case .shipping:
      guard model.shipping.count > 1 else { return }
      customer.shipping = alternative(
        of: model.shipping.count, choice, stream(of: stage, visit: visits[stage], .shipping),
        world: world, consider: { $0.customer.shipping = $1 }, base: { _, _ in 0 })
      observer.chose(index, alternative: customer.shipping, customer)
    }
  }

  /// A draw from the multinomial logit over the alternatives of a choice.
  private mutating func alternative(
    of count: Int, _ choice: ChoiceTable, _ stream: consuming RandomStream,
    world: borrowing World, consider: (inout JourneyWalker, Int) -> Void,
    base: (inout JourneyWalker, Int) -> Double
  ) -> Int {
    var best = -Double.infinity
    for index in 0..<count {
      consider(&self, index)
      refresh(choice.form, world: world)
      let utility = value(of: choice.form) + base(&self, index)
      weights[index] = utility
      best = max(best, utility)
    }
    var total = 0.0
    for index in 0..<count {
      weights[index] = ElementaryMath.exp(weights[index] - best)
      total += weights[index]
    }
    var left = stream.uniform() * total
    for index in 0..<(count - 1) {
      left -= weights[index]
      if left < 0 { return index }
    }
    return count - 1
  }

  func popularProduct(_ stream: consuming RandomStream) -> Int {
    let draw = stream.uniform()
    for index in 0..<(model.products.count - 1)
    where draw < model.products[index].cumulativePopularity {
      return index
    }
    return model.products.count - 1
  }
}
