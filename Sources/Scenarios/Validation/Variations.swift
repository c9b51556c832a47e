import Support

/// Applies the changes of arms and levers and checks what comes of them.
struct Variations {
  let log: FaultLog
  let tree: Tree
  let base: Scenario

  /// Each arm and each action of a lever is checked as a scenario of its own.
  private static let mostArms = 100
  private static let mostActions = 500

  /// What arms and levers may change, beside the cost of channels.
  private static let business = ["catalogue", "shop", "shipping", "journey"]

  private var root: Cursor { Cursor(tree: tree, key: "", mark: tree.mark) }

  /// The scenarios of the arms, in their order.
  func arms() -> [Scenario] {
    checkLevers()
    let entries = root["experiment"]["arms"].entries
    guard !entries.isEmpty else { return [base] }
    guard entries.count <= Self.mostArms else {
      log.report(
        root["experiment"]["arms"].mark,
        "`arms` holds \(entries.count) arms; at most \(Self.mostArms) are allowed")
      return []
    }
    var decoded: [(name: String, scenario: Scenario)] = []
    for (index, entry) in entries.enumerated() {
      guard let changes = changes(of: entry) else { continue }
      let isAlike = entry[Arm.alike].yesNo == true
      if changes.isEmpty, index > 0, !isAlike {
        log.report(
          entry.mark, "arm `\(entry.key)` changes nothing",
          note: "only the first arm, the control, may, and one that says `alike: yes`")
        continue
      }
      let own = changes.map(\.value) + [entry.tree].compactMap(\.self)
      guard let scenario = varied(by: changes, own: own, entry.mark, in: "arm `\(entry.key)`")
      else { continue }
      if !isAlike, let twin = decoded.first(where: { $0.scenario == scenario }) {
        log.report(entry.mark, "arm `\(entry.key)` does the same as arm `\(twin.name)`")
      }
      decoded.append((entry.key, scenario))
    }
    return decoded.map(\.scenario)
  }

  private func checkLevers() {
    let levers = root["levers"].entries
    guard levers.reduce(0, { $0 + $1["actions"].entries.count }) <= Self.mostActions else {
      log.report(root["levers"].mark, "`levers` hold more than \(Self.mostActions) actions")
      return
    }
    for lever in levers {
      // A misspelt lever of a decision point is reported there.
      let isUsed =
        root["experiment"]["arms"].entries.contains { $0[lever.key].isPresent }
        || root["learning"]["decisions"].entries.contains { point in
          let name = point["lever"].text ?? ""
          let names = levers.map(\.key)
          let meant = names.contains(name) ? name : NearestName.of(name, among: names)
          return meant == lever.key
        }
      if !isUsed {
        log.report(
          lever.mark, "lever `\(lever.key)` is not used",
          note: "no arm sets it, by `\(lever.key): …` with one of its actions, and no decision "
            + "point chooses it")
      }
      guard let path = lever["sets"].text else { continue }
      for action in lever["actions"].entries {
        guard let value = action.tree else { continue }
        let change = Change(path: path, mark: lever["sets"].valueMark, value: value)
        guard isAllowed(change) else { break }
        _ = varied(
          by: [change], own: [value], action.mark,
          in: "action `\(action.key)` of lever `\(lever.key)`")
      }
    }
  }

  /// The changes of an arm; nil, and a fault, where one of them is not possible.
  private func changes(of arm: Cursor) -> [Change]? {
    var changes: [Change] = []
    var isWhole = true
    for entry in arm.entries {
      guard entry.key != Arm.alike else {
        if entry.yesNo == nil {
          log.report(
            entry.valueMark,
            "`\(Arm.alike)` must be `yes` or `no`; found \(entry.tree?.summary ?? "nothing")")
          isWhole = false
        }
        continue
      }
      guard let change = change(entry), !isRepeated(change, changes, arm, entry.mark) else {
        isWhole = false
        continue
      }
      changes.append(change)
    }
    return isWhole ? changes : nil
  }

  private func change(_ entry: Cursor) -> Change? {
    let levers = root["levers"]
    let lever = levers[entry.key]
    if lever.isPresent {
      let names = lever["actions"].entries.map(\.key)
      guard let action = entry.text, let value = lever["actions"][action].tree else {
        log.report(
          entry.valueMark,
          "lever `\(entry.key)` has no action \(entry.tree?.summary ?? "nothing")",
          note: NearestName.note(for: entry.text ?? "", among: names))
        return nil
      }
      let change = Change(
        path: lever["sets"].text ?? "", mark: lever["sets"].valueMark, value: value)
      return isAllowed(change) ? change : nil
    }
    let names = levers.entries.map(\.key)
    let nearest = NearestName.of(entry.key, among: names)
    if !entry.key.contains("."), nearest != nil || !Self.business.contains(entry.key) {
      log.report(
        entry.mark, "`\(entry.key.shortened)` is neither a path nor a lever",
        note: nearest.map { "did you mean `\($0)`?" }
          ?? "a path is e.g. `shipping.standard.free_from`")
      return nil
    }
    guard let value = entry.tree else { return nil }
    let change = Change(path: entry.key, mark: entry.mark, value: value)
    return isAllowed(change) ? change : nil
  }

  /// Whether the path exists and is the business's to change.
  private func isAllowed(_ change: Change) -> Bool {
    do throws(PathFault) {
      _ = try tree.setting(change)
    } catch {
      log.report(error.mark, error.message, note: error.note)
      return false
    }
    let parts = change.parts.map(\.name)
    let isCost =
      parts.count >= 4 && parts.starts(with: ["market", "channels"]) && parts.last == "cost"
    guard let first = parts.first, Self.business.contains(first) || isCost else {
      log.report(
        change.mark, "an arm cannot change `\(change.path.shortened)`",
        note: "an arm changes what the business does, not who comes: "
          + "`catalogue`, `shop`, `shipping`, `journey` and the `cost` of channels")
      return false
    }
    return true
  }

  private func isRepeated(
    _ change: Change, _ others: [Change], _ arm: Cursor, _ mark: Mark
  ) -> Bool {
    let parts = change.parts.map(\.name)
    let isRepeated = others.contains { other in
      let known = other.parts.map(\.name)
      return known.starts(with: parts) || parts.starts(with: known)
    }
    if isRepeated {
      log.report(mark, "arm `\(arm.key)` changes `\(change.path)` twice")
    }
    return isRepeated
  }

  /// Decodes the scenario with changes; nil, and faults, where that is not possible.
  private func varied(by changes: [Change], own: [Tree], _ mark: Mark, in place: String)
    -> Scenario?
  {
    var changed = tree
    for change in changes {
      do throws(PathFault) {
        changed = try changed.setting(change)
      } catch {
        log.report(error.mark, error.message, note: error.note)
        return nil
      }
    }
    let found = FaultLog(silencing: log)
    let scenario = ScenarioDecoder(log: found).decode(changed, base: base)
    let lines = Set(own.flatMap(\.lines)).union([mark.place])
    for record in found.records {
      let isInside = lines.contains(record.mark.place)
      log.report(
        record.mark, isInside ? record.message : "in \(place): \(record.message)",
        note: record.note)
    }
    guard found.isEmpty else { return nil }
    return hasSameThings(scenario, mark, place) ? scenario : nil
  }

  private func hasSameThings(_ scenario: Scenario, _ mark: Mark, _ place: String) -> Bool {
    let pairs = [
      ("products", base.products.map(\.name), scenario.products.map(\.name)),
      ("shipping options", base.shipping.map(\.name), scenario.shipping.map(\.name)),
      ("numbers of products", base.productNumbers, scenario.productNumbers),
      ("stages", base.journey.stages.map(\.name), scenario.journey.stages.map(\.name)),
    ]
    for (noun, old, new) in pairs where old != new {
      log.report(
        mark, "\(place) adds, removes or reorders \(noun)",
        note: "arms may change \(noun), but all have the same ones")
    }
    return pairs.allSatisfy { $1 == $2 }
  }
}

extension Mark {
  /// The file and the line, without the column.
  fileprivate var place: Mark { Mark(file: file, line: line, column: 0, length: 0) }
}

extension Tree {
  /// Every line that the value has a part on.
  fileprivate var lines: [Mark] {
    switch self {
    case .scalar(let scalar): [scalar.mark.place]
    case .sequence(let items, let mark): [mark.place] + items.flatMap(\.lines)
    case .mapping(let mapping, let mark):
      [mark.place] + mapping.entries.flatMap { [$0.keyMark.place] + $0.value.lines }
    }
  }
}
