extension SupplyRules {
  /// The part of the supply between two shares of the whole.
  ///
  /// Amounts are rounded where the parts meet, so that parts that join end to end add up to the
  /// whole; what never runs out does not in any part.
  func part(from lower: Double, to upper: Double) -> SupplyRules {
    func units(_ whole: Int) -> Int {
      guard whole != Int.max else { return whole }
      func bound(_ share: Double) -> Int { Int((Double(whole) * share + 1e-6).rounded(.down)) }
      return bound(upper) - bound(lower)
    }
    return SupplyRules(
      products: products.map { product in
        var part = product
        part.initial = units(product.initial)
        part.quantity = units(product.quantity)
        if case .atOrBelow(let level) = product.rule { part.rule = .atOrBelow(units(level)) }
        return part
      })
  }
}
