import ArgumentParser
import Experiments
import Foundation
import Reports
import Results
import Studies
import Support
import Terminal

/// `journeylab insight`: what a business reads from its customers' tracks.
struct InsightCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "insight",
    abstract:
      "Read a log of events: map, purchase phase, segments, attribution, lifetime, service.",
    discussion: """
      The log is a CSV table with a row per event, from any shop or process, or the folder of a run \
      that was made with --events. Which column tells what is guessed by its name and said; the \
      options name others, and an empty name stands for none. Rows that cannot be read are counted \
      and told, with the first of each kind. Beside a run, what only a simulation knows is told too.

        journeylab insight shop.csv
        journeylab insight log.csv.gz --customer member --time when --order event=paid \\
          --only lifetime --ahead 180
        journeylab insight clicks.csv --only map --only service --segment device --out insight
        journeylab run scenarios/free-shipping-threshold.yaml --events --customers-file
        journeylab insight results/free-shipping-threshold/DIGEST

      Parts: \(InsightParts.names.joined(separator: ", ")).
      """)

  @Argument(
    help: "Log of events as CSV (or compressed by gzip), or the folder of a run.",
    completion: .file(extensions: ["csv", "gz", "tsv"]))
  var log: String

  @Option(help: "Part to tell; may be given several times. All by default.")
  var only: [String] = []

  @OptionGroup var columns: InsightColumns

  @Option(help: "Purchase phase: hours within which an order counts as near.")
  var within = 24.0

  @Option(help: "Lifetime: days for which customers' worth is foretold.")
  var ahead = 365.0

  @Option(
    help: """
      Lifetime: last day that the trial forecast learns from, such as 1997-09-30; the middle of the \
      log by default.
      """)
  var split: String?

  @Option(
    help:
      "Service: an activity that is a complaint; may be given several times. By name by default.")
  var complaint: [String] = []

  @Option(help: "Seed of samples, starts and shuffles.")
  var seed: UInt64 = 1

  @OptionGroup var work: ThreadOptions

  @Option(
    help: "Write all tables as CSV, the map as SVG and both summaries into this folder.",
    completion: .directory)
  var out: String?

  @Flag(help: "Replace files that are there already.")
  var force = false

  @OptionGroup var output: OutputOptions

  func validate() throws { try ScenarioOptions.check(seed: seed, customers: nil) }

  func run() throws {
    var options = InsightOptions()
    options.only = only
    options.seed = seed
    options.within = within
    options.ahead = ahead
    options.split = split
    options.complaints = complaint
    let found = try output.run(
      InsightStudy(
        path: log, reading: columns.options(), options: options, threads: work.threads))
    let document = Document(found)
    if !only.isEmpty, found.chapters.allSatisfy(\.isRefused) {
      let reasons = found.chapters.flatMap(\.remarks).map(\.sentence.text)
      throw InputError("\(log): \(reasons.joined(separator: " "))")
    }
    if let out {
      var texts = [
        ("summary.txt", TextRenderer().render(document)),
        ("summary.json", JSONRenderer.render(document)),
      ]
      if let map = found.chapters.compactMap(\.map).first, let picture = MapPicture(map) {
        texts.append((MapPicture.fileName, picture.text))
      }
      try InsightTables.write(found, texts: texts, to: URL(asWritten: out), replaces: force)
    }
    try output.show(document)
  }
}

/// Which columns of a log tell what.
struct InsightColumns: ParsableArguments {
  @Option(help: "Column of the customer or case.")
  var customer: String?

  @Option(help: "Column of the activity.")
  var activity: String?

  @Option(help: "Column of the time.")
  var time: String?

  @Option(help: "Column of the channel of an event.")
  var channel: String?

  @Option(help: "Column of the money of an event.")
  var value: String?

  @Option(help: "Column of the money in the basket.")
  var basket: String?

  @Option(help: "Column of the product.")
  var product: String?

  @Option(help: "Column of the phase or stage.")
  var phase: String?

  @Option(
    help: """
      Column by which customers or events differ, such as device; may be given several times, the \
      first is the map's.
      """)
  var segment: [String] = []

  @Option(
    help: ArgumentHelp(
      "An activity that is an order, or COLUMN=VALUE; may be given several times.",
      valueName: "activity"))
  var order: [String] = []

  @Option(
    name: .customLong("leave-out"),
    help: ArgumentHelp(
      "An activity, or COLUMN=VALUE, that does not count; may be given several times.",
      valueName: "activity"))
  var leaveOut: [String] = []

  @Option(
    name: .customLong("time-format"),
    help: """
      How days are written: \(TimeText.allCases.map(\.rawValue).joined(separator: ", ")); \
      y-m-d also reads seconds or milliseconds since 1970.
      """)
  var timeFormat = TimeText.iso.rawValue

  @Option(
    help: """
      How numbers are written, by example: \
      \(NumberForm.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")).
      """)
  var numbers = NumberForm.plain.rawValue

  func options() throws -> EventLogOptions {
    var options = EventLogOptions()
    let given: [(LogRole, String?)] = [
      (.customer, customer), (.activity, activity), (.time, time), (.channel, channel),
      (.value, value), (.basket, basket), (.product, product), (.phase, phase),
    ]
    for (role, name) in given { options.columns[role] = name }
    if !segment.isEmpty { options.segments = segment.filter { !$0.isEmpty } }
    options.orders = order.map { EventLogOptions.Mark($0) }
    options.leftOut = leaveOut.map { EventLogOptions.Mark($0) }
    options.timeForm = try Self.choice(timeFormat, "--time-format")
    options.numbers = try Self.choice(numbers, "--numbers")
    return options
  }

  private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ text: String, _ option: String
  ) throws -> Choice {
    guard let choice = Choice(rawValue: text) else {
      throw ArgumentError(
        option, found: "\"\(text)\"",
        allowed: Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", "))
    }
    return choice
  }
}
