import Support

extension TableAnalysis {
  /// Finds the arms that can be judged; one with a single unit is reported beside them.
  /// - Throws: `ArgumentError` when it is the control, or leaves nothing to compare with it.
  static func judgedArms(
    _ tally: TableTally, control: String, column: String, file: String
  ) throws(ArgumentError) -> [Int] {
    let judged = tally.arms.indices.filter { tally.armRows[$0] > 1 }
    guard judged.count < 2 || !judged.contains(where: { tally.arms[$0] == control }) else {
      return judged
    }
    let small = tally.arms.indices.filter { tally.armRows[$0] < 2 }
      .map { "\"\(tally.arms[$0])\"" }.sorted().prefix(20).joined(separator: ", ")
    throw ArgumentError(
      file: file, column: column,
      found: "one unit only in \(small), the control being"
        + " \"\(control)\"",
      allowed: "at least two units in the control and in a treatment")
  }

  /// Checks that each arm to be left out is there.
  static func checkLeftOut(
    _ options: TableOptions, arms: [String], passedOver: [RowFilter.Count], file: String
  ) throws(ArgumentError) {
    for name in options.leftOut
    where !passedOver.contains(where: { $0.name == name && $0.leftOut > 0 }) {
      let names = arms.sorted()
      throw ArgumentError(
        file: file, column: options.armColumn,
        found: "no row of arm \"\(name)\", which is to be left out", allowed: list(names),
        nearest: NearestName.of(name, among: names))
    }
  }
}
