import Support

struct DecisionDecoder {
  let context: DecodingContext
  let levers: [Lever]
  let journey: Journey
  let horizon: Double

  /// Decodes the point; nil where its lever or stage is unknown or the lever leaves no choice.
  func decode(_ cursor: Cursor) -> DecisionPoint? {
    let lever = lever(cursor["lever"])
    let stage = stage(cursor["at"])
    let terms = terms(cursor["context"])
    guard let lever, let stage else { return nil }
    let actions = levers[lever].actions
    var statusQuo = 0
    if let name = cursor["status quo"].text {
      let mark = cursor["status quo"].valueMark
      statusQuo = action(name, of: levers[lever], at: mark) ?? 0
    }
    guard actions.count > 1 else {
      context.log.report(
        cursor["lever"].valueMark,
        "lever `\(levers[lever].name)` has \(actions.isEmpty ? "no action" : "only one action")",
        note: "a decision needs at least 2")
      return nil
    }
    return DecisionPoint(
      name: cursor.key, lever: lever, stage: stage, statusQuo: statusQuo, context: terms,
      window: cursor["within"].hours,
      credit: cursor["credit"].text.flatMap(CreditRule.init(rawValue:)) ?? .last,
      limits: limits(cursor["limits"], of: levers[lever], statusQuo: statusQuo),
      availability: availability(cursor["available"], of: levers[lever], statusQuo: statusQuo))
  }

  private func lever(_ cursor: Cursor) -> Int? {
    guard let name = cursor.text else { return nil }
    let names = levers.map(\.name)
    return context.index(of: name, among: names, noun: "lever", at: cursor.valueMark)
  }

  private func stage(_ cursor: Cursor) -> Int? {
    guard let name = cursor.text,
      let index = context.index(
        of: name, among: journey.stages.map(\.name), noun: "stage", at: cursor.valueMark)
    else { return nil }
    guard !journey.stages[index].isEnd else {
      context.log.report(
        cursor.valueMark, "stage `\(name)` is an end, where nothing is left to decide")
      return nil
    }
    return index
  }

  private func action(_ name: String, of lever: Lever, at mark: Mark) -> Int? {
    if let index = lever.actions.firstIndex(of: name) { return index }
    context.log.report(
      mark, "lever `\(lever.name)` has no action `\(name.shortened)`",
      note: NearestName.note(for: name, among: lever.actions))
    return nil
  }

  private func terms(_ cursor: Cursor) -> [Term] {
    var terms: [Term] = []
    for item in cursor.items {
      guard let text = item.text else { continue }
      do throws(ValueFault) {
        let factors = try FormulaParser.factors(text, context.vocabulary)
        try checkObserved(factors)
        guard !terms.contains(where: { $0.factors == factors }) else {
          throw ValueFault("is there twice")
        }
        terms.append(Term(text: text, factors: factors, coefficient: 1))
      } catch {
        context.report(error, ofTerm: text, at: item.mark)
      }
    }
    return terms
  }

  private func checkObserved(_ factors: [Factor]) throws(ValueFault) {
    guard !factors.isEmpty else {
      throw ValueFault("tells nothing of a customer", note: "take it out of `context`")
    }
    let allowed =
      "a context may use \(NearestName.list(Attribute.allCases.map(\.rawValue))), and "
      + "`segment(…)`, `channel(…)`, `product(…)`, `shipping(…)` and `after(…)`"
    for power in factors.flatMap(\.powers) {
      switch power.quantity {
      case .trait(let index)
      where context.vocabulary.observedTraits.contains(context.vocabulary.traits[index]):
        break
      case .trait(let index):
        throw ValueFault(
          "uses the trait `\(context.vocabulary.traits[index])`, which no business can see",
          note: allowed)
      case .state(let index), .peak(let index):
        throw ValueFault(
          "uses the state `\(context.vocabulary.states[index])`, which no business can see",
          note: allowed)
      case .attribute, .productNumber, .shop, .segment, .channel, .shipping, .product, .after: break
      }
    }
  }

  private func limits(_ cursor: Cursor, of lever: Lever, statusQuo: Int) -> DecisionLimits {
    for key in ["floor", "spread", "budget"] where cursor[key].isPresent {
      guard let index = lever.values.firstIndex(of: nil) else { continue }
      context.log.report(
        cursor[key].mark,
        "`\(key)` needs actions that are numbers, and `\(lever.actions[index])` of lever "
          + "`\(lever.name)` is none")
    }
    let limits = DecisionLimits(
      floor: cursor["floor"].number, frequencyCap: cursor["frequency cap"].whole,
      spread: cursor["spread"].number, budget: cursor["budget"].number,
      keep: cursor["keep"].share())
    if let floor = limits.floor, let value = lever.values[statusQuo], value < floor {
      context.log.report(
        cursor["floor"].valueMark,
        "the status quo `\(lever.actions[statusQuo])` is below the floor: "
          + "\(Bounds.write(value)) is less than \(Bounds.write(floor))",
        note: "where nothing else is allowed, the status quo must be")
    }
    return limits
  }

  private func availability(
    _ cursor: Cursor, of lever: Lever, statusQuo: Int
  ) -> [ActionAvailability] {
    cursor.entries.compactMap { entry in
      guard let action = action(entry.key, of: lever, at: entry.mark) else { return nil }
      guard action != statusQuo else {
        context.log.report(
          entry.mark, "`\(entry.key)` is the status quo, which is always available")
        return nil
      }
      for key in ["from", "until"] {
        guard let hours = entry[key].hours, hours > horizon else { continue }
        context.log.report(
          entry[key].valueMark,
          "`\(key)` lies behind the horizon of \(Bounds.write(horizon)) h")
      }
      let from = entry["from"].hours ?? 0
      let until = entry["until"].hours ?? .infinity
      if from >= until {
        context.log.report(
          entry["until"].valueMark,
          "`\(entry.key)` is never available: its `until` is not after its `from`")
      }
      return ActionAvailability(action: action, from: from, until: until)
    }
  }
}
