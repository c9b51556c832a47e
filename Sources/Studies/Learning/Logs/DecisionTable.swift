import Experiments
import MetaLearning
import Support

/// A table with a row per decision: the action taken, its chance, the reward, and the context.
struct DecisionTable {
  let columns: LogImport.Columns

  func decisions(_ bytes: [UInt8], file: String) throws(ArgumentError) -> [LoggedDecision] {
    let actions = try self.actions(bytes, file: file)
    let numbers = Dictionary(actions.enumerated().map { ($1, $0) }) { first, _ in first }
    let ids = actions.map { JSON.object(["id": .text($0)]) }
    var reader = try CSVReader(bytes: bytes, file: file)
    let header = reader.header
    func place(_ name: String?) throws(ArgumentError) -> Int? {
      guard let name else { return nil }
      guard let place = header.firstIndex(of: name) else {
        throw ArgumentError(
          file: file, found: "no column \"\(name)\"",
          allowed: header.joined(separator: ", "),
          nearest: NearestName.of(name, among: header))
      }
      return place
    }
    let action = try place(columns.action) ?? 0
    let reward = try place(columns.reward) ?? 0
    let chance = try place(columns.probability) ?? 0
    let event = try place(columns.event)
    let time = try place(columns.time)
    let customer = try place(columns.customer)
    let position = try place(columns.position)
    let policy = try place(columns.policy)
    let used =
      [action, reward, chance] + [event, time, customer, position, policy].compactMap { $0 }
    var context: [Int] = []
    if let names = columns.context {
      for name in names { if let place = try place(name) { context.append(place) } }
    } else {
      context = header.indices.filter { !used.contains($0) }
    }
    var decisions: [LoggedDecision] = []
    while try reader.next() {
      let row = reader.row
      func number(_ place: Int) throws(ArgumentError) -> Double {
        let text = reader.text(at: place)
        guard let value = Double(text), value.isFinite else {
          throw ArgumentError(
            file: file, row: row, column: header[place], found: "\"\(text)\"",
            allowed: "a number")
        }
        return value
      }
      let taken = reader.text(at: action)
      guard let index = numbers[taken] else {
        throw ArgumentError(
          file: file, row: row, column: header[action], found: "\"\(taken)\"",
          allowed: actions.joined(separator: ", "), nearest: NearestName.of(taken, among: actions))
      }
      let seen = context.filter { !reader.text(at: $0).isEmpty }
        .map { (header[$0], LogImport.value(reader.text(at: $0))) }
      let reward = try number(reward)
      let chance = try number(chance)
      let place = try position.map { place throws(ArgumentError) in try number(place) }
      decisions.append(
        try LogImport.at(file, "row", row) { () throws(ArgumentError) in
          try LoggedDecision(
            event: event.map { reader.text(at: $0) } ?? "\(row - 1)",
            time: time.map { reader.text(at: $0) } ?? "",
            customer: customer.map { reader.text(at: $0) },
            position: place.flatMap { Int(exactly: $0) }, context: JSON.Members(seen),
            actions: ids, count: actions.count, action: index, chance: chance, reward: reward,
            policy: policy.map { reader.text(at: $0) } ?? "logged")
        })
    }
    return decisions
  }

  /// The names of all actions: those given, else those taken, numbers by value.
  private func actions(_ bytes: [UInt8], file: String) throws(ArgumentError) -> [String] {
    guard columns.actions.isEmpty else { return columns.actions }
    var reader = try CSVReader(bytes: bytes, file: file)
    guard let place = reader.header.firstIndex(of: columns.action) else {
      throw ArgumentError(
        file: file, found: "no column \"\(columns.action)\"",
        allowed: reader.header.joined(separator: ", "),
        nearest: NearestName.of(columns.action, among: reader.header))
    }
    var names: Set<String> = []
    while try reader.next() { names.insert(reader.text(at: place)) }
    let numbers = names.compactMap(Double.init)
    return numbers.count == names.count
      ? names.sorted { (Double($0) ?? 0, $0) < (Double($1) ?? 0, $1) } : names.sorted()
  }
}

/// A table of the Open Bandit Dataset: a row per impression of an item at a position of a page.
///
/// Saito et al. (2021), arXiv:2008.07146. Positions count from 0 in their order; the user's affinity
/// to an item is context where it is not 0.
enum OpenBanditTable {
  static func decisions(
    _ bytes: [UInt8], file: String
  ) throws(ArgumentError) -> [LoggedDecision] {
    var columns = LogImport.Columns()
    columns.action = "item_id"
    columns.reward = "click"
    columns.probability = "propensity_score"
    columns.time = "timestamp"
    columns.position = "position"
    var reader = try CSVReader(bytes: bytes, file: file)
    let affinities = reader.header.filter { $0.hasPrefix("user-item_affinity_") }
    columns.context = reader.header.filter { $0.hasPrefix("user_feature_") } + affinities
    guard let item = reader.header.firstIndex(of: "item_id"),
      let place = reader.header.firstIndex(of: "position")
    else {
      throw ArgumentError(
        file: file, found: "the columns \(reader.header.joined(separator: ", "))",
        allowed: "item_id, position, click, propensity_score, as in the Open Bandit Dataset")
    }
    var greatest = affinities.count - 1
    var positions: Set<String> = []
    while try reader.next() {
      greatest = max(greatest, Int(reader.text(at: item)) ?? 0)
      positions.insert(reader.text(at: place))
    }
    columns.actions = (0...max(0, min(greatest, 100_000))).map(String.init)
    let order = positions.sorted { (Double($0) ?? 0, $0) < (Double($1) ?? 0, $1) }
    let ranks = Dictionary(uniqueKeysWithValues: order.enumerated().map { (Double($1) ?? 0, $0) })
    var decisions = try DecisionTable(columns: columns).decisions(bytes, file: file)
    let empty = Set(affinities)
    for index in decisions.indices {
      decisions[index].position = decisions[index].position.flatMap { ranks[Double($0)] }
      let kept = (decisions[index].context.members?.entries ?? []).filter {
        !(empty.contains($0.key) && $0.value.number == 0)
      }
      decisions[index].context = .object(JSON.Members(kept.map { ($0.key, $0.value) }))
    }
    return decisions
  }
}
