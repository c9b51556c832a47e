extension LoadedScenario {
  /// Makes the scenarios of one market of the family, one for each combination of actions.
  ///
  /// Money is rounded to the currency's decimals and counts to whole numbers; shares of segments
  /// and channels are rescaled to sum to 1.
  ///
  /// - Parameter values: a value for each of the family's variations, in their order and in the
  ///   unit that the file writes there; empty without a family.
  /// - Returns: the market under each combination of the decision points' actions: the first
  ///   decision point varies slowest, so the index is Σ action × Π actions of those behind it.
  ///   Without decision points it is the market alone.
  /// - Throws: the drawn value that makes the market impossible, at its place in the file.
  package func market(values: [Double]) throws(ScenarioFaults) -> [Scenario] {
    guard values.count == markets.places.count else {
      throw faults(
        at: ["family", "vary"],
        message: "the family varies \(markets.places.count) numbers; found \(values.count) values")
    }
    do throws(DrawnMarkets.Impossible) {
      return try markets.variants(values: values)
    } catch {
      throw located(error, values)
    }
  }

  /// Makes the scenarios of the market that the file itself describes, as no family varies it.
  ///
  /// They come in the order of ``market(values:)``. Throws what makes an action impossible.
  package func baseMarket() throws(ScenarioFaults) -> [Scenario] {
    do throws(DrawnMarkets.Impossible) {
      return try markets.variants(values: markets.places.map { _ in nil })
    } catch {
      throw faults(at: ["learning", "decisions"], message: error.message)
    }
  }

  private func located(_ found: DrawnMarkets.Impossible, _ values: [Double]) -> ScenarioFaults {
    let log = FaultLog()
    var fault = found
    var culprit = found.place
    if culprit == nil {
      // What only shows in the whole is put down to a value that fails by itself.
      for index in values.indices where culprit == nil {
        do throws(DrawnMarkets.Impossible) {
          _ = try markets.market(values: values.indices.map { $0 == index ? values[$0] : nil })
        } catch {
          culprit = index
          fault = error
        }
      }
    }
    if let culprit {
      let place = markets.places[culprit]
      log.report(
        place.mark,
        "a market cannot have \(FamilyCheck.shown(values[culprit])) for `\(place.name)`: "
          + fault.message, note: fault.note)
    } else {
      let root = Cursor(tree: tree, key: "", mark: tree.mark)
      log.report(
        root["family"]["vary"].mark, "a drawn market is impossible: \(fault.message)",
        note: fault.note)
    }
    return log.faults(in: sources)
  }
}
