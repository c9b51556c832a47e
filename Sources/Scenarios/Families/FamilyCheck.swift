import GSL
import Support

/// Checks what a family varies, and that it can draw no impossible market.
struct FamilyCheck {
  let log: FaultLog
  let tree: Tree
  let base: Scenario

  /// What a family may vary.
  private static let sections = ["market", "population", "catalogue", "shipping", "journey"]

  private var entries: [Cursor] {
    Cursor(tree: tree, key: "", mark: tree.mark)["family"]["vary"].entries
  }

  /// The numbers that the family varies, as far as they could be found.
  func places() -> [VariationPlace] {
    var places: [VariationPlace] = []
    for entry in entries {
      do throws(PathFault) {
        let place = try VariationPlace.find(entry.key, entry.mark, in: tree)
        if isAllowed(place, after: places) { places.append(place) }
      } catch {
        log.report(
          error.mark, "no such number `\(entry.key.shortened)`: \(error.message)",
          note: error.note)
      }
    }
    return places
  }

  private func isAllowed(_ place: VariationPlace, after others: [VariationPlace]) -> Bool {
    guard let first = place.path.first, Self.sections.contains(first) else {
      log.report(
        place.mark, "a family cannot vary `\(place.name.shortened)`",
        note: "it varies numbers of \(NearestName.list(Self.sections))")
      return false
    }
    if let other = others.first(where: {
      $0.path == place.path && $0.number.digits == place.number.digits
    }) {
      log.report(place.mark, "`\(place.name)` is varied twice", note: "as `\(other.name)` too")
      return false
    }
    for point in base.learning?.decisions ?? [] {
      let lever = base.levers[point.lever]
      let set = lever.path.split(separator: ".").map(String.init)
      guard set.starts(with: place.target) || place.target.starts(with: set) else { continue }
      log.report(
        place.mark, "`\(place.name)` cannot vary: lever `\(lever.name)` sets it",
        note: "decision point `\(point.name)` would overwrite what is drawn")
      return false
    }
    if base.family?.customers != nil, place.path.starts(with: ["market", "arrivals"]),
      ["rate", "customers"].contains(place.path.last ?? "")
    {
      log.report(
        place.mark, "`\(place.name)` cannot vary: `tasks` fixes the customers of each market",
        note: "take `customers` out of `tasks`")
      return false
    }
    return true
  }

  /// Reports each variation that can make a market impossible: tries the ends of distributions.
  func checkReach(_ markets: DrawnMarkets) {
    guard let family = base.family, family.variations.count == markets.places.count else { return }
    var reaches: [ClosedRange<Double>] = []
    for (variation, place) in zip(family.variations, markets.places) {
      do throws(DistributionError) {
        reaches.append(try variation.reach(features: family.features))
      } catch {
        return log.report(place.mark, "`\(place.name)` has a law that cannot be made: \(error)")
      }
    }
    var failed = Set<Int>()
    for (index, place) in markets.places.enumerated() {
      let reach = reaches[index]
      if place.number.unit == "%", reach.upperBound <= 1, reach.upperBound > 0 {
        log.report(
          place.mark, "`\(place.name)` is written in %, of which its law gives at most 1",
          note: "write the share as a number, such as 0.4, or the law in %")
        failed.insert(index)
        continue
      }
      for (value, word) in [(reach.lowerBound, "low"), (reach.upperBound, "high")] {
        let values = markets.places.indices.map { $0 == index ? value : nil }
        guard let fault = fault(markets, values) else { continue }
        let isFixed = reach.lowerBound == reach.upperBound
        let drawn = "as \(isFixed ? "" : "\(word) as ")\(Self.shown(value))"
        log.report(
          place.mark, "`\(place.name)` can be drawn \(drawn): \(fault.message)",
          note: fault.note
            ?? (isFixed ? nil : "keep the law within, e.g. by `truncated(…, min: …, max: …)`"))
        failed.insert(index)
        break
      }
    }
    for group in Self.pairs(markets.places) where group.allSatisfy({ !failed.contains($0) }) {
      checkTogether(group, reaches, markets)
    }
  }

  /// Variations that stand in the same distribution.
  private static func pairs(_ places: [VariationPlace]) -> [[Int]] {
    places.indices.compactMap { index in
      let same = places.indices.filter { places[$0].path == places[index].path }
      return same.count > 1 && same.count <= 6 && same[0] == index ? same : nil
    }
  }

  private func checkTogether(
    _ group: [Int], _ reaches: [ClosedRange<Double>], _ markets: DrawnMarkets
  ) {
    for corner in 0..<(1 << group.count) {
      var values = [Double?](repeating: nil, count: reaches.count)
      for (bit, index) in group.enumerated() {
        let reach = reaches[index]
        values[index] = corner >> bit & 1 == 0 ? reach.lowerBound : reach.upperBound
      }
      guard let fault = fault(markets, values) else { continue }
      let drawn = group.map { "`\(markets.places[$0].name)` as \(Self.shown(values[$0] ?? 0))" }
      log.report(
        markets.places[group[group.count - 1]].mark,
        "a market can draw \(drawn.joined(separator: " and ")): \(fault.message)",
        note: fault.note)
      return
    }
  }

  private func fault(_ markets: DrawnMarkets, _ values: [Double?]) -> DrawnMarkets.Impossible? {
    do throws(DrawnMarkets.Impossible) {
      _ = try markets.market(values: values)
      return nil
    } catch {
      return error
    }
  }

  /// A value with at most four digits that count.
  static func shown(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return value.isFinite ? "0" : "\(value)" }
    var scale = 1.0
    while abs(value) * scale < 1000, scale < 1e12 { scale *= 10 }
    return ((value * scale).rounded() / scale).plainText
  }
}
