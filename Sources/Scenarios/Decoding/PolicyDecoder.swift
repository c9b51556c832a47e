import Support

struct PolicyDecoder {
  let context: DecodingContext

  /// Learners of which one is always in the table, for comparison.
  private static let always: [Learner] = [.statusQuo, .bestAction, .agnostic, .pooled]

  /// The table of a file that names no policies.
  private static let standard: [PolicySpec] = [
    plain(.statusQuo), plain(.uniform), plain(.bestAction), plain(.oracle), plain(.agnostic),
    plain(.pooled), plain(.hierarchical, named: "core"), plain(.epsilonGreedy),
    plain(.linearUpperConfidence),
  ]

  /// Decodes the policies, and adds those that are always compared.
  func decode(_ cursor: Cursor) -> [PolicySpec] {
    guard cursor.isPresent else { return Self.standard }
    let entries = cursor.entries
    var policies = entries.map(policy)
    for (policy, entry) in zip(policies, entries) {
      guard let learner = Learner(rawValue: policy.name), learner != policy.learner else {
        continue
      }
      context.log.report(
        entry.mark,
        "policy `\(policy.name)` has the name of a learner that it is not; it learns by "
          + "`\(policy.learner.rawValue)`")
    }
    for learner in Self.always where !policies.contains(where: { $0.learner == learner }) {
      policies.append(Self.plain(learner))
    }
    for (index, entry) in entries.enumerated() {
      policies[index].candidates = candidates(entry, of: index, among: policies)
    }
    return policies
  }

  private static func plain(_ learner: Learner, named name: String? = nil) -> PolicySpec {
    PolicySpec(name: name ?? learner.rawValue, learner: learner)
  }

  private func policy(_ cursor: Cursor) -> PolicySpec {
    let word = cursor.text ?? cursor["learner"].text
    var learner = word.flatMap(Learner.init(rawValue:))
    if learner == nil, cursor["external"].isPresent { learner = .external }
    if learner == nil, word == nil, cursor.tree?.mapping != nil {
      context.log.report(
        cursor.mark, "policy `\(cursor.key)` has no `learner`",
        note: "one of \(NearestName.list(FileShape.learners))")
    }
    var policy = Self.plain(learner ?? .statusQuo, named: cursor.key)
    guard let learner else { return policy }
    for option in LearnerOption.all where cursor[option.name].isPresent {
      let allowed = learner.options.map(\.name)
      guard allowed.contains(option.name) else {
        context.log.report(
          cursor[option.name].mark,
          "learner `\(learner.rawValue)` has no option `\(option.name)`",
          note: allowed.isEmpty ? "it has none" : "it has \(NearestName.list(allowed))")
        continue
      }
      policy.options[option.name] = cursor[option.name].number
    }
    if cursor[LearnerOption.epsilon.name].isPresent,
      cursor[LearnerOption.temperature.name].isPresent
    {
      context.log.report(
        cursor[LearnerOption.temperature.name].mark,
        "policy `\(cursor.key)` has both `epsilon` and `temperature`; it decides by one of them")
    }
    policy.delay =
      cursor["delay"].text.flatMap(PolicySpec.DelayRule.init(rawValue:)) ?? .exposure
    policy.forgetting = forgetting(cursor["forget"])
    policy.start = cursor["start"].text
    policy.external = external(cursor, learner)
    for key in ["forget", "delay", "start"] where cursor[key].isPresent && !learner.learns {
      context.log.report(
        cursor[key].mark, "`\(key)` has no use: `\(learner.rawValue)` does not learn")
    }
    return policy
  }

  private func forgetting(_ cursor: Cursor) -> PolicySpec.Forgetting? {
    if let factor = cursor["discount"].number { return .discount(factor) }
    if let count = cursor["window"].whole { return .window(count) }
    return cursor["restart"].number.map { .restart(threshold: $0) }
  }

  private func external(_ cursor: Cursor, _ learner: Learner) -> ExternalModel? {
    let place = cursor["external"]
    guard learner == .external else {
      if place.isPresent {
        context.log.report(
          place.mark, "`external` has no use: the learner is `\(learner.rawValue)`",
          note: "leave `learner` out, or make it `external`")
      }
      return nil
    }
    guard place.isPresent else {
      context.log.report(
        cursor.mark, "policy `\(cursor.key)` has no program",
        note: "e.g. `external: {command: [python3, model.py]}`")
      return nil
    }
    let seconds = (place["timeout"].hours ?? 2.0 / 3600) * 3600
    // A written 0.01 s is not exact in hours.
    if !(0.01 - 1e-9...3600 + 1e-9).contains(seconds) {
      context.log.report(
        place["timeout"].valueMark,
        "`timeout` must be at least 0.01 s and at most 3600 s; "
          + "found `\((place["timeout"].text ?? "").shortened)`")
    }
    return ExternalModel(
      command: place["command"].items.compactMap(\.text),
      timeout: (seconds * 1e9).rounded() / 1e9, batch: place["batch"].whole ?? 128,
      isStandardised: place["standardised"].yesNo ?? false)
  }

  private func candidates(
    _ cursor: Cursor, of index: Int, among policies: [PolicySpec]
  ) -> [Int] {
    let place = cursor["among"]
    guard policies[index].learner == .selector else {
      if place.isPresent {
        context.log.report(place.mark, "`among` has no use: only a `selector` chooses among others")
      }
      return []
    }
    guard place.isPresent else {
      context.log.report(
        cursor.mark, "selector `\(cursor.key)` has nothing to choose among",
        note: "name at least 2 policies: `{learner: selector, among: [core, agnostic]}`")
      return []
    }
    var found: [Int] = []
    for item in place.items {
      guard let name = item.text,
        let other = context.index(
          of: name, among: policies.map(\.name), noun: "policy", at: item.mark)
      else { continue }
      let learner = policies[other].learner
      if learner.knowsTruth || [.selector, .external].contains(learner) {
        context.log.report(
          item.mark, "a selector cannot choose `\(name)`, whose learner is `\(learner.rawValue)`")
      } else if found.contains(other) {
        context.log.report(item.mark, "`among` names `\(name)` twice")
      }
      found.append(other)
    }
    return found
  }
}
