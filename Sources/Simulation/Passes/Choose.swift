import GSL
import Scenarios

extension Walk {
  /// Lets the customers of the list choose a product or a shipping option.
  mutating func choose(_ index: Int, _ arm: Int, _ stage: Int, _ count: Int) {
    let choice = models[arm].choices[index]
    switch choice.subject {
    case .product:
      if choice.isPlain {
        choosePopular(arm, stage, count)
      } else {
        let base = models[arm].products.map(\.logPopularity)
        choose(
          choice, among: base, arm, stage, count, .product,
          take: { $0.product[$1] = UInt16(truncatingIfNeeded: $2) })
      }
    case .shipping:
      let options = models[arm].shipping.count
      guard options > 1 else { return }
      choose(
        choice, among: [Double](repeating: 0, count: options), arm, stage, count, .shipping,
        take: { $0.shipping[$1] = UInt8(truncatingIfNeeded: $2) })
    }
    for place in 0..<count {
      record.chose(index, in: block, Int(scratch.list[place]), subject: choice.subject)
    }
  }

  /// Takes products by popularity alone.
  mutating func choosePopular(_ arm: Int, _ stage: Int, _ count: Int) {
    let products = models[arm].products
    let place = models[arm].stages[stage].place
    for index in 0..<count {
      let customer = Int(scratch.list[index])
      var stream = stream(of: customer, place, visit: scratch.visit[index], .product)
      let draw = stream.uniform()
      var product = 0
      while product < products.count - 1, draw >= products[product].cumulativePopularity {
        product += 1
      }
      block.product[customer] = UInt16(truncatingIfNeeded: product)
    }
  }

  /// Draws from the multinomial logit over the alternatives of a choice.
  private mutating func choose(
    _ choice: ChoiceTable, among base: [Double], _ arm: Int, _ stage: Int, _ count: Int,
    _ purpose: Purpose, take: (Block, Int, Int) -> Void
  ) {
    let list = scratch.list
    let place = models[arm].stages[stage].place
    for first in stride(from: 0, to: count, by: scratch.choosers) {
      let part = min(scratch.choosers, count - first)
      scratch.best.fill(-.infinity, count: part)
      for alternative in base.indices {
        for index in 0..<part { take(block, Int(list[first + index]), alternative) }
        refresh(choice.form.refresh, arm, stage, part, from: first)
        evaluate(choice.form, arm, into: scratch.value, part, from: first)
        for index in 0..<part {
          let utility = scratch.value[index] + base[alternative]
          scratch.alternatives[index * base.count + alternative] = utility
          scratch.best[index] = max(scratch.best[index], utility)
        }
      }
      for index in 0..<part {
        let customer = Int(list[first + index])
        let weights = scratch.alternatives.part(index, length: base.count)
        let best = scratch.best[index]
        var total = 0.0
        for alternative in base.indices {
          weights[alternative] = ElementaryMath.exp(weights[alternative] - best)
          total += weights[alternative]
        }
        var stream = stream(of: customer, place, visit: scratch.visit[first + index], purpose)
        var left = stream.uniform() * total
        var chosen = 0
        while chosen < base.count - 1 {
          left -= weights[chosen]
          if left < 0 { break }
          chosen += 1
        }
        take(block, customer, chosen)
      }
    }
  }
}
