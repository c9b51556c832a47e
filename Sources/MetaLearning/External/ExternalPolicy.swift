package import GSL
package import Support

/// A policy that a program of the user's decides for, by messages of one line of JSON each.
///
/// The host samples from the probabilities that come back. What the program does wrong costs no
/// more than the decisions concerned, which fall to the status quo, and is counted. A program that
/// gave no answer in time, died or flooded three times in all is not asked again; one that died is
/// started again once in each task, from the state it last gave. Copies share the program, except
/// by ``branched()``.
package struct ExternalPolicy: Policy {
  /// "external".
  package var kind: String { "external" }

  private let session: ExternalSession?
  private let saved: [UInt8]?

  /// Prepares a program; it starts when it is first needed.
  ///
  /// - Parameters:
  ///   - program: The program.
  ///   - frame: What the program is told once.
  ///   - isAllowed: Whether the user has allowed programs to run.
  ///   - folder: Where the program runs, such as the scenario's folder; nil is the host's own.
  ///   - start: A policy read from a snapshot, whose state the program goes on from.
  ///   - tally: What takes note, at the end, of what the program and its branches did.
  /// - Throws: ``ArgumentError`` if programs are not allowed, there is no such program, or a limit
  ///   is impossible.
  package init(
    program: ExternalProgram, frame: ExternalFrame, isAllowed: Bool, folder: String? = nil,
    resuming start: ExternalPolicy? = nil, tally: ExternalTally? = nil
  ) throws(ArgumentError) {
    try program.check(isAllowed: isAllowed, folder: folder)
    self.init(
      launch: ExternalLaunch(
        command: program.command, folder: folder, hello: ExternalMessage.hello(frame),
        timeout: program.timeout, batch: program.batch, policy: program.policy, tally: tally),
      saved: start?.state)
  }

  /// Prepares a program with limits of one's own.
  init(launch: ExternalLaunch, saved: [UInt8]? = nil) {
    session = ExternalSession(launch, saved: saved)
    self.saved = saved
  }

  private init(_ session: ExternalSession?, saved: [UInt8]?) {
    self.session = session
    self.saved = saved
  }

  /// What the program was asked so far, and what it did wrong.
  package var counts: ExternalCounts { session?.counts ?? ExternalCounts() }

  /// Decisions so far that fell to the status quo.
  package var violations: Int { counts.replaced }

  /// Ends the program; what is still asked falls to the status quo.
  package func end() { session?.end() }

  /// The program's state as it wrote it.
  var state: [UInt8]? { session?.snapshot() ?? saved }

  var launch: ExternalLaunch? { session?.launch }

  /// Asks the program for one decision.
  package mutating func probabilities(
    for context: Context, into probabilities: inout [Double],
    using stream: inout RandomStream
  ) {
    var rows: [[Double]] = []
    answer([context], into: &rows)
    probabilities = rows.first ?? []
  }

  /// Asks the program for all decisions, in as few batches as may be.
  package mutating func probabilities(
    for contexts: [Context], into rows: inout [[Double]], stream: (Int) -> RandomStream
  ) {
    answer(contexts, into: &rows)
  }

  func answer(_ contexts: [Context], into rows: inout [[Double]]) {
    guard let session else {
      rows = contexts.map { context in
        var row: [Double] = []
        context.choose(context.statusQuo, into: &row)
        return row
      }
      return
    }
    session.decide(contexts, into: &rows)
  }

  /// Tells the program of a task.
  package mutating func begin(task: Int, features: [Double]) {
    session?.begin(task: task, features: features)
  }

  /// Tells the program of rewards.
  package mutating func update(_ batch: [Feedback]) {
    guard !batch.isEmpty else { return }
    session?.tell(ExternalMessage.events("learn", batch))
  }

  /// Tells the program of rewards that may still change, if it takes such.
  package mutating func replaceProvisional(_ rows: [Feedback]) {
    session?.tell(ExternalMessage.events("provisional", rows), onlyIfAccepted: "provisional")
  }

  /// Tells the program that a task is over.
  package mutating func close(task: Int) { session?.close(task: task) }

  /// Tells the program to make rewards count less, if it takes such.
  package mutating func discount(by factor: Double) {
    session?.tell(
      ExternalMessage.plain("discount", "factor", factor), onlyIfAccepted: "discount")
  }

  /// Tells the program to forget a task, if it takes such.
  package mutating func reset(task: Int) {
    session?.tell(ExternalMessage.plain("reset", "task", Double(task)), onlyIfAccepted: "reset")
  }

  /// Starts another program from this one's state.
  package func branched() throws(ArgumentError) -> ExternalPolicy {
    let branch = session?.branched()
    return ExternalPolicy(branch, saved: saved)
  }
}

extension ExternalPolicy: Codable {
  private enum CodingKeys: String, CodingKey { case state }

  /// Writes the program's state as it wrote it, JSON within a string, so that no number is rounded.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(
      state.map { String(decoding: $0, as: UTF8.self) }, forKey: .state)
  }

  /// Reads a state; no program runs, and all decisions are the status quo's, until one resumes it.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let text = try container.decodeIfPresent(String.self, forKey: .state)
    if let text, text.utf8.contains(0x0a) || ExternalAnswer(Array("{\"s\":\(text)}".utf8)) == nil {
      throw ArgumentError("state", found: "no JSON value", allowed: "one JSON value on one line")
    }
    self.init(nil, saved: text.map { Array($0.utf8) })
  }
}
