/// A child that has said hello, and the questions it has been asked.
struct ExternalModelProcess {
  enum Failure: Error {
    /// Not in time; it may still come, and is then thrown away.
    case late
    /// The child has died or closed its output.
    case died
    /// The child writes or leaves unread more than it may.
    case flooded
    /// The child speaks another version, or says something else than hello first.
    case strange
  }

  /// Messages that the child takes beyond those that all must.
  private(set) var accepted: Set<String> = []
  /// Lines so far that are no message or that nobody asked for.
  private(set) var nonsense = 0
  private var channel: LineChannel
  private let launch: ExternalLaunch
  private var identifier = 0
  private var late: Set<Int> = []

  /// Starts a child and waits until it says hello.
  /// - Throws: ``Failure``; the child has then been ended.
  init(_ launch: ExternalLaunch) throws(Failure) {
    guard let child = try? ChildProcess(launch.command, in: launch.folder) else { throw .died }
    self.launch = launch
    channel = LineChannel(child, greatestLine: launch.limits.bytes)
    do {
      channel.enqueue(launch.hello)
      let answer = try answer("hello", to: nil, within: launch.limits.patience)
      guard answer.integer("protocol") == ExternalMessage.version else { throw Failure.strange }
      accepted = Set(answer.texts("accepts"))
    } catch {
      child.end(grace: .seconds(launch.limits.grace))
      throw error as? Failure ?? .strange
    }
  }

  /// Sends a message that has no answer, without waiting for it to be read.
  mutating func tell(_ line: [UInt8]) throws(Failure) {
    channel.enqueue(line)
    guard channel.waiting > launch.limits.bytes else { return }
    do {
      try channel.drain(
        to: launch.limits.bytes, before: .now + .seconds(launch.timeout))
    } catch {
      throw error == .closed ? .died : .flooded
    }
  }

  mutating func decide(_ contexts: ArraySlice<Context>) throws(Failure) -> ExternalAnswer {
    identifier += 1
    channel.enqueue(ExternalMessage.decide(id: identifier, contexts))
    return try answer("decisions", to: identifier, within: launch.timeout)
  }

  /// Asks for the child's state; nil if it keeps none.
  mutating func snapshot() throws(Failure) -> [UInt8]? {
    identifier += 1
    channel.enqueue(ExternalMessage.plain("snapshot", "id", Double(identifier)))
    let answer = try answer("snapshot", to: identifier, within: launch.limits.saving)
    guard let state = answer.raw("state"), !state.elementsEqual("null".utf8) else { return nil }
    return Array(state)
  }

  mutating func end() {
    channel.enqueue(ExternalMessage.plain("bye"))
    channel.child.end(grace: .seconds(launch.limits.grace))
  }

  /// Waits for an answer; late ones to other questions are passed over, anything else is counted.
  private mutating func answer(
    _ type: String, to question: Int?, within seconds: Double
  ) throws(Failure) -> ExternalAnswer {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while true {
      let line: [UInt8]
      do {
        line = try channel.line(before: deadline)
      } catch {
        switch error {
        case .closed: throw .died
        case .tooLong: throw .flooded
        case .timedOut:
          if let question { late.insert(question) }
          throw .late
        }
      }
      if let answer = ExternalAnswer(line) {
        let identifier = answer.integer("id")
        if identifier == question, answer.text("type") == type { return answer }
        if let identifier, late.remove(identifier) != nil { continue }
      }
      nonsense += 1
      guard nonsense <= launch.limits.nonsense else { throw .flooded }
    }
  }
}
