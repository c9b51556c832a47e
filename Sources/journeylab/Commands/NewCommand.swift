import ArgumentParser
import Foundation
import Results
import Scenarios
import Simulation
import Support
import Terminal

/// `journeylab new`: a first scenario of one's own, by six questions.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Write a first scenario of your own: six questions, or their answers as options.",
    discussion: """
      What is not given as an option is asked for; Enter takes the answer in brackets. The file is \
      valid at once and says in comments what to change next.

        journeylab new mine.yaml
        journeylab new mine.yaml --sells teapot --price 38 --cost 17.50 --visitors 900 \\
          --conversion '3 %' --try price=34.90
      """)

  @Argument(help: "File to write.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @Option(help: "What you sell.")
  var sells: String?

  @Option(help: "Its price.")
  var price: Double?

  @Option(help: "What it costs you.")
  var cost: Double?

  @Option(help: "Visitors a day.")
  var visitors: Double?

  @Option(help: "Share of visitors who order, such as '3 %'.")
  var conversion: String?

  @Option(
    name: .customLong("try"),
    help: ArgumentHelp(
      "What to try: price=34.90, shipping=free, or voucher=5.", valueName: "idea"))
  var idea: String?

  @OptionGroup var replacing: ReplaceOption

  func run() throws {
    let place = URL(asWritten: file)
    try replacing.check(place)
    let answers = try answers()
    let text = answers.scenario
    // What is written is valid; a fault here is the program's.
    let loaded = try ScenarioReader().read(text: text, name: file)
    _ = try CompiledScenario(scenario: loaded.scenario, arms: loaded.arms)
    try SingleFile.write(Array(text.utf8), to: place)
    Console.print(
      """
      \(file) is written. Next:
        journeylab run \(file)
        journeylab power \(file)      how many visitors the test needs
        journeylab validate \(file)   after you changed it
      """)
  }

  private func answers() throws -> ScenarioAnswers {
    let name = ask("What do you sell?", given: sells, otherwise: "mug")
    let price = try number("Its price?", "--price", given: price, otherwise: 14.90, in: 0.01...1e6)
    let cost = try number(
      "What does it cost you?", "--cost", given: cost, otherwise: (price * 40).rounded() / 100,
      in: 0...1e6)
    let visitors = try number(
      "Visitors a day?", "--visitors", given: visitors, otherwise: 1000, in: 1...1e6)
    let share = ask("Share of visitors who order?", given: conversion, otherwise: "3 %")
    guard let conversion = Self.share(share), (0.001...0.3).contains(conversion) else {
      throw ArgumentError("--conversion", found: "\"\(share)\"", allowed: "0.1 % to 30 %")
    }
    let idea = ask(
      "What would you try: price=…, shipping=free or voucher=…?", given: idea,
      otherwise: "price=\(NumberText.fixed(price * 0.9, decimals: 2))")
    return try ScenarioAnswers(
      name: name, price: price, cost: cost, visitors: visitors, conversion: conversion,
      idea: ScenarioAnswers.Idea(parsing: idea, price: price))
  }

  /// An answer given, or asked for where somebody can answer, or the usual one.
  private func ask(_ question: String, given: String?, otherwise usual: String) -> String {
    if let given { return given }
    Console.print("\(question) [\(usual)]")
    let line = readLine()?.trimmingCharacters(in: .whitespaces) ?? ""
    return line.isEmpty ? usual : line
  }

  private func number(
    _ question: String, _ option: String, given: Double?, otherwise usual: Double,
    in allowed: ClosedRange<Double>
  ) throws -> Double {
    let text = ask(
      question, given: given.map { "\($0)" },
      otherwise: NumberText.fixed(usual, decimals: usual == usual.rounded() ? 0 : 2))
    guard let value = Double(text), allowed.contains(value) else {
      throw ArgumentError(
        option, found: "\"\(text)\"",
        allowed: "a number from \(allowed.lowerBound) to \(allowed.upperBound)")
    }
    return value
  }

  /// A share as people write it: `3 %`, `3%` or `0.03`.
  private static func share(_ text: String) -> Double? {
    let isPercent = text.hasSuffix("%")
    let number = (isPercent ? String(text.dropLast()) : text).trimmingCharacters(in: .whitespaces)
    return Double(number).map { isPercent ? $0 / 100 : $0 }
  }
}
