import ArgumentParser
import Foundation
import Support
import Terminal

/// `journeylab lesson`: the lessons of the workshop, and one of them done.
struct LessonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lesson",
    abstract:
      "List the lessons of the workshop, or do one: its commands, then what to see and why.",
    discussion: """
      A lesson shows one way in which experiments mislead, with the truth beside it. The same seed \
      gives everybody the same customers; take a number of your own for a class.

        journeylab lesson
        journeylab lesson peeking
        journeylab lesson peeking --seed 17 --answer
      """)

  @Argument(help: "Name of the lesson; without one, all are listed.")
  var name: String?

  @Option(help: "Seed in place of the page's own, such as the pupil's number.")
  var seed: UInt64?

  @Option(help: "Folder with the lessons' pages and scenarios.", completion: .directory)
  var folder = LessonFolder.usual

  @Flag(help: "Show the answer to the exercise.")
  var answer = false

  @Flag(help: "Show the page only; run nothing.")
  var page = false

  func validate() throws {
    try ScenarioOptions.check(seed: seed ?? 1, customers: nil)
  }

  func run() throws {
    let lessons = try LessonFolder.lessons(in: folder)
    guard let name else { return list(lessons) }
    guard let lesson = lessons.first(where: { $0.name == name }) else {
      let names = lessons.map(\.name)
      throw ArgumentError(
        "lesson", found: "\"\(name)\"", allowed: names.joined(separator: ", "),
        nearest: NearestName.of(name, among: names))
    }
    Console.print(lesson.title + "\n")
    for command in lesson.commands {
      let arguments = Lesson.arguments(of: command, seed: seed, folder: folder)
      Console.print("$ journeylab \(Self.quoted(arguments))\n")
      guard !page else { continue }
      var parsed = try Journeylab.parseAsRoot(arguments)
      try parsed.run()
      Console.print("")
    }
    Console.print(lesson.text + "\n")
    if let text = lesson.answer {
      Console.print(answer ? "Answer\n\(text)\n" : "The answer: journeylab lesson \(name) --answer")
    }
  }

  private func list(_ lessons: [Lesson]) {
    let width = lessons.map(\.name.count).max() ?? 0
    for lesson in lessons {
      let gap = String(repeating: " ", count: width - lesson.name.count + 2)
      Console.print("\(lesson.name)\(gap)\(lesson.title)")
    }
    Console.print("\nDo one by its name: journeylab lesson \(lessons[0].name)")
  }

  /// Arguments as a shell takes them.
  private static func quoted(_ arguments: [String]) -> String {
    let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./=:,+%")
    return arguments.map { word in
      word.allSatisfy(plain.contains) && !word.isEmpty
        ? word : "'\(word.replacing("'", with: "'\\''"))'"
    }.joined(separator: " ")
  }
}
