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
  package var kind: String { "external" }

  private let session: ExternalSession?
  private let saved: [UInt8]?

  /// Prepares a program; it starts when it is first needed, from the state of the snapshot `start`.
  ///
  /// A nil folder is the host's own; a record adds up what all processes of the policy get wrong.
  /// - Throws: ``ArgumentError`` if programs are not allowed, there is no such program, or a limit
  ///   is impossible.
  package init(
    program: ExternalProgram, frame: ExternalFrame, isAllowed: Bool, folder: String? = nil,
    resuming start: ExternalPolicy? = nil, record: ExternalRecord? = nil
  ) throws(ArgumentError) {
    try program.check(isAllowed: isAllowed, folder: folder)
    self.init(
      launch: ExternalLaunch(
        command: program.command, folder: folder, hello: ExternalMessage.hello(frame),
        timeout: program.timeout, batch: program.batch),
      saved: start?.state, record: record)
  }

  init(launch: ExternalLaunch, saved: [UInt8]? = nil, record: ExternalRecord? = nil) {
    session = ExternalSession(launch, saved: saved, record: record)
    self.saved = saved
  }

  private init(_ session: ExternalSession?, saved: [UInt8]?) {
    self.session = session
    self.saved = saved
  }

  var counts: ExternalCounts { session?.counts ?? ExternalCounts() }

  /// Decisions so far that fell to the status quo.
  package var violations: Int { counts.replaced }
  func end() { session?.end() }
  var state: [UInt8]? { session?.snapshot() ?? saved }
  var launch: ExternalLaunch? { session?.launch }

  package mutating func probabilities(
    for context: Context, into probabilities: inout [Double],
    using stream: inout RandomStream
  ) {
    var rows: [[Double]] = []
    answer([context], into: &rows)
    probabilities = rows.first ?? []
  }

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

  package mutating func begin(task: Int, features: [Double]) {
    session?.begin(task: task, features: features)
  }

  package mutating func update(_ batch: [Feedback]) {
    guard !batch.isEmpty else { return }
    session?.tell(ExternalMessage.events("learn", batch))
  }

  package mutating func replaceProvisional(_ rows: [Feedback]) {
    session?.tell(ExternalMessage.events("provisional", rows), onlyIfAccepted: "provisional")
  }

  package mutating func close(task: Int) { session?.close(task: task) }

  package mutating func discount(by factor: Double) {
    session?.tell(
      ExternalMessage.plain("discount", "factor", factor), onlyIfAccepted: "discount")
  }

  package mutating func reset(task: Int) {
    session?.tell(ExternalMessage.plain("reset", "task", Double(task)), onlyIfAccepted: "reset")
  }

  package func branched() throws(ArgumentError) -> ExternalPolicy {
    let branch = session?.branched()
    return ExternalPolicy(branch, saved: saved)
  }
}

extension ExternalPolicy {
  /// Passes: the state is the program's own, and no program runs before it is started with it.
  package func checkState(_ bounds: StateBounds) throws(ArgumentError) {}
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
