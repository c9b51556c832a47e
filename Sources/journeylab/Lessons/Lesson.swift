import Foundation
import Support

/// A lesson of a workshop: a Markdown page with a question, the commands that answer it, what to
/// look at, why it is so, an exercise and its folded answer.
struct Lesson {
  /// The page's file name without its ending, such as `peeking`.
  let name: String
  /// What the lesson is about, and the question it asks.
  let title: String
  /// The commands of the page's first block of code, as they stand there.
  let commands: [String]
  /// The page's text behind that block, the answer left out.
  let text: String
  let answer: String?

  /// Reads a page; nil for one that is no lesson, without a heading or commands of this program.
  init?(name: String, page: String) {
    let lines = page.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let heading = lines.first(where: { $0.hasPrefix("# ") }),
      let start = lines.firstIndex(where: { $0.hasPrefix("```sh") }),
      let end = lines[(start + 1)...].firstIndex(where: { $0.hasPrefix("```") })
    else { return nil }
    let commands = lines[(start + 1)..<end].filter { $0.hasPrefix("journeylab ") }
    guard !commands.isEmpty else { return nil }
    self.name = name
    title = String(heading.dropFirst(2))
    self.commands = commands
    var text: [String] = []
    var answer: [String] = []
    var isFolded = false
    for line in lines[(end + 1)...] {
      if line.hasPrefix("<details") {
        isFolded = true
      } else if line.hasPrefix("</details>") {
        isFolded = false
      } else if isFolded {
        answer.append(line)
      } else {
        text.append(line)
      }
    }
    self.text = Self.plain(text)
    self.answer = answer.isEmpty ? nil : Self.plain(answer)
  }

  /// A command's arguments, with a seed and a folder of lessons of one's own.
  ///
  /// The seed takes the place of the one that the page gives, or is added where a command draws.
  /// Words in single or double quotes are one argument.
  static func arguments(of command: String, seed: UInt64?, folder: String) -> [String] {
    var words: [String] = []
    var word = ""
    var quote: Character?
    var isOpen = false
    for letter in command {
      if let mark = quote {
        if letter == mark { quote = nil } else { word.append(letter) }
      } else if letter == "'" || letter == "\"" {
        quote = letter
        isOpen = true
      } else if letter == " " {
        if isOpen || !word.isEmpty { words.append(word) }
        (word, isOpen) = ("", false)
      } else {
        word.append(letter)
      }
    }
    if isOpen || !word.isEmpty { words.append(word) }
    let own = "\(LessonFolder.usual)/"
    for index in words.indices {
      if words[index].hasPrefix(own) {
        words[index] = "\(folder)/\(words[index].dropFirst(own.count))"
      }
      if let seed, index > 0, words[index - 1] == "--seed" { words[index] = "\(seed)" }
    }
    words.removeFirst()
    if let seed, let command = words.first, Self.drawing.contains(command),
      !words.contains("--seed"), !words.contains("--seeds")
    {
      words += ["--seed", "\(seed)"]
    }
    return words
  }

  /// Commands that have a seed.
  private static let drawing: Set<String> = ["run", "simulate", "assess", "power", "designs"]

  /// A picture's line says where the picture is; another line stays.
  private static func pictureNamed(_ line: String) -> String {
    guard let start = line.firstRange(of: "!["),
      let place = line[start.upperBound...].firstRange(of: "](")
    else { return line }
    let words = line[start.upperBound..<place.lowerBound]
    let file = line[place.upperBound...].prefix { $0 != ")" }
    return "\(line[..<start.lowerBound])Picture: \(words) (\(file))"
  }

  /// Markdown as it reads on a terminal.
  private static func plain(_ lines: [String]) -> String {
    lines.map(pictureNamed).joined(separator: "\n")
      .replacing("**", with: "").replacing("`", with: "")
      .replacing("<summary>Answer</summary>", with: "")
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

/// Where lessons are kept.
enum LessonFolder {
  /// The folder as the pages name it, from the root of the repository.
  static let usual = "scenarios/lessons"

  /// All lessons of a folder, by name.
  /// - Throws: `ArgumentError` where there are none.
  static func lessons(in folder: String) throws -> [Lesson] {
    let place = URL(asWritten: folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
    let found = names.filter { $0.hasSuffix(".md") }.sorted().compactMap { name in
      (try? String(contentsOf: place.appending(path: name), encoding: .utf8)).flatMap {
        Lesson(name: String(name.dropLast(3)), page: $0)
      }
    }
    guard !found.isEmpty else {
      throw ArgumentError(
        "--folder", found: "no lessons in \(folder)",
        allowed: "a folder with lessons, such as \(usual) of the repository")
    }
    return found
  }
}
