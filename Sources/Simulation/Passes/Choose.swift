import GSL
import Scenarios

extension Walk {
  /// Lets the customers of the list choose a product or a shipping option.
  mutating func choose(_ index: Int, _ arm: Int, _ stage: Int, _ count: Int) {
    let choice = models[arm].choices[index]
    switch choice.subject {
    case .product:
      if choice.hasTerms {
        race(choice, arm, stage, count, base: { $0.products[$1].logPopularity }) {
          $0.product[$1] = UInt16(truncatingIfNeeded: $2)
        }
      } else {
        choosePopular(arm, stage, seat: choice.seat, count)
      }
    case .shipping:
      guard choice.places.count > 1 else { return }
      race(choice, arm, stage, count, base: { _, _ in 0 }) {
        $0.shipping[$1] = UInt8(truncatingIfNeeded: $2)
      }
    }
    for place in 0..<count {
      record.chose(index, in: block, Int(scratch.list[place]), subject: choice.subject)
    }
  }

  /// Takes products by popularity alone, each by one word.
  func choosePopular(_ arm: Int, _ stage: Int, seat: Int, _ count: Int) {
    let products = models[arm].products
    let words = drawSeat(models[arm].stages[stage].place, .popular, seat, count)
    for index in 0..<count {
      let draw = Walk.unit(words[index])
      var product = 0
      while product < products.count - 1, draw >= products[product].cumulativePopularity {
        product += 1
      }
      block.product[Int(scratch.list[index])] = UInt16(truncatingIfNeeded: product)
    }
  }

  /// Draws from the multinomial logit over the alternatives of a choice, as a race.
  ///
  /// Each alternative has an exponential time of its own, divided by its weight, and the first wins.
  /// So an alternative that is added moves those alone who take it. Times are compared by their
  /// logarithms, which never overflow.
  private func race(
    _ choice: ChoiceTable, _ arm: Int, _ stage: Int, _ count: Int, base: (Model, Int) -> Double,
    take: (Block, Int, Int) -> Void
  ) {
    let (list, value, best, winner) = (scratch.list, scratch.value, scratch.best, scratch.edge)
    best.fill(-.infinity, count: count)
    winner.fill(0, count: count)
    for (alternative, place) in choice.places.enumerated() {
      for index in 0..<count { take(block, Int(list[index]), alternative) }
      refresh(choice.form.refresh, arm, stage, count)
      evaluate(choice.form, arm, into: value, count)
      let words = drawSeat(place, .alternative, choice.seat, count)
      let base = base(models[arm], alternative)
      for index in 0..<count {
        let time = -ElementaryMath.log(Walk.openUnit(words[index]))
        let lead = value[index] + base - ElementaryMath.log(time)
        if lead > best[index] {
          best[index] = lead
          winner[index] = Int32(truncatingIfNeeded: alternative)
        }
      }
    }
    for index in 0..<count { take(block, Int(list[index]), Int(winner[index])) }
  }
}
