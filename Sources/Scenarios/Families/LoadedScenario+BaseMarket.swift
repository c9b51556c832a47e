extension LoadedScenario {
  /// Makes the scenarios of the market that the file itself describes, as no family varies it.
  ///
  /// - Returns: the market under each combination of the decision points' actions, in the order of
  ///   ``market(values:)``.
  /// - Throws: what makes an action impossible.
  package func baseMarket() throws(ScenarioFaults) -> [Scenario] {
    do throws(DrawnMarkets.Impossible) {
      return try markets.variants(values: markets.places.map { _ in nil })
    } catch {
      throw faults(at: ["learning", "decisions"], message: error.message)
    }
  }
}
