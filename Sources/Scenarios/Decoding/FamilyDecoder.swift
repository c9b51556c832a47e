import Support

struct FamilyDecoder {
  let context: DecodingContext
  let root: Cursor

  /// Each variation is tried at the ends of its distribution.
  private static let mostVariations = 100

  /// Decodes the family, with defaults for what is absent or wrong; nil where the file has none.
  func decode(_ cursor: Cursor) -> Family? {
    guard cursor.tree?.mapping != nil else { return nil }
    if !root["learning"].isPresent {
      context.log.report(
        cursor.mark, "`family` has no use without `learning`",
        note: "only policies go from market to market")
    }
    let features = features(cursor["features"])
    let entries = cursor["vary"].entries
    if entries.count > Self.mostVariations {
      context.log.report(
        cursor["vary"].mark,
        "`vary` holds \(entries.count) variations; at most \(Self.mostVariations) are allowed")
    }
    let tasks = cursor["tasks"]
    return Family(
      trainingTasks: tasks["train"].whole ?? 0, testTasks: tasks["test"].whole ?? 1,
      customers: tasks["customers"].whole, features: features,
      variations: entries.map { variation($0, features) })
  }

  private func features(_ cursor: Cursor) -> [TaskFeature] {
    cursor.entries.map { entry in
      if entry.key == "law" {
        context.log.report(
          entry.mark, "a feature cannot be called `law`", note: "variations need the word")
      }
      return TaskFeature(
        name: entry.key,
        law: entry.distribution(.plain)
          ?? DistributionSpec(family: "constant", parameters: [("value", 0)]))
    }
  }

  private func variation(_ cursor: Cursor, _ features: [TaskFeature]) -> Variation {
    var variation = Variation(
      name: cursor.key, constant: 0, coefficients: features.map { _ in 0 }, law: nil)
    guard cursor.tree?.mapping != nil else {
      if let number = cursor.number {
        variation.constant = number
      } else {
        variation.law = cursor.distribution(.plain)
      }
      return variation
    }
    let names = features.map(\.name)
    for entry in cursor.entries {
      if entry.key == "law" {
        variation.law = entry.distribution(.plain)
        continue
      }
      let isFeature = names.contains(entry.key)
      guard isFeature || entry.key == "constant" else {
        context.log.report(
          entry.mark, "unknown feature `\(entry.key.shortened)`",
          note: NearestName.note(for: entry.key, among: ["constant"] + names + ["law"]))
        continue
      }
      guard let number = entry.number else {
        if entry.text != nil {
          context.log.report(
            entry.valueMark,
            "`\(entry.key)` must be a number here; found "
              + "`\((entry.text ?? "").shortened)`",
            note: "randomness comes from `law` and from the features")
        }
        continue
      }
      if let index = names.firstIndex(of: entry.key) {
        variation.coefficients[index] = number
      } else {
        variation.constant = number
      }
    }
    return variation
  }
}
