struct OfferDecoder {
  let context: DecodingContext

  /// Decodes the products; one `item` at no price where the file has none.
  func products(_ cursor: Cursor) -> [Product] {
    guard !cursor.entries.isEmpty else {
      return [
        Product(
          name: "item", price: .zero, unitCost: .zero, popularity: 1, rivalPrice: .zero, stock: nil,
          numbers: [])
      ]
    }
    return cursor.entries.map { entry in
      let price = entry["price"].money(context.currency) ?? .zero
      return Product(
        name: entry.key, price: price,
        unitCost: entry["cost"].money(context.currency) ?? .zero,
        popularity: entry["popularity"].number ?? 1,
        rivalPrice: entry["rival"].money(context.currency) ?? context.rivalPrices[entry.key]
          ?? price,
        stock: entry["stock"].isPresent ? stock(entry["stock"]) : nil,
        numbers: context.vocabulary.productNumbers.map { entry[$0].number ?? 0 })
    }
  }

  private func stock(_ cursor: Cursor) -> Stock {
    let reorder = cursor["reorder"]
    let rule: Stock.Rule =
      if let hours = reorder["every"].hours {
        .every(hours: hours)
      } else if let level = reorder["below"].stockAmount {
        .atOrBelow(level)
      } else {
        .never
      }
    return Stock(
      initial: cursor["initial"].stockAmount ?? .units(0), rule: rule,
      quantity: reorder["quantity"].stockAmount ?? .units(0),
      leadTime: reorder["lead"].distribution(.time))
  }

  func shipping(_ cursor: Cursor) -> [ShippingOption] {
    cursor.entries.map { entry in
      let promised = entry["promised"].hours ?? 0
      let threshold =
        entry["free_from"].read { text throws(ValueFault) in
          try Quantities.threshold(text, context.currency)
        } ?? nil
      return ShippingOption(
        name: entry.key, fee: entry["fee"].money(context.currency) ?? .zero, freeFrom: threshold,
        cost: entry["cost"].money(context.currency) ?? .zero,
        returnFee: entry["return_fee"].money(context.currency) ?? .zero,
        returnCost: entry["return_cost"].money(context.currency) ?? .zero,
        promisedHours: promised,
        actual: entry["actual"].distribution(.time)
          ?? DistributionSpec(family: "constant", parameters: [("value", promised)]),
        isCollected: entry["collected"].yesNo ?? false)
    }
  }
}
