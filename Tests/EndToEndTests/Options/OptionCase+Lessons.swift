/// Options of the lessons and of first scenarios.
extension OptionCase {
  private static let lesson = OptionGroup(
    command: "lesson", plain: ["tossing", "--folder", "lessons"])
  private static let new = OptionGroup(command: "new", plain: ["mine.yaml"], file: "mine.yaml")

  static let ofLesson: [OptionCase] = [
    lesson.replacing("name", [], by: []).with(plain: ["--folder", "lessons"]),
    lesson.adding("seed", "--seed", "7"), lesson.adding("answer", "--answer"),
    lesson.adding("page", "--page"),
    lesson.replacing("folder", [], by: []).with(plain: ["tossing", "--folder", "nowhere"]),
  ]

  static let ofNew: [OptionCase] = [
    new.replacing("file", [], by: []).with(changed: ["other.yaml"]).any,
    new.adding("sells", "--sells", "teapot"), new.adding("price", "--price", "38"),
    new.adding("cost", "--cost", "3"), new.adding("visitors", "--visitors", "70"),
    new.adding("conversion", "--conversion", "5%"), new.adding("try", "--try", "shipping=free"),
    OptionGroup(command: "new", plain: ["mine.yaml"], before: [["new", "mine.yaml"]])
      .adding("force", "--force"),
  ]

  /// The same with all that is printed and written.
  private var any: OptionCase {
    var result = self
    result.file = nil
    return result
  }

  private func with(plain: [String]) -> OptionCase {
    var result = self
    result.plain = plain
    return result
  }
}
