import ArgumentParser
import Foundation
import MetaLearning
import Results
import Studies
import Support
import Terminal

/// `journeylab import`: another system's log of decisions, as `evaluate` reads it.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Read a log of decisions of obp, Vowpal Wabbit or a table.",
    discussion: """
      obp is its bandit feedback as JSON or a table of the Open Bandit Dataset; vw Vowpal Wabbit's \
      text (--cb_explore_adf) or decision service JSON; csv a table with a row per decision, whose \
      columns the options name. A file - is standard input. It may have 1 GB, and takes up to 16 \
      times its size in memory.

        journeylab import impressions.csv --from obp > log.jsonl
        journeylab import train.vw --from vw --output log.jsonl
        journeylab import mails.csv --from csv --action sent --reward paid --probability chance \
      --customer id --output log.jsonl
        journeylab evaluate log.jsonl --policy uniform
      """)

  @Argument(help: "File to read.", completion: .file())
  var file: String

  @Option(help: "Form of the file: obp, vw or csv.")
  var from: String

  @Option(help: "Column of the action taken.")
  var action: String?

  @Option(help: "Column of the reward.")
  var reward: String?

  @Option(help: "Column of the chance with which the action was taken.")
  var probability: String?

  @Option(help: "Column that names a decision; its row by default.")
  var event: String?

  @Option(help: "Column of the time.")
  var time: String?

  @Option(help: "Column of the customer, by whom intervals go.")
  var customer: String?

  @Option(help: "Column of the position on a list, from 0.")
  var position: String?

  @Option(help: "Column of the policy that decided, or its version.")
  var policy: String?

  @Option(
    help: ArgumentHelp(
      "Columns of context; all others by default.", valueName: "name,..."))
  var context: String?

  @Option(
    help: ArgumentHelp(
      "Names of all actions; those that occur by default.", valueName: "name,..."))
  var actions: String?

  @Option(help: "File to write; standard output by default.", completion: .file())
  var output: String?

  func run() throws {
    guard let form = LogImport(rawValue: from) else {
      let allowed = LogImport.allCases.map(\.rawValue).joined(separator: ", ")
      throw ArgumentError("--from", found: "\"\(from)\"", allowed: allowed)
    }
    let given: [(String, String?)] = [
      ("--action", action), ("--reward", reward), ("--probability", probability),
      ("--event", event), ("--time", time), ("--customer", customer), ("--position", position),
      ("--policy", policy), ("--context", context), ("--actions", actions),
    ]
    for (name, value) in given where form != .csv && value != nil {
      throw InputError("\(name): only with --from csv")
    }
    let log = try form.log(try content(), file: file, columns: columns)
    var buffer = ByteBuffer()
    for decision in log.decisions {
      decision.json.write(to: &buffer)
      buffer.append(UInt8(ascii: "\n"))
    }
    if let first = log.repeated.first {
      Console.complain(
        "\(log.repeated.count) decisions left out that repeat an earlier one's event, \(first) first"
      )
    }
    guard let output else { return Console.write(buffer.bytes) }
    try SingleFile.write(buffer.bytes, to: URL(asWritten: output))
  }

  private var columns: LogImport.Columns {
    func list(_ text: String) -> [String] {
      text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    var columns = LogImport.Columns()
    columns.action = action ?? columns.action
    columns.reward = reward ?? columns.reward
    columns.probability = probability ?? columns.probability
    columns.event = event
    columns.time = time
    columns.customer = customer
    columns.position = position
    columns.policy = policy
    columns.context = context.map(list)
    columns.actions = actions.map(list) ?? []
    return columns
  }

  private func content() throws -> Data {
    do {
      return try PlainFile.read(
        file == "-" ? "/dev/stdin" : file, atMost: LogOptions.maximumSize, allowsPipes: true)
    } catch {
      throw InputError("cannot read \(file): it \(error)")
    }
  }
}
