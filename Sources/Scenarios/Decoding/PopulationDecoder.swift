import Support

struct PopulationDecoder {
  let context: DecodingContext

  func decode(_ cursor: Cursor) -> Population {
    let segments = segments(cursor["segments"])
    var traits = cursor["traits"].entries.map { trait($0, segments) }
    for item in cursor["observed"].items {
      guard let name = item.text else { continue }
      let index = context.index(
        of: name, among: traits.map(\.name), noun: "trait", at: item.valueMark)
      if let index { traits[index].isObserved = true }
    }
    let states = cursor["states"].entries.map { state($0, traits) }
    let correlations = CorrelationDecoder(context: context, traits: traits)
      .decode(cursor["correlations"])
    return Population(
      segments: segments, traits: traits, correlations: correlations, states: states)
  }

  private func segments(_ cursor: Cursor) -> [Segment] {
    guard !cursor.entries.isEmpty else { return [Segment(name: "everyone", share: 1)] }
    context.checkSum(
      of: cursor.entries.map { $0["share"].share() }, named: cursor.key, at: cursor.mark)
    return cursor.entries.map { Segment(name: $0.key, share: $0["share"].share() ?? 0) }
  }

  private func trait(_ cursor: Cursor, _ segments: [Segment]) -> Trait {
    let fallback = DistributionSpec(family: "constant", parameters: [("value", 0)])
    guard cursor.tree?.mapping != nil else {
      let shared = cursor.distribution(.plain) ?? fallback
      return Trait(name: cursor.key, distributions: segments.map { _ in shared })
    }
    let names = segments.map(\.name)
    for entry in cursor.entries {
      _ = context.index(of: entry.key, among: names, noun: "segment", at: entry.mark)
    }
    let missing = names.filter { name in !cursor.entries.contains { $0.key == name } }
    let misspelt = cursor.entries.filter { !names.contains($0.key) }.count
    if !missing.isEmpty, misspelt < missing.count {
      context.log.report(
        cursor.mark, "trait `\(cursor.key)` has no distribution for \(NearestName.list(missing))",
        note: "name every segment, or give one distribution for all")
    }
    return Trait(
      name: cursor.key,
      distributions: names.map { cursor[$0].distribution(.plain) ?? fallback })
  }

  private func state(_ cursor: Cursor, _ traits: [Trait]) -> StateVariable {
    if traits.contains(where: { $0.name == cursor.key }) {
      context.log.report(cursor.mark, "`\(cursor.key)` is a trait and a state; rename one of them")
    }
    guard cursor.tree?.mapping != nil else {
      return StateVariable(
        name: cursor.key, start: cursor.number ?? 0, minimum: -1e9, maximum: 1e9)
    }
    let state = StateVariable(
      name: cursor.key, start: cursor["start"].number ?? 0,
      minimum: cursor["min"].number ?? -1e9, maximum: cursor["max"].number ?? 1e9,
      halfLifeHours: cursor["fades"].hours)
    if state.minimum >= state.maximum {
      context.log.report(
        cursor["max"].valueMark, "state `\(cursor.key)` has a `max` that is not above its `min`")
    } else if cursor["start"].number != nil,
      !(state.minimum...state.maximum).contains(state.start)
    {
      context.log.report(
        cursor["start"].valueMark, "state `\(cursor.key)` starts outside its limits",
        note:
          "allowed is \(Bounds.write(state.minimum)) to \(Bounds.write(state.maximum))")
    }
    return state
  }
}
