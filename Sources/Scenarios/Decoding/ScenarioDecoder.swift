/// Decodes a whole tree into a scenario and reports all that is wrong with it.
struct ScenarioDecoder {
  let log: FaultLog

  /// Decodes a tree.
  ///
  /// The result stands for the file only where nothing was reported; else defaults stand in for
  /// what is wrong, so that the rest can be checked too.
  /// The tree must be a map; `base` is the scenario without changes, when an arm is decoded.
  func decode(_ tree: Tree, base: Scenario? = nil) -> Scenario {
    let root = Cursor(
      tree: tree, key: "the scenario",
      mark: Mark(file: tree.mark.file, line: tree.mark.line, column: tree.mark.column, length: 1))
    let currency = root["market"]["currency"].text.flatMap(Currency.named) ?? .standard
    ShapeCheck(log: log, currency: currency)
      .check(tree, FileShape.file, subject: "the scenario", owner: root.mark)
    let context = DecodingContext(
      log: log, currency: currency, vocabulary: vocabulary(root),
      rivalPrices: Dictionary(
        (base?.products ?? []).map { ($0.name, $0.rivalPrice) },
        uniquingKeysWith: { first, _ in first }))
    let offer = OfferDecoder(context: context)
    let products = offer.products(root["catalogue"])
    let journey = JourneyDecoder(context: context).decode(root["journey"])
    JourneyCheck(log: log, journey: journey, products: products, isVaried: base != nil)
      .check(root["journey"])
    let levers = levers(root["levers"])
    let market = MarketDecoder(context: context).decode(root["market"])
    let learning = LearningDecoder(
      context: context, levers: levers, journey: journey, horizon: market.horizonHours)
    return Scenario(
      title: root["title"].text ?? "", teaches: root["teaches"].text?.trimmed,
      market: market,
      population: PopulationDecoder(context: context).decode(root["population"]),
      products: products, productNumbers: context.vocabulary.productNumbers,
      shop: shop(root["shop"], context.vocabulary),
      shipping: offer.shipping(root["shipping"]),
      journey: journey,
      levers: levers,
      experiment: base?.experiment
        ?? ExperimentDecoder(context: context, products: products, journey: journey)
        .decode(root["experiment"]),
      recording: Recording(
        events: root["recording"]["events"].yesNo ?? false,
        customers: root["recording"]["customers"].yesNo ?? false,
        tables: root["recording"]["tables"].yesNo ?? false,
        decisions: root["recording"]["decisions"].yesNo ?? false),
      family: base == nil
        ? FamilyDecoder(context: context, root: root).decode(root["family"]) : base?.family,
      learning: base == nil ? learning.decode(root["learning"]) : base?.learning)
  }

  /// Decodes some sections again, of a tree whose single values have been checked.
  ///
  /// Sections are `market`, `population`, `catalogue`, `shop`, `shipping`, `journey`; everything else is
  /// the scenario's. Rivals' prices that the file leaves out stay as they are where `keepsRivals`,
  /// else they follow the own prices.
  func decode(
    _ sections: Set<String>, of tree: Tree, into scenario: Scenario, keepsRivals: Bool
  ) -> Scenario {
    let root = Cursor(tree: tree, key: "the scenario", mark: tree.mark)
    let rivals = keepsRivals ? scenario.products.map { ($0.name, $0.rivalPrice) } : []
    let context = DecodingContext(
      log: log, currency: scenario.market.currency, vocabulary: vocabulary(root),
      rivalPrices: Dictionary(rivals, uniquingKeysWith: { first, _ in first }))
    var decoded = scenario
    if sections.contains("market") {
      decoded.market = MarketDecoder(context: context).decode(root["market"])
    }
    if sections.contains("population") {
      decoded.population = PopulationDecoder(context: context).decode(root["population"])
    }
    let offer = OfferDecoder(context: context)
    if sections.contains("catalogue") { decoded.products = offer.products(root["catalogue"]) }
    if sections.contains("shop") { decoded.shop = shop(root["shop"], context.vocabulary) }
    if sections.contains("shipping") { decoded.shipping = offer.shipping(root["shipping"]) }
    if sections.contains("journey") {
      decoded.journey = JourneyDecoder(context: context).decode(root["journey"])
      JourneyCheck(
        log: log, journey: decoded.journey, products: decoded.products, isVaried: true
      ).check(root["journey"])
    }
    return decoded
  }

  private func shop(_ cursor: Cursor, _ vocabulary: Vocabulary) -> [ShopNumber] {
    cursor.entries.map { entry in
      for (noun, names) in [
        ("trait", vocabulary.traits), ("state", vocabulary.states),
        ("number of a product", vocabulary.productNumbers),
      ]
      where names.contains(entry.key) {
        log.report(
          entry.mark, "`\(entry.key)` is a \(noun) and a number of the shop; rename one of them")
      }
      return ShopNumber(name: entry.key, value: entry.number ?? 0)
    }
  }

  /// Names of the further numbers of products, in file order.
  private func productNumbers(_ cursor: Cursor) -> [String] {
    guard case .object(let shape) = FileShape.product else { return [] }
    var names: [String] = []
    for product in cursor.entries {
      for entry in product.entries where shape[entry.key] == nil && !names.contains(entry.key) {
        names.append(entry.key)
      }
    }
    return names
  }

  private func levers(_ cursor: Cursor) -> [Lever] {
    cursor.entries.map { entry in
      Lever(
        name: entry.key, path: entry["sets"].text ?? "",
        actions: entry["actions"].entries.map(\.key),
        values: entry["actions"].entries.map { $0.number ?? $0["cost"].number })
    }
  }

  private func vocabulary(_ root: Cursor) -> Vocabulary {
    func names(_ cursor: Cursor, else standard: [String] = []) -> [String] {
      let names = cursor.entries.map(\.key)
      return names.isEmpty ? standard : names
    }
    let population = root["population"]
    return Vocabulary(
      traits: names(population["traits"]),
      observedTraits: Set(population["observed"].items.compactMap(\.text)),
      states: names(population["states"]),
      segments: names(population["segments"], else: ["everyone"]),
      channels: names(root["market"]["channels"], else: ["direct"]),
      shipping: names(root["shipping"]), products: names(root["catalogue"], else: ["item"]),
      productNumbers: productNumbers(root["catalogue"]),
      shop: names(root["shop"]))
  }
}
