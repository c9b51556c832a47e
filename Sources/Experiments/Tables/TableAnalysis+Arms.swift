import Support

extension TableAnalysis {
  /// Finds the arms to compare: those with a single unit are reported beside them.
  ///
  /// Where that leaves nothing to compare with the control, all arms stand as they are, and what
  /// cannot be tested is said of each comparison.
  static func judgedArms(_ tally: TableTally, control: String) -> [Int] {
    let judged = tally.arms.indices.filter { tally.armRows[$0] > 1 }
    let suffices = judged.count > 1 && judged.contains { tally.arms[$0] == control }
    return suffices ? judged : Array(tally.arms.indices)
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
