struct LearningDecoder {
  let context: DecodingContext
  let levers: [Lever]
  let journey: Journey
  let horizon: Double

  /// Combinations of actions over all decision points, each of them a scenario of its own.
  private static let mostVariants = 256

  /// Decodes the part, with defaults for what is absent or wrong; nil where the file has none.
  func decode(_ cursor: Cursor) -> Learning? {
    guard cursor.tree?.mapping != nil else { return nil }
    let reward = cursor["reward"].text.flatMap(RewardMeasure.init(rawValue:)) ?? .conversion
    let decoder = DecisionDecoder(
      context: context, levers: levers, journey: journey, horizon: horizon)
    var decisions: [DecisionPoint] = []
    for entry in cursor["decisions"].entries {
      guard let point = decoder.decode(entry) else { continue }
      if let other = decisions.first(where: { $0.lever == point.lever }) {
        context.log.report(
          entry["lever"].valueMark,
          "lever `\(levers[point.lever].name)` is chosen at `\(other.name)` already",
          note: "each decision point needs a lever of its own")
      } else if let other = decisions.first(where: { overlap($0.lever, point.lever) }) {
        context.log.report(
          entry["lever"].valueMark,
          "lever `\(levers[point.lever].name)` sets what lever `\(levers[other.lever].name)` of "
            + "`\(other.name)` sets",
          note: "one would overwrite the other")
      }
      RewardCheck(log: context.log, journey: journey).check(point, reward, entry)
      decisions.append(point)
    }
    checkVariants(decisions, cursor["decisions"])
    return Learning(
      decisions: decisions, reward: reward,
      update: cursor["update"].read { text throws(ValueFault) in
        try Quantities.updateRule(text)
      } ?? .every(hours: 24),
      policies: PolicyDecoder(context: context).decode(cursor["policies"]),
      replications: cursor["replications"].whole)
  }

  private func overlap(_ first: Int, _ second: Int) -> Bool {
    let paths = [first, second].map { levers[$0].path.split(separator: ".") }
    return paths[0].starts(with: paths[1]) || paths[1].starts(with: paths[0])
  }

  private func checkVariants(_ decisions: [DecisionPoint], _ cursor: Cursor) {
    var count = 1
    for point in decisions {
      let product = count.multipliedReportingOverflow(by: levers[point.lever].actions.count)
      count = product.overflow ? .max : product.partialValue
    }
    guard count > Self.mostVariants else { return }
    let counts = decisions.map { String(levers[$0.lever].actions.count) }
    context.log.report(
      cursor.mark,
      "`decisions` have \(counts.joined(separator: " × ")) combinations of actions; "
        + "at most \(Self.mostVariants) are allowed")
  }
}
