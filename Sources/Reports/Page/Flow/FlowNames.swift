import Support

/// Names and numbers of a stage graph in words that fit.
enum FlowNames {
  /// Width of a letter of 12 pixels that is drawn bold.
  private static let letterWidth = 7.0

  static func letters(in width: Double) -> Int { max(4, Int((width - 8) / letterWidth)) }

  static func width(of text: String) -> Double { Double(text.count) * letterWidth + 2 }

  /// A name in at most two lines of so many letters, broken at a space, the rest cut off.
  static func lines(_ name: String, of letters: Int) -> [String] {
    let name = BrokenText.printable(name)
    guard name.count > letters else { return [name] }
    let words = name.split(separator: " ").map(String.init)
    var first = ""
    var rest = words[...]
    while let word = rest.first, first.isEmpty || first.count + 1 + word.count <= letters {
      first += first.isEmpty ? word : " " + word
      rest = rest.dropFirst()
    }
    let lines = rest.isEmpty ? [first] : [first, rest.joined(separator: " ")]
    return lines.map { $0.count > letters ? String($0.prefix(letters - 1)) + "…" : $0 }
  }

  /// The letter of a number: A to Z, then AA and so on.
  static func letter(_ number: Int) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return number < 26
      ? String(letters[number]) : letter(number / 26 - 1) + String(letters[number % 26])
  }

  /// People of a way, and the difference from the other arm if there is one.
  static func numbers(_ people: Double, _ change: Double?) -> [String] {
    [PageText.text(.rate(people))] + (change.map { [PageText.text(.signedRate($0))] } ?? [])
  }

  /// A way in one line, for those who point at it.
  static func title(_ edge: Figure.Flow.Edge, in flow: Figure.Flow) -> String {
    "\(flow.stages[edge.from].name) → \(flow.stages[edge.to].name): "
      + numbers(edge.people, edge.change).joined(separator: ", ")
  }
}
