import Support

/// Makes the scenarios of a family's markets from drawn values, without reading the file again.
struct DrawnMarkets: Sendable {
  struct Impossible: Error {
    /// The variation whose value is to blame, if it is one.
    var place: Int?
    var message: String
    var note: String?
  }

  let tree: Tree
  let base: Scenario
  /// What differs between markets, in the order of the values.
  let places: [VariationPlace]
  /// For each decision point the changes of its lever's actions.
  let actions: [[Change]]

  /// Positions of the variations that stand in the same value, in order.
  private let groups: [[Int]]
  private let shareMaps: [[String]]

  init(tree: Tree, base: Scenario, places: [VariationPlace]) {
    self.tree = tree
    self.base = base
    self.places = places
    let levers = tree.mapping?["levers"]?.value.mapping
    actions = (base.learning?.decisions ?? []).map { point in
      let lever = base.levers[point.lever]
      let actions = levers?[lever.name]?.value.mapping?["actions"]?.value.mapping
      return lever.actions.compactMap { action in
        actions?[action].map { Change(path: lever.path, mark: $0.keyMark, value: $0.value) }
      }
    }
    var groups: [[Int]] = []
    for index in places.indices {
      if let known = groups.firstIndex(where: { places[$0[0]].path == places[index].path }) {
        groups[known].append(index)
      } else {
        groups.append([index])
      }
    }
    self.groups = groups
    shareMaps = VariationPlace.shareMaps.filter { map in
      places.contains { $0.isShare && $0.path.starts(with: map) }
    }
  }

  /// The scenarios of one market, one for each combination of actions; the first decision point
  /// varies slowest.
  ///
  /// A variation without a value leaves what the file says. Throws the value that makes the market
  /// impossible.
  func variants(values: [Double?]) throws(Impossible) -> [Scenario] {
    let market = try market(values: values)
    let sections = Set(
      base.learning?.decisions.map { section(of: base.levers[$0.lever].path) } ?? [])
    var trees = [market.tree]
    for changes in actions {
      var next: [Tree] = []
      for tree in trees {
        for change in changes {
          do throws(PathFault) {
            next.append(try tree.setting(change))
          } catch {
            throw Impossible(message: error.message, note: error.note)
          }
        }
      }
      trees = next
    }
    var variants: [Scenario] = []
    for tree in trees {
      variants.append(try decode(sections, of: tree, into: market.scenario, keepsRivals: true))
    }
    return variants
  }

  /// One market before any action.
  func market(values: [Double?]) throws(Impossible) -> (tree: Tree, scenario: Scenario) {
    var changed = tree
    for group in groups { try vary(&changed, group, values) }
    for map in shareMaps { try rescale(&changed, map) }
    let sections = Set(places.compactMap(\.path.first))
    return (changed, try decode(sections, of: changed, into: base, keepsRivals: false))
  }

  private func section(of path: String) -> String {
    String(path.prefix { $0 != "." })
  }

  private func decode(
    _ sections: Set<String>, of tree: Tree, into scenario: Scenario, keepsRivals: Bool
  ) throws(Impossible) -> Scenario {
    guard !sections.isEmpty else { return scenario }
    let log = FaultLog()
    let decoded = ScenarioDecoder(log: log).decode(
      sections, of: tree, into: scenario, keepsRivals: keepsRivals)
    guard let record = log.records.first else { return decoded }
    throw Impossible(message: record.message, note: record.note)
  }

  /// Puts drawn values into one value of the file and checks it.
  private func vary(_ tree: inout Tree, _ group: [Int], _ values: [Double?]) throws(Impossible) {
    let drawn = group.filter { values[$0] != nil }
    guard let last = drawn.last else { return }
    let place = places[last]
    var characters = Array(place.scalar.text)
    let ordered = drawn.sorted {
      places[$0].number.digits.lowerBound > places[$1].number.digits.lowerBound
    }
    for index in ordered {
      guard let value = values[index] else { continue }
      guard value.isFinite else {
        throw Impossible(place: index, message: "it must be finite")
      }
      if place.isShare, value < 0 {
        throw Impossible(place: index, message: "a share must not be negative")
      }
      characters.replaceSubrange(places[index].number.digits, with: written(value, places[index]))
    }
    var scalar = place.scalar
    scalar.text = String(characters)
    // Shares are rescaled before they are checked.
    if !place.isShare {
      do throws(ValueFault) {
        try place.kind.check(scalar, currency: base.market.currency)
      } catch {
        let clause = error.message.split(separator: "; found ").first.map(String.init) ?? ""
        throw Impossible(
          place: last, message: "`\(place.path.last ?? "")` \(clause)", note: error.note)
      }
    }
    tree = tree.replacing(place.path[...], with: .scalar(scalar))
  }

  private func written(_ value: Double, _ place: VariationPlace) -> String {
    if place.isWhole { return value.withDecimals(0) }
    switch place.kind {
    case .money, .threshold: return value.withDecimals(base.market.currency.decimals)
    default: return value.plainText
    }
  }

  /// Makes the shares of a map sum to 1.
  private func rescale(_ tree: inout Tree, _ map: [String]) throws(Impossible) {
    let root = Cursor(tree: tree, key: "", mark: tree.mark)
    let entries = map.reduce(root) { $0[$1] }.entries
    let shares = entries.map { $0["share"].share(.notNegative) ?? 0 }
    let sum = shares.reduce(0, +)
    guard sum > 0, sum.isFinite else {
      throw Impossible(message: "the shares of `\(map[1])` are all 0")
    }
    for (entry, share) in zip(entries, shares) {
      let scalar = Tree.Scalar(
        text: (share / sum).plainText, isPlain: true, mark: entry["share"].valueMark)
      tree = tree.replacing((map + [entry.key, "share"])[...], with: .scalar(scalar))
    }
  }
}

extension Tree {
  /// The tree with the value at an existing path replaced.
  fileprivate func replacing(_ path: ArraySlice<String>, with value: Tree) -> Tree {
    guard let key = path.first else { return value }
    guard case .mapping(var mapping, let mark) = self, var entry = mapping[key] else { return self }
    entry.value = entry.value.replacing(path.dropFirst(), with: value)
    mapping.set(entry)
    return .mapping(mapping, mark)
  }
}
