import Support

struct StageDecoder {
  let context: DecodingContext
  let stages: [String]

  func decode(_ cursor: Cursor) -> Stage {
    let isEnd = cursor.text == "end" || cursor["end"].yesNo == true
    let edges = edges(cursor["next"])
    if isEnd, cursor["next"].isPresent {
      context.log.report(
        cursor["next"].mark, "stage `\(cursor.key)` is an end and leads on",
        note: "take away `next` or `end`")
    }
    if !isEnd, cursor.tree?.mapping != nil, !cursor["next"].isPresent {
      context.log.report(
        cursor.mark, "stage `\(cursor.key)` leads nowhere",
        note: "give it `next`, or write `\(cursor.key): end`")
    }
    var effects = cursor["effect"].items.compactMap { Effect(rawValue: $0.text ?? "") }
    let refund = cursor["refund"].text.flatMap(RefundPart.init)
    if refund != nil, !effects.contains(.refund) { effects.append(.refund) }
    if cursor["quantity"].isPresent, !effects.contains(.addItem) {
      context.log.report(
        cursor["quantity"].mark, "stage `\(cursor.key)` has a `quantity` and adds nothing",
        note: "it needs `effect: add item`")
    }
    return Stage(
      name: cursor.key, isEnd: isEnd, touchpoint: cursor["touchpoint"].text ?? cursor.key,
      choices: choices(cursor["choose"]),
      effects: effects, refund: refund ?? .order,
      quantity: cursor["quantity"].isPresent ? context.formula(cursor["quantity"]) : nil,
      voucher: cursor["voucher"].money(context.currency),
      cost: cursor["cost"].money(context.currency), moves: moves(cursor["moves"]),
      dwell: dwell(cursor["dwell"]), edges: edges)
  }

  private func choices(_ cursor: Cursor) -> [StageChoice] {
    var choices: [StageChoice] = []
    for place in cursor.tree?.mapping == nil ? cursor.items : cursor.entries {
      let word = cursor.tree?.mapping == nil ? place.text ?? "" : place.key
      guard let subject = StageChoice.Subject(rawValue: word) else { continue }
      if choices.contains(where: { $0.subject == subject }) {
        context.log.report(place.mark, "`choose` names `\(word)` twice")
        continue
      }
      if subject == .shipping, context.vocabulary.shipping.isEmpty {
        context.log.report(
          place.mark, "there is no shipping option to choose", note: "name one under `shipping`")
      }
      let formula = cursor.tree?.mapping == nil ? Formula() : context.formula(place)
      choices.append(StageChoice(subject: subject, utility: formula))
    }
    return choices
  }

  private func moves(_ cursor: Cursor) -> [StateMove] {
    cursor.entries.map { entry in
      _ = context.index(
        of: entry.key, among: context.vocabulary.states, noun: "state", at: entry.mark)
      return StateMove(state: entry.key, change: context.formula(entry))
    }
  }

  private func dwell(_ cursor: Cursor) -> Dwell {
    if cursor.text == "delivery time" {
      if context.vocabulary.shipping.isEmpty {
        context.log.report(
          cursor.valueMark, "there is no shipping option whose delivery could take time",
          note: "name one under `shipping`")
      }
      return .deliveryTime
    }
    if let time = cursor.distribution(.time) { return .time(time, scale: nil) }
    guard cursor.tree?.mapping != nil else { return .none }
    let scale = cursor["scale"].isPresent ? context.formula(cursor["scale"]) : nil
    return cursor["time"].distribution(.time).map { .time($0, scale: scale) } ?? .none
  }

  private func edges(_ cursor: Cursor) -> [Edge] {
    if let name = cursor.text {
      return target(name, cursor.valueMark).map { [Edge(target: $0, utility: Formula())] } ?? []
    }
    return cursor.entries.compactMap { entry in
      let utility = context.formula(entry)
      return target(entry.key, entry.mark).map { Edge(target: $0, utility: utility) }
    }
  }

  private func target(_ name: String, _ mark: Mark) -> Int? {
    if let index = stages.firstIndex(of: name) { return index }
    context.log.report(
      mark, "`next` leads to the missing stage `\(name.shortened)`",
      note: NearestName.note(for: name, among: stages))
    return nil
  }
}
